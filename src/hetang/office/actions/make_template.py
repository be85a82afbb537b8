"""Makes a template of a checked draft: a text with slots that can be filled, its digest sealed by one entry."""

from collections.abc import Sequence
from datetime import date

from hetang.documents.template import Template
from hetang.office.journal import files
from hetang.office.journal.accept import accept
from hetang.office.journal.act import NO_LEDGER, Act, Answer, By
from hetang.office.journal.book import identity
from hetang.office.journal.packs import active_pack
from hetang.office.reads.prepare_bulletin import names_of
from hetang.office.reads.templates import filled, organ_of
from hetang.terms.digests import digest
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NO_SLOT = Refusal(
    "no_slot", Text("没有一个占位", "there is no slot in it"), Text("至少一个 {指标}", "at least one {indicator}"),
)


def make_template(id: str, by: By, title: str, text: str, names: Sequence[str], as_of: date) -> Answer:
    """Refused with everything that keeps it from being filled as of its day: typed numbers, unknown figures, no value."""
    pack, own, made = active_pack(), identity(), Template(title, text, tuple(names))
    if pack is None or own is None:
        return [NO_LEDGER]
    bulletin, composed = made.bulletin(as_of, organ_of(pack), names_of(pack.source_json)), filled(made, as_of, by["person"])
    if isinstance(bulletin, list) or isinstance(composed, list):
        return bulletin if isinstance(bulletin, list) else composed   # type: ignore[return-value]   # one of them is refusals
    if not bulletin.indicators():
        return [NO_SLOT]
    data = made.bytes()
    body = {"content": digest(data, own.alg), "as_of": as_of.isoformat(), "indicators": list(bulletin.indicators())}

    def keep() -> None:
        files.keep([data], files.ISSUED, own.alg)

    return accept([Act(id, "template.made", by, body, beside=keep)])
