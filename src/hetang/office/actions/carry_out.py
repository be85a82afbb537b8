"""Carries out an act that came as JSON, on the grants of whoever is signed in (docs/acts.md)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hetang.office.actions.attach_evidence import attach_evidence
from hetang.office.actions.erase_subject import erase_subject
from hetang.office.actions.issue_bulletin import issue_bulletin
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.record_facts import record_facts
from hetang.office.actions.take_over import take_over
from hetang.office.actions.withdraw_evidence import withdraw_evidence
from hetang.office.journal.act import Answer, By
from hetang.terms.dates import parse_day
from hetang.terms.ids import is_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_AN_ACT = Refusal(
    "not_an_act", Text("行为的“{field}”不成立", "the act's `{field}` does not hold"), Text("{accepts}", "{accepts}"),
)
ANOTHER_ACTOR = Refusal(
    "another_actor",
    Text("以{actor}登录，却写{person}所为", "signed in as {actor}, but the act is written as {person}'s"),
    Text("by.person 与登录者相同", "a by.person who is signed in"),
)
NOBODY = Refusal(
    "nobody_acts", Text("没有行为人", "nobody acts"), Text("登录，或以 HETANG_ACTOR 指定人", "a signed-in person, or HETANG_ACTOR"),
)
Json = dict[str, Any]
Check = Callable[[Any], bool]


def carry_out(act: Any, actor: str | None) -> Answer:
    """The entries of the act, or every refusal. Nothing in it is believed but its form: grants are asked of the actor."""
    faults = _faults(act)
    if faults:
        return faults
    if actor is None:
        return [NOBODY]
    if act["by"]["person"] != actor:
        return [ANOTHER_ACTOR.filled(actor=actor, person=act["by"]["person"])]
    return KINDS[act["kind"]][1](act, act["by"])


def _recording(act: Json, by: By) -> Answer:
    if "with" in by:
        return take_over(act["id"], by, act["facts"], act.get("judgements", ()))
    return record_facts(act["id"], by, act["facts"])


def _issuing(act: Json, by: By) -> Answer:
    return issue_bulletin(by, act["bulletin"], date.fromisoformat(act["as_of"]))


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_by(value: Any) -> bool:
    known = isinstance(value, dict) and {"person", "organisation"} <= set(value) <= {"person", "organisation", "with"}
    return known and all(_is_text(item) for item in value.values())


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and parse_day(value) is not None


def _maps_to(holds: Check) -> Check:
    return lambda value: isinstance(value, dict) and bool(value) and all(map(holds, value.values()))


LIST = (_is_list, Text("对象的列表，至少一个", "a list of objects, at least one"))
TEXT = (_is_text, Text("非空文字", "text that is not empty"))
DAY = (_is_day, Text("日期，如 2017-04-26", "a day such as 2017-04-26"))
REASONS = (_maps_to(_is_text), Text("摘要到理由的映射", "a map of digests to reasons"))
PIECES = (
    _maps_to(lambda item: isinstance(item, list) and all(map(_is_text, item))),
    Text("事实到摘要列表的映射", "a map of facts to lists of digests"),
)
Field = tuple[Check, Text]
OUTER: dict[str, Field] = {
    "id": (is_id, Text("小写 UUID，由发送者生成", "a lower-case UUID made by the sender")),
    "by": (_is_by, Text("{person, organisation}，接收历史时另加 with", "{person, organisation}, and `with` to take history over")),
}
KINDS: dict[str, tuple[dict[str, Field], Callable[[Json, By], Answer]]] = {
    "facts.record": ({"facts": LIST}, _recording),
    "facts.judge": ({"judgements": LIST}, lambda act, by: judge_facts(act["id"], by, act["judgements"])),
    "evidence.attach": ({"evidence": PIECES}, lambda act, by: attach_evidence(act["id"], by, act["evidence"])),
    "evidence.withdraw": ({"evidence": REASONS}, lambda act, by: withdraw_evidence(act["id"], by, act["evidence"])),
    "vault.erase": (
        {"subject": TEXT, "reason": TEXT}, lambda act, by: erase_subject(act["id"], by, act["subject"], act["reason"]),
    ),
    "bulletin.issue": ({"bulletin": TEXT, "as_of": DAY}, _issuing),
}
OPTIONAL = {"facts.record": {"judgements": LIST}}


def _faults(act: Any) -> list[Refusal]:
    """All that is wrong with the form of the act itself; its rows are looked at by what decides."""
    if not isinstance(act, Mapping):
        return [NOT_AN_ACT.filled(field="{}", accepts=Text("JSON 对象", "a JSON object"))]
    kind = act.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return [NOT_AN_ACT.filled(field="kind", accepts="、".join(KINDS))]
    needed, optional = {**OUTER, **KINDS[kind][0]}, OPTIONAL.get(kind, {})
    known = {**needed, **optional}
    faults = [
        NOT_AN_ACT.filled(field=name, accepts=accepts).placed(name)
        for name, (holds, accepts) in known.items() if (name in act or name in needed) and not holds(act.get(name))
    ]
    allowed = ", ".join(["kind", *known])
    return faults + [
        NOT_AN_ACT.filled(field=name, accepts=allowed).placed(str(name)) for name in act if name != "kind" and name not in known
    ]
