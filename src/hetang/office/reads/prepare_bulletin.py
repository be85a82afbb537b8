"""A bulletin of the pack made ready: composed from figures of one moment, laid out, with the rows that it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from hetang.documents.bulletin import Bulletin
from hetang.documents.composing import Composed, Holder, compose
from hetang.documents.layouts.html import page
from hetang.documents.layouts.pdf import pdf
from hetang.documents.layouts.word import word
from hetang.documents.package import Prepared, definitions_of, prepare
from hetang.documents.rows import Batches
from hetang.office.journal.act import NO_LEDGER
from hetang.office.journal.book import identity
from hetang.office.journal.establishments import establishment_at
from hetang.office.journal.packs import active_pack
from hetang.office.reads.answers import slots
from hetang.office.reads.ledger_rows import entries, rows_of
from hetang.office.reads.snapshot import snapshot
from hetang.office.reads.standing_now import head_at
from hetang.packs.pack import Pack, definitions_json
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

UNKNOWN_BULLETIN = Refusal(
    "unknown_bulletin", Text("没有通讯 {id}", "no bulletin {id}"), Text("{accepted}", "{accepted}"),
)
NAMED = ("organisations", "places", "posts")   # whose names a text may hold though they hold numerals


def prepare_bulletin(id: str, as_of: date) -> Prepared | list[Refusal]:
    """All that is sealed when it is issued; made twice at the same head it has the same bytes."""
    pack = active_pack()
    if pack is None:
        return [NO_LEDGER]
    bulletin = pack.bulletins.get(id)
    if bulletin is None:
        return [UNKNOWN_BULLETIN.filled(id=id, accepted=", ".join(sorted(pack.bulletins)) or "—")]
    with snapshot():
        composed = _composed(pack, bulletin, as_of)
        return composed if isinstance(composed, list) else _prepared(pack, bulletin, composed)


def _composed(pack: Pack, bulletin: Bulletin, as_of: date) -> Composed | list[Refusal]:
    head = head_at(None)
    assert head is not None   # a pack is active, so there are entries
    return compose(
        bulletin, as_of=as_of, head={"size": head[0], "root": head[1]}, ask=slots(as_of), holder=holders(pack),
    )


def _prepared(pack: Pack, bulletin: Bulletin, composed: Composed) -> Prepared:
    own, source = identity(), pack.source_json
    assert own is not None
    declared = next(item for item in source["bulletins"] if item["id"] == bulletin.id)
    definitions = definitions_of(
        declared, pack=pack.digest, time_zone=pack.time_zone, definitions=definitions_json(source), places=source["places"],
        organisations=_organisations(pack), names=names_of(source),
    )
    content = composed.content
    return prepare(
        composed, alg=own.alg, batches=batches(content["head"]["size"]), definitions=pack.definitions,
        definitions_json=definitions, html=page(content), pdf=pdf(content, getattr(settings, "FONTS", None)), docx=word(content),
    )


def _organisations(pack: Pack) -> list[dict[str, Any]]:
    """As the pack declares them; where changes were entered since, as they stand with them."""
    now = establishment_at(pack).organisations
    if now is pack.organisations:
        return list(pack.source_json["organisations"])
    return [
        {
            "id": node.id, "name": node.name.to_json(), "kind": node.kind,
            **({"parent": node.parent} if node.parent is not None else {}),
            **{name: day.isoformat() for name, day in (("since", node.since), ("until", node.until)) if day is not None},
        }
        for node in now.nodes
    ]


def batches(size: int) -> Batches:
    """Every entry below that size with its rows, each time from the start."""

    def read() -> Iterator[tuple[bytes, Sequence[bytes]]]:
        for entry in entries():
            if entry.seq >= size:
                return
            yield entry.bytes, [row.bytes for row in rows_of(entry.seq)]

    return read


def holders(pack: Pack) -> Holder:
    """Who held a post on a day, by the name that is printed."""

    def holder(post: str, day: date) -> str | None:
        held = next((one for one in pack.grants.holders.get(post, ()) if one.holds(day)), None)
        person = pack.people.get(held.person) if held is not None else None
        return person.name.zh if person is not None else None

    return holder


def names_of(source: Mapping[str, Any]) -> list[str]:
    named = [item["name"] for kind in NAMED for item in source[kind] if isinstance(item["name"], dict)]
    return [text for name in named for text in name.values()]
