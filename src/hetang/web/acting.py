"""Acts as JSON: which verbs there are, which fields each has, and the action that does it. Every door sends acts this way."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.authority.refusals import NO_SUCH_MATTER
from hetang.authority.relations import CLOCK
from hetang.matters.act import MatterAct
from hetang.office.actions.act_on_matter import ONLY_THE_CLOCK, act_on_matter
from hetang.office.actions.attach_evidence import attach_evidence
from hetang.office.actions.change_establishment import change_establishment
from hetang.office.actions.erase_subject import erase_subject
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.learn_word import learn_word
from hetang.office.actions.make_template import make_template
from hetang.office.actions.record_facts import record_facts
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.actions.take_over import take_over
from hetang.office.actions.withdraw_evidence import withdraw_evidence
from hetang.office.actions.withdraw_word import withdraw_word
from hetang.office.journal.act import Answer, By, refused
from hetang.office.reads.knowing import asker_of
from hetang.office.reads.matters import known_matter
from hetang.packs.pack import Pack
from hetang.terms.dates import parse_day
from hetang.terms.ids import is_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

Json = dict[str, Any]
Find = Callable[[str], File | None]  # the file that an act names beside itself
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MATTER = re.compile(r"[^/\x00-\x1f\x7f]{1,200}")   # what an address can name


@dataclass(frozen=True)
class Sender:
    """Who sends an act: the person with the organisation acted for, the day that the desk stands on, the files at hand."""

    by: By
    day: date
    find: Find


@dataclass(frozen=True)
class Verb:
    """An action with the fields that its JSON needs and may have; every act also has `id`, `act`, and may name `organisation`."""

    do: Callable[[Json, By], Answer]
    needs: Mapping[str, type]
    may: Mapping[str, type]


VERBS: dict[str, Verb] = {
    "record_facts": Verb(
        lambda act, by: record_facts(act["id"], by, act["facts"], act.get("source")), {"facts": list}, {"source": dict}
    ),
    "judge_facts": Verb(lambda act, by: judge_facts(act["id"], by, act["judgements"]), {"judgements": list}, {}),
    "take_over": Verb(
        lambda act, by: take_over(act["id"], by, act["facts"], act.get("judgements", ()), act.get("source")),
        {"facts": list, "with": str},
        {"judgements": list, "source": dict},
    ),
    "attach_evidence": Verb(lambda act, by: attach_evidence(act["id"], by, act["evidence"]), {"evidence": dict}, {}),
    "withdraw_evidence": Verb(lambda act, by: withdraw_evidence(act["id"], by, act["reasons"]), {"reasons": dict}, {}),
    "change_establishment": Verb(
        lambda act, by: change_establishment(act["id"], by, act["changes"]), {"changes": list}, {"with": str}
    ),
    "learn_word": Verb(
        lambda act, by: learn_word(act["id"], by, act["indicator"], act["words"], act["lang"]),
        {"indicator": str, "words": str, "lang": str},
        {},
    ),
    "withdraw_word": Verb(
        lambda act, by: withdraw_word(act["id"], by, act["indicator"], act["words"], act["lang"]),
        {"indicator": str, "words": str, "lang": str},
        {},
    ),
    "make_template": Verb(lambda act, by: _make_template(act, by), {"title": str, "text": str, "as_of": str}, {"names": list}),
    "erase_subject": Verb(
        lambda act, by: erase_subject(act["id"], by, act["subject"], act["reason"]), {"subject": str, "reason": str}, {}
    ),
}
SHARED: dict[str, type] = {"id": str, "act": str, "organisation": str}
# Of an act on a matter: "act" is KIND.ACT, as in "rectification.reply".
ON_MATTER_NEEDS: dict[str, type] = {"matter": str}
ON_MATTER_MAY: dict[str, type] = {
    "happened_on": str, "fields": dict, "evidence": list, "parent": str, "with": str, "for": str, "seen": int, "note": str,
}  # fmt: skip

NOT_AN_ACT = Refusal(
    "not_an_act",
    Text("不是一个行为", "not an act"),
    Text('{"id": UUID, "act": 事项的“种类.行为”或 {verbs} 之一, …}', '{"id": UUID, "act": KIND.ACT of a matter or one of {verbs}, …}'),
).filled(verbs=", ".join(VERBS))
NOT_AN_ID = Refusal(
    "not_an_id",
    Text("“{id}”不是 UUID", "“{id}” is not a UUID"),
    Text("小写 UUID，由发送方生成", "a lower-case UUID made by the sender"),
)
WRONG_FIELD = Refusal("wrong_field", Text("字段“{field}”不对", "the field `{field}` is wrong"), Text("{accepted}", "{accepted}"))
NOT_A_VALUE = Refusal(
    "not_a_value",
    Text("“{field}”的值不是文字、数或是否", "the value of `{field}` is no text, number, true or false"),
    Text("文字、数、true 或 false", "a text, a number, true or false"),
)
NO_FILE = Refusal(
    "no_such_file",
    Text("没有佐证文件 {name}", "there is no evidence file {name}"),
    Text("库中佐证的摘要，或 FILE.json 旁的文件名", "the digest of stored evidence, or the name of a file beside FILE.json"),
)


def _make_template(act: Json, by: By) -> Answer:
    as_of, names = parse_day(act["as_of"]), act.get("names", [])
    if as_of is None:
        return [WRONG_FIELD.filled(field="as_of", accepted="2017-04-26").placed("as_of")]
    if not all(isinstance(name, str) for name in names):
        return [WRONG_FIELD.filled(field="names", accepted="[name, …]").placed("names")]
    return make_template(act["id"], by, act["title"], act["text"], names, as_of)


def organisation_of(pack: Pack, person: str, day: date) -> str:
    """For whom a person acts who names nobody: that of the post held on the day, else of the first grant, else the city's own."""
    for post, holders in pack.grants.holders.items():
        if post in pack.posts and any(held.person == person and held.holds(day) for held in holders):
            return pack.posts[post].organisation
    granted = next((grant.over for grant in pack.grants.of(person, day) if grant.over is not None), None)
    return granted or pack.organisation or next(iter(pack.organisations), "")


def perform(act: Any, sender: Sender) -> Answer:
    """Does one act; evidence may be named by files that the sender has at hand, which are taken into the store first."""
    wrong = shape(act)
    if wrong:
        return wrong
    named = _with_files(act, sender.find)
    if isinstance(named, list):
        return named
    by = {**sender.by, **({"organisation": act["organisation"]} if "organisation" in act else {})}
    if "." in act["act"]:
        done = act_on_matter(_on_matter(named, by, sender.day))
        return (_unknown(named, by["person"]) or done) if refused(done) else done
    return VERBS[act["act"]].do(named, {**by, **({"with": act["with"]} if "with" in act else {})})


def _unknown(act: Json, person: str) -> list[Refusal]:
    """Of a matter that one may not know of every refusal is the one that a matter that is not there gets."""
    asker, (kind, _, name) = asker_of(person), act["act"].partition(".")
    declared = asker.pack.kinds.on(kind, asker.day)
    opens = declared is not None and name in declared.acts and declared.acts[name].opens
    named = {"parent": act.get("parent")} if opens else {"matter": act["matter"], "parent": act.get("parent")}
    return [NO_SUCH_MATTER.placed(at) for at, id in named.items() if id is not None and known_matter(asker, id) is None][:1]


def shape(act: Any) -> list[Refusal]:
    """What is wrong with the act's form, before anybody is asked who sends it."""
    if not isinstance(act, dict) or not isinstance(act.get("act"), str):
        return [NOT_AN_ACT]
    if act["act"] not in VERBS and "." not in act["act"]:
        return [NOT_AN_ACT]
    if not is_id(act.get("id")):
        return [NOT_AN_ID.filled(id=str(act.get("id", ""))[:40]).placed("id")]
    if "." in act["act"]:
        return _wrong(act, ON_MATTER_NEEDS, ON_MATTER_MAY) or _wrong_values(act)
    verb = VERBS[act["act"]]
    return _wrong(act, verb.needs, verb.may)


def _wrong(act: Json, needs: Mapping[str, type], may: Mapping[str, type]) -> list[Refusal]:
    known = {**SHARED, **needs, **may}
    wrong = [name for name in act if name not in known]
    wrong += [name for name, kind in known.items() if name in act and type(act[name]) is not kind]
    wrong += [name for name in needs if name not in act]
    accepted = ", ".join(f"{name}: {kind.__name__}" for name, kind in {**needs, **may}.items())
    return [WRONG_FIELD.filled(field=name, accepted=accepted).placed(name) for name in wrong]


def _wrong_values(act: Json) -> list[Refusal]:
    fields: Json = act.get("fields", {})
    wrong = [name for name, value in fields.items() if not isinstance(value, str | int)]
    found = [NOT_A_VALUE.filled(field=name).placed(f"fields.{name}") for name in wrong]
    day = act.get("happened_on")
    if day is not None and parse_day(day) is None:
        found.append(WRONG_FIELD.filled(field="happened_on", accepted="2017-04-20").placed("happened_on"))
    if CLOCK in (act.get("with"), act.get("for")):
        found.append(ONLY_THE_CLOCK)
    if not _MATTER.fullmatch(act["matter"]):
        found.append(WRONG_FIELD.filled(field="matter", accepted="0193c2de-0000-7000-8000-0000000000aa").placed("matter"))
    if not all(isinstance(name, str) for name in act.get("evidence", ())):
        found.append(WRONG_FIELD.filled(field="evidence", accepted="[digest, …]").placed("evidence"))
    return found


def _on_matter(act: Json, by: By, day: date) -> MatterAct:
    kind, _, name = act["act"].partition(".")
    fields = {field: value if isinstance(value, str | bool) else str(value) for field, value in act.get("fields", {}).items()}
    return MatterAct(
        id=act["id"], kind=kind, matter=act["matter"], act=name, happened_on=parse_day(act.get("happened_on", "")) or day,
        person=by["person"], organisation=act.get("organisation", ""), with_=act.get("with"), for_=act.get("for"), fields=fields,
        evidence=tuple(act.get("evidence", ())), parent=act.get("parent"), seen=act.get("seen"), note=act.get("note"),
    )  # fmt: skip


def _with_files(act: Json, find: Find) -> Json | list[Refusal]:
    """The act with the names of files replaced by their digests."""
    names = list(dict.fromkeys(name for name in _named(act) if not _DIGEST.fullmatch(name)))
    found = {name: find(name) for name in names}
    missing = [name for name, file in found.items() if file is None]
    if missing:
        return [NO_FILE.filled(name=name) for name in missing]
    files = {name: file for name, file in found.items() if file is not None}
    digests = dict(zip(files, store_evidence(files.values()), strict=True))

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
    if isinstance(act.get("evidence"), dict):
        changed["evidence"] = {fact: named(evidence) for fact, evidence in act["evidence"].items()}
    elif "evidence" in act:
        changed["evidence"] = named(act["evidence"])
    return changed


def _named(act: Json) -> Iterable[str]:
    """Every piece of evidence that the act names, by digest or by file."""
    lists = [fact.get("evidence") for fact in act.get("facts", ()) if isinstance(fact, dict)]
    given = act.get("evidence", {})
    lists += list(given.values()) if isinstance(given, dict) else [given]
    return (name for names in lists if isinstance(names, list) for name in names if isinstance(name, str))
