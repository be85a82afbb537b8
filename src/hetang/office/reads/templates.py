"""Templates made of checked drafts: the list of them, and each filled with the figures of a day."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from hetang.documents.composing import Composed, compose
from hetang.documents.template import Template
from hetang.office.journal import bulk, files
from hetang.office.journal.act import NO_LEDGER
from hetang.office.journal.packs import active_pack
from hetang.office.reads.answers import seen_slots
from hetang.office.reads.prepare_bulletin import holders, names_of
from hetang.office.reads.snapshot import snapshot
from hetang.office.reads.standing_now import head_at
from hetang.packs.pack import Pack
from hetang.terms.refusals import Refusal

_MADE = "SELECT entry, content, as_of, indicators, made_by, made_at FROM template"


@dataclass(frozen=True, slots=True)
class Made:
    """A template with the entry by which it was made; `as_of` is the day on which it read as its draft."""

    entry: int
    digest: str
    as_of: date
    indicators: tuple[str, ...]
    made_by: str
    made_us: int
    template: Template


def templates() -> list[Made]:
    """The latest first."""
    return [_made(row) for row in bulk.select(f"{_MADE} ORDER BY entry DESC")]


def template(entry: int) -> Made | None:
    found = bulk.select(f"{_MADE} WHERE entry = %s", [entry])
    return _made(found[0]) if found else None


def filled(of: Template, as_of: date, reader: str | None) -> Composed | list[Refusal]:
    """With the figures of that day, as known now and as this person may see them; or what stands in the way of filling it."""
    pack = active_pack()
    if pack is None:
        return [NO_LEDGER]
    bulletin = of.bulletin(as_of, organ_of(pack), names_of(pack.source_json))
    if isinstance(bulletin, list):
        return bulletin
    with snapshot():
        head = head_at(None)
        assert head is not None   # a pack is active, so there are entries
        told = {"size": head[0], "root": head[1]}
        return compose(bulletin, as_of=as_of, head=told, ask=seen_slots(as_of, reader), holder=holders(pack))


def organ_of(pack: Pack) -> str:
    """By whom it would be issued: the organ of the pack's last bulletin, else the city's own organisation."""
    declared = pack.source_json["bulletins"]
    if declared:
        organ = declared[-1]["organ"]
        return str(organ["zh"] if isinstance(organ, dict) else organ)
    node = next(iter(pack.organisations.history(pack.organisation)), None)
    return node.name.zh if node is not None else pack.name


def _made(row: Sequence[Any]) -> Made:
    entry, digest, as_of, indicators, by, at = row
    return Made(entry, digest, date.fromisoformat(str(as_of)), tuple(json.loads(indicators)), by, at, _kept(digest))


@lru_cache(maxsize=64)
def _kept(digest: str) -> Template:
    data = files.read(digest, files.ISSUED)
    if data is None:
        raise FileNotFoundError(f"the template {digest} is gone; `hetang verify` names all that is missing")
    return Template.of(json.loads(data))
