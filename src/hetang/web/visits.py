"""What a visit brings to every page: its language, its person, the city's pack, and where the page comes from."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language

from hetang.office.reads.desk_day import desk_day
from hetang.office.reads.notices import unread
from hetang.office.reads.standing_now import Now, standing_now
from hetang.web.desk import Desk
from hetang.web.wordbook import speaks

PERSON = "person"


@dataclass(frozen=True)
class Visitor:
    """Who the frame names; nobody where `person` is None."""

    person: str | None = None
    name: str = ""
    seat: str = ""
    unread: int = 0  # notifications


@dataclass(frozen=True)
class Provenance:
    """Which ledger and which pack a page was made from."""

    size: int
    root: str
    pack: str
    version: str
    pack_digest: str
    synthetic: bool


@dataclass(frozen=True)
class Visit:
    """All of it; a city not yet loaded has neither desk nor provenance."""

    lang: str
    visitor: Visitor
    desk: Desk | None
    prov: Provenance | None
    now: Now | None


def language(request: HttpRequest) -> str:
    """As LocaleMiddleware settled it: the switch's cookie, else Accept-Language, else Chinese."""
    return speaks(get_language() or "zh")


def visit(request: HttpRequest) -> Visit:
    """Read once a request. Where even the database does not answer, a page of refusal can still be shown."""
    known: Visit | None = getattr(request, "hetang_visit", None)
    if known is None:
        try:
            known = _visit(request)
        except DatabaseError:
            known = Visit(language(request), Visitor(), None, None, None)
        request.hetang_visit = known  # type: ignore[attr-defined]
    return known


def _visit(request: HttpRequest) -> Visit:
    lang, session = language(request), getattr(request, "session", None)
    now = standing_now()
    person: Any = session.get(PERSON) if session is not None else None
    if now is None:
        return Visit(lang, Visitor(), None, None, None)
    pack = now.pack
    desk = Desk(lang, person, pack, desk_day(pack), now.size, now.root)
    visitor = Visitor(person, desk.person_name(person), desk.seat(), unread(person)) if person else Visitor()
    name = pack.city.text(lang) if pack.city else pack.name
    prov = Provenance(
        now.size, now.root, name, pack.version, pack.digest, any(p.synthetic for p in pack.people.values())
    )
    return Visit(lang, visitor, desk, prov, now)
