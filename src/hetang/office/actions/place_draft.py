"""Says of a draft as of which day it is checked, and whose 我区 and 本局 its words mean."""

from datetime import date

from hetang.office.actions.mark_draft import open_draft
from hetang.office.journal.establishments import authority_on
from hetang.office.journal.packs import active_pack
from hetang.office.reads.desk_day import desk_day
from hetang.office.tables.models import ReceivedDraft
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_KNOWN = Refusal(
    "not_known", Text("没有“{id}”这个地方或单位", "there is no place or organisation `{id}`"), Text("城市包中的一个", "one of the pack"),
)


def place_draft(id: str, as_of: date | None, place: str | None, organisation: str | None, person: str) -> Refusal | None:
    found, pack = open_draft(id, person), active_pack()
    if isinstance(found, Refusal):
        return found
    if pack is None or (place is not None and place not in pack.places):
        return NOT_KNOWN.filled(id=place)
    if organisation is not None and organisation not in authority_on(desk_day(pack)).establishment.organisations:
        return NOT_KNOWN.filled(id=organisation)
    ReceivedDraft.objects.filter(id=id).update(as_of=as_of, place=place, organisation=organisation)
    return None
