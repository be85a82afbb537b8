"""Acts that a page enters for the person at its desk, in the name of the organisation for which that person sits."""

from secrets import token_bytes
from typing import Any

from hetang.office.journal.act import Answer
from hetang.office.journal.clock import now_us
from hetang.terms.ids import is_id, uuid7
from hetang.web import acting
from hetang.web.desk import Desk


def enter(desk: Desk, act: dict[str, Any]) -> Answer:
    """The act with its entry or its refusals."""
    person = desk.person or ""
    by = {"person": person, "organisation": acting.organisation_of(desk.pack, person, desk.today)}
    return acting.perform(act, acting.Sender(by, desk.today, lambda name: None))


def id_of(sent: str) -> str:
    """The id that a form brought, so that sent twice it is one entry; made anew where it brought none."""
    return sent if is_id(sent) else uuid7(now_us() // 1000, token_bytes(10))
