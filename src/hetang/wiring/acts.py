"""Acts as JSON: which verbs there are, which fields each has, and the action that does it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hetang.office.actions.attach_evidence import attach_evidence
from hetang.office.actions.erase_subject import erase_subject
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.record_facts import record_facts
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.actions.take_over import take_over
from hetang.office.actions.withdraw_evidence import withdraw_evidence
from hetang.office.journal.act import Answer, By
from hetang.packs.pack import Pack
from hetang.terms.ids import is_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.wiring.actor import acting

Json = dict[str, Any]
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Verb:
    """An action with the fields that its JSON needs and may have; every act also has `id`, `act`, and may name `organisation`."""

    do: Callable[[Json, By], Answer]
    needs: dict[str, type]
    may: dict[str, type]


VERBS: dict[str, Verb] = {
    "record_facts": Verb(
        lambda act, by: record_facts(act["id"], by, act["facts"], act.get("source")), {"facts": list}, {"source": dict},
    ),
    "judge_facts": Verb(lambda act, by: judge_facts(act["id"], by, act["judgements"]), {"judgements": list}, {}),
    "take_over": Verb(
        lambda act, by: take_over(act["id"], by, act["facts"], act.get("judgements", ()), act.get("source")),
        {"facts": list, "with": str}, {"judgements": list, "source": dict},
    ),
    "attach_evidence": Verb(lambda act, by: attach_evidence(act["id"], by, act["evidence"]), {"evidence": dict}, {}),
    "withdraw_evidence": Verb(lambda act, by: withdraw_evidence(act["id"], by, act["reasons"]), {"reasons": dict}, {}),
    "erase_subject": Verb(
        lambda act, by: erase_subject(act["id"], by, act["subject"], act["reason"]), {"subject": str, "reason": str}, {},
    ),
}
SHARED: dict[str, type] = {"id": str, "act": str, "organisation": str}

NOT_AN_ACT = Refusal(
    "not_an_act", Text("不是一个行为", "not an act"),
    Text('{"id": UUID, "act": {verbs} 之一, …}', '{"id": UUID, "act": one of {verbs}, …}').filled(verbs=", ".join(VERBS)),
)
NOT_AN_ID = Refusal(
    "not_an_id", Text("“{id}”不是 UUID", "“{id}” is not a UUID"),
    Text("小写 UUID，由发送方生成", "a lower-case UUID made by the sender"),
)
WRONG_FIELD = Refusal(
    "wrong_field", Text("字段“{field}”不对", "the field `{field}` is wrong"), Text("{accepted}", "{accepted}"),
)
NO_FILE = Refusal(
    "no_such_file", Text("没有佐证文件 {name}", "there is no evidence file {name}"),
    Text("库中佐证的摘要，或 FILE.json 旁的文件名", "the digest of stored evidence, or the name of a file beside FILE.json"),
)


def perform(act: Any, pack: Pack, folder: Path) -> Answer:
    """Does one act; evidence may be named by files in `folder`, which are taken into the store first."""
    refused = _shape(act)
    if refused:
        return refused
    by = acting(pack, act.get("with"))
    if "organisation" in act:
        by = {**by, "organisation": act["organisation"]}
    named = _with_files(act, folder)
    return named if isinstance(named, list) else VERBS[act["act"]].do(named, by)


def _shape(act: Any) -> list[Refusal]:
    if not isinstance(act, dict) or act.get("act") not in VERBS:
        return [NOT_AN_ACT]
    if not is_id(act.get("id")):
        return [NOT_AN_ID.filled(id=act.get("id", ""))]
    verb = VERBS[act["act"]]
    known = {**SHARED, **verb.needs, **verb.may}
    wrong = [name for name in act if name not in known]
    wrong += [name for name, kind in known.items() if not isinstance(act.get(name, kind()), kind)]
    wrong += [name for name in verb.needs if name not in act]
    accepted = ", ".join(f"{name}: {kind.__name__}" for name, kind in {**verb.needs, **verb.may}.items())
    return [WRONG_FIELD.filled(field=name, accepted=accepted).placed(name) for name in wrong]


def _with_files(act: Json, folder: Path) -> Json | list[Refusal]:
    """The act with the names of files replaced by their digests."""
    lists = [fact["evidence"] for fact in act.get("facts", ()) if isinstance(fact, dict) and isinstance(fact.get("evidence"), list)]
    lists += [names for names in act.get("evidence", {}).values() if isinstance(names, list)]
    names = dict.fromkeys(name for names in lists for name in names if isinstance(name, str) and not _DIGEST.fullmatch(name))
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        return [NO_FILE.filled(name=name) for name in missing]
    stored = store_evidence(File(Path(name).name, (folder / name).read_bytes()) for name in names)
    digests = dict(zip(names, stored, strict=True))

    def named(evidence: Any) -> Any:
        if not isinstance(evidence, list):
            return evidence
        return [digests.get(name, name) if isinstance(name, str) else name for name in evidence]

    changed = dict(act)
    if "facts" in act:
        changed["facts"] = [
            {**fact, "evidence": named(fact["evidence"])} if isinstance(fact, dict) and "evidence" in fact else fact
            for fact in act["facts"]
        ]
    if "evidence" in act:
        changed["evidence"] = {fact: named(evidence) for fact, evidence in act["evidence"].items()}
    return changed
