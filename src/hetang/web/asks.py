"""What an address asks of a figure: read from the query, refused where it cannot be read, written back into links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.urls import reverse

from hetang.figures.plan import Ask
from hetang.figures.shapes import FLOORS, Window
from hetang.packs.pack import Pack
from hetang.terms.dates import Period, parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

BY = ("place", "organisation", "month", "year", "day", "matter")
KEYS = ("as_of", "known_at", "known_at_seq", "floor", "place", "organisation", "period", "by")

NOT_A_DAY = Refusal(
    "not_a_day",
    Text("“{text}”不是日期", "“{text}” is not a day"),
    Text("2017-04-26 这样的日期", "a day such as 2017-04-26"),
)
NOT_A_NUMBER = Refusal(
    "not_an_entry_number",
    Text("“{text}”不是条目号", "“{text}” is not an entry's number"),
    Text("0、1、2 …", "0, 1, 2 …"),
)
NOT_ONE_OF = Refusal(
    "not_one_of", Text("“{text}”不在可选之列", "“{text}” is not among the choices"), Text("{accepted}", "{accepted}")
)
TWO_MOMENTS = Refusal(
    "two_moments",
    Text("“按何日所知”和“按条目”不能同问", "a day and an entry cannot both say what was known"),
    Text("二者取一", "one of the two"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters as written; an empty text asks nothing."""

    as_of: str = ""
    known_at: str = ""
    known_at_seq: str = ""
    floor: str = ""
    place: str = ""
    organisation: str = ""
    period: str = ""
    by: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        return cls(**{key: str(query.get(key, "")).strip() for key in KEYS})

    def but(self, **changed: str) -> Self:
        return replace(self, **changed)

    def pairs(self) -> list[tuple[str, str]]:
        return [(key, getattr(self, key)) for key in KEYS if getattr(self, key)]

    def href(self, indicator: str, fragment: str = "") -> str:
        query = urlencode(self.pairs())
        return f"{reverse('figure', args=[indicator])}{'?' if query else ''}{query}{fragment}"

    def read(self, indicator: str, pack: Pack, today: date) -> Ask | Refusal:
        """The question, or what about it cannot be read."""
        as_of, known = read_day(self.as_of, today), read_day(self.known_at, None)
        period = Period.parse(self.period) if self.period else None
        floor = _one_of(self.floor, tuple(FLOORS))
        by = _one_of(self.by, BY)
        place, organisation = _known(self.place, pack.places), _known(self.organisation, pack.organisations)
        for answer in (as_of, known, period, floor, by, place, organisation):
            if isinstance(answer, Refusal):
                return answer
        if self.known_at_seq and not (self.known_at_seq.isascii() and self.known_at_seq.isdigit() and len(self.known_at_seq) < 16):
            return NOT_A_NUMBER.filled(text=self.known_at_seq)
        if self.known_at and self.known_at_seq:
            return TWO_MOMENTS
        return Ask(
            indicator=indicator,
            as_of=as_of,  # type: ignore[arg-type]
            known_at=known,  # type: ignore[arg-type]
            known_seq=int(self.known_at_seq) if self.known_at_seq else None,
            floor=self.floor or None,
            place=self.place or None,
            organisation=self.organisation or None,
            period=Window.of(period) if isinstance(period, Period) else None,
            by=(self.by,) if self.by else (),
        )


def read_day(text: str, default: date | None) -> date | Refusal | None:
    if not text:
        return default
    day = parse_day(text)
    return NOT_A_DAY.filled(text=text) if day is None else day


def _one_of(text: str, accepted: tuple[str, ...]) -> Refusal | None:
    return NOT_ONE_OF.filled(text=text, accepted="、".join(accepted)) if text and text not in accepted else None


def _known(id: str, tree: object) -> Refusal | None:
    known = not id or id in tree  # type: ignore[operator]
    return None if known else NOT_ONE_OF.filled(text=id, accepted=Text("列表中的一项", "one of the list"))
