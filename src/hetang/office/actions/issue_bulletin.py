"""Issues a bulletin: its content and files are stored as issued, and their digests sealed by one entry."""

from datetime import date

from hetang.documents.package import Prepared
from hetang.office.journal import files
from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By
from hetang.office.journal.bulk import select
from hetang.office.journal.packs import active_pack
from hetang.office.journal.repeats import accepted
from hetang.office.reads.prepare_bulletin import prepare_bulletin
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

ISSUED_ALREADY = Refusal(
    "issued_already",
    Text("{id} 第 {issue} 期已于第 {seq} 条签发，截至 {as_of}", "{id} no. {issue} was issued by entry {seq}, as of {as_of}"),
    Text("同一截止日，或下一期", "the same as-of day, or the next issue"),
)


def issue_bulletin(by: By, id: str, as_of: date) -> Answer:
    """Asked again for the same day it answers with the entry that stands."""
    known = _known(id, as_of)
    if known is not None:
        return known
    prepared = prepare_bulletin(id, as_of)
    return prepared if isinstance(prepared, list) else seal_bulletin(by, prepared)


def seal_bulletin(by: By, prepared: Prepared) -> Answer:
    """The files are on the disk before the entry that names them."""
    body = prepared.issued_body()
    files.keep([prepared.composed.bytes(), *prepared.files().values()], files.ISSUED, prepared.alg)
    act = Act(derived_id("bulletin.issued", body["bulletin"], str(body["issue"]), body["as_of"]), "bulletin.issued", by, body)
    return accept([act])


def _known(id: str, as_of: date) -> Answer | None:
    pack = active_pack()
    if pack is None or id not in pack.bulletins:
        return None
    issue = str(pack.bulletins[id].issue)
    found = select("SELECT entry, as_of FROM bulletin WHERE bulletin = %s AND issue = %s", [id, issue])
    if not found:
        return None
    seq, issued_as_of = found[0]
    if str(issued_as_of) == as_of.isoformat():
        return [accepted(seq)]
    return [ISSUED_ALREADY.filled(id=id, issue=issue, seq=seq, as_of=issued_as_of)]
