"""Acts: one, or a list in which each is answered on its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hetang.office.journal.act import Accepted, Answer
from hetang.office.reads.desk_day import desk_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web import acting
from hetang.web.acting import Sender
from hetang.web.api import act_shapes as shapes
from hetang.web.api.doors import SIGNED_IN, asker, seat_of
from hetang.web.api.limits import read_json
from hetang.web.api.problems import answer, problem, told
from hetang.web.api.shapes import Problem, body

MOST = 50
# Not for one signed in at the desk: two persons, or a role that is exercised at the server.
AT_THE_SERVER = ("take_over", "erase_subject")
NOT_HERE = Refusal(
    "at_the_server", Text("“{act}”只在服务器上用 hetang act 做", "`{act}` is done at the server, with hetang act"),
    Text("其他行为", "other acts"),
)
TOO_MANY = Refusal(
    "too_many_acts", Text("一次至多 {most} 个行为，至少一个", "a list holds {most} acts at most, and one at least"),
    Text("分几次发", "several calls"),
)
FORBIDDEN = frozenset({
    "not_granted", "not_entitled", "recused", "in_the_line", "not_delegated", "giver_may_not", "second_not_entitled", "not_apart",
    "not_apart_person", "not_apart_line", "by_another", "same_line", "same_person", "not_your_organisation", "clock_alone",
    "not_by_clock", "only_the_clock", "at_the_server",
})
MALFORMED = frozenset({
    "not_an_act", "not_an_id", "wrong_field", "not_a_value", "no_such_file", "too_many_acts", "unknown_matter_kind", "field_not_asked",
    "field_sealed", "field_not_sealed", "evidence_missing", "unknown_evidence", "second_missing", "two_persons", "not_a_day",
    "wrong_unit", "wrong_value", "unknown_dim", "unknown_dim_value", "unknown_measure", "unknown_organisation", "unknown_place",
    "unknown_judgement", "not_told", "parent_required", "wrong_parent", "no_parent", "rows_missing", "known_at_not_taken",
    "known_at_outside_takeover", "not_a_personal_value", "salt_used", "reason_missing", "takeover_needs_two", "field_missing",
    "field_wrong", "unknown_act", "wrong_kind", "missing_field", "unknown_field", "wrong_type", "not_an_object", "repeats_is_decided",
    "known_in_future", "nobody_named", "id_twice", "rows_not_taken",
})
MISSING = frozenset({"no_such_matter"})

router = Router(tags=["acts"])


@router.post(
    "", auth=SIGNED_IN, summary="Act", openapi_extra=body(shapes.Act, MOST),
    response={200: shapes.Answered, 403: Problem, 404: Problem, 409: Problem, 413: Problem, 422: Problem},
)
def act(request: HttpRequest) -> HttpResponse:
    """One act is answered with its entry (200) or a problem. A list is answered with a list: each act has its own `status`.

    The sender makes the `id`. The same bytes sent again get the same entry; so where no answer came, send them again.
    """
    desk = asker(request)
    sent: Any = read_json(request)
    if isinstance(sent, Refusal):
        return problem(sent, 413 if sent.code == "too_large" else 422)
    sender = Sender(seat_of(desk), desk_day(desk.pack), lambda name: None)
    if not isinstance(sent, list):
        return _one(sent, _done(sent, sender))
    if not 1 <= len(sent) <= MOST:
        return problem(TOO_MANY.filled(most=MOST), 422)
    return answer([_listed(one, _done(one, sender)) for one in sent])


def status_of(refusals: list[Refusal]) -> int:
    """403 for who may not, 404 for what nobody here knows of, 422 for a wrong form, 409 for all that history says."""
    codes = {refusal.code for refusal in refusals}
    for status, known in ((404, MISSING), (403, FORBIDDEN), (422, MALFORMED)):
        if codes & known:
            return status
    return 409


def _done(act: Any, sender: Sender) -> Answer:
    if isinstance(act, dict) and (act.get("act") in AT_THE_SERVER or (act.get("act") == "change_establishment" and "with" in act)):
        return [NOT_HERE.filled(act=act["act"])]
    return acting.perform(act, sender)


def _one(act: Any, done: Answer) -> HttpResponse:
    refused = [one for one in done if isinstance(one, Refusal)]
    return problem(refused, status_of(refused), id=_id(act)) if refused else answer(_accepted(act, done))


def _listed(act: Any, done: Answer) -> dict[str, Any]:
    refused = [one for one in done if isinstance(one, Refusal)]
    return {**told(refused, status_of(refused)), "id": _id(act), "accepted": False} if refused else _accepted(act, done)


def _accepted(act: Any, done: Answer) -> dict[str, Any]:
    entries = [one.to_json() for one in done if isinstance(one, Accepted)]
    return {"id": _id(act), "accepted": True, "status": 200, "entry": entries[0], "entries": entries}


def _id(act: Any) -> str | None:
    id = act.get("id") if isinstance(act, dict) else None
    return id if isinstance(id, str) else None
