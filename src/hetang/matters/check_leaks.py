"""Where something sealed or personal could reach the person complained of: by seeing, being told, or being handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hetang.matters.declared import Declared, Json, label, parts, refuse, text_of
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

PETITIONS = Text(
    "《信访条例》（2005）第二十三条、《信访工作条例》（2022）第三十条",
    "Regulations on petitions (2005) article 23, (2022) article 30",
)
PRIVACY = Text("《个人信息保护法》第六条、第三十四条", "Personal Information Protection Law, articles 6 and 34")


def _leak(code: str, clause: Text, zh: str, en: str, accepts: Text) -> Refusal:
    return Refusal(code, Text(f"{zh}：{clause.zh}", f"{en}: {clause.en}"), accepts)


NOT_SEALED = _leak(
    "complained_of_unsealed", PETITIONS, "“{name}”有被反映的人，却没有密封", "“{name}” has a person complained of and is not sealed",
    Text("sealed: true，并写 sees", "sealed: true, with `sees`"),
)  # fmt: skip
SEEN = _leak(
    "sealed_seen", PETITIONS, "密封的“{name}”让 {term} 看见", "the sealed “{name}” is seen by {term}",
    Text("sees: [role:…]，不含当事人和上级事项的人", "sees: [role:…], without the party and those of the matter above"),
)  # fmt: skip
TOLD = _leak(
    "sealed_told", PETITIONS, "密封的“{name}”由“{act}”通知 {term}", "the sealed “{name}” is told to {term} by “{act}”",
    Text("只通知有权知道的角色", "only roles that may know of it are told"),
)  # fmt: skip
HANDED_ON = _leak(
    "sealed_handed_on", PETITIONS, "“{act}”把密封或个人的“{field}”交给没有密封的“{target}”",
    "“{act}” hands the sealed or personal “{field}” to “{target}”, which is not sealed",
    Text("交结果（选项、日期、数），或把“{target}”密封", "hand on the result (a choice, a day, a number), or seal “{target}”"),
)  # fmt: skip
IN_A_FACT = _leak(
    "personal_in_fact", PRIVACY, "“{act}”把“{field}”写进事实，事实会进入统计",
    "“{act}” writes “{field}” into a fact, and facts become figures",
    Text("代号、数、选项", "a pseudonym, a number, a choice"),
)  # fmt: skip
PERSONAL_TITLE = _leak(
    "personal_title", PRIVACY, "“{field}”是个人信息，不能作题名：题名出现在清单和通知里",
    "“{field}” is personal and cannot be the title, which stands in lists and notices", Text("另一个栏目", "another field"),
)  # fmt: skip
PERSONAL_DERIVED = _leak(
    "personal_in_value", PRIVACY, "“{field}”由个人信息“{source}”得来，却没有标为个人信息",
    "“{field}” is made from the personal “{source}” and is not personal itself",
    Text("personal: true，或不取用它", "personal: true, or do not use it"),
)  # fmt: skip
SERVED = _leak(
    "sealed_served", PETITIONS, "密封的“{name}”的文书里写有“{field}”", "a paper of the sealed “{name}” names “{field}”",
    Text("文书只写结果", "a paper that states the result alone"),
)  # fmt: skip

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
FREE_TEXT = ("text", "long_text")
OPEN_TERMS = ("all", "party")


def check_leaks(declared: Declared) -> Iterator[Refusal]:
    for at, kind in declared.each():
        secret = _secret(kind)
        if kind.get("sealed"):
            yield from _sealed(kind, at)
        else:
            yield from _should_be_sealed(kind, at, declared)
        title = next((f for f in kind.get("fields", ()) if f.get("id") == kind.get("title", "title")), None)
        if title is not None and title.get("personal"):
            yield refuse(PERSONAL_TITLE, at, field=label(title))
        yield from _values(kind, at, declared)
        for below, act in parts(kind, at, "acts"):
            yield from _handed(kind, act, below, secret, declared)
            yield from _yielded(kind, act, below)


def _secret(kind: Json) -> dict[str, Json]:
    """What may not leave the kind: personal fields; of a sealed kind also free text and who brought it."""
    found = {
        field["id"]: field
        for field in kind.get("fields", ())
        if isinstance(field.get("id"), str)
        and (field.get("personal") or (kind.get("sealed") and field.get("type") in FREE_TEXT))
    }
    if kind.get("sealed"):
        found["opener"] = {"id": "opener", "name": {"zh": "反映人", "en": "who brought it"}}
        for act in kind.get("acts", ()):
            found[f"by_{act.get('id')}"] = {"id": "by", "name": {"zh": "经办人", "en": "who did it"}}
    return found


def _sealed(kind: Json, at: str) -> Iterator[Refusal]:
    for index, term in enumerate(kind.get("sees", ())):  # where it is missing, the reader says so
        if term in OPEN_TERMS or term.startswith("parent."):
            yield refuse(SEEN, f"{at}/sees/{index}", name=label(kind), term=term)
    for below, act in parts(kind, at, "acts"):
        for index, term in enumerate(act.get("tells", ())):
            if term in OPEN_TERMS or term.startswith("parent."):
                yield refuse(TOLD, f"{below}/tells/{index}", name=label(kind), act=label(act), term=term)
        secret = _secret(kind)
        for key, text in ((k, t) for k, t in act.get("served", {}).items() if isinstance(t, Mapping)):
            for name in PLACEHOLDER.findall(f"{text_of(text).zh} {text_of(text).en}"):
                if name in secret:
                    yield refuse(SERVED, f"{below}/served/{key}", name=label(kind), field=label(secret[name]))


def _should_be_sealed(kind: Json, at: str, declared: Declared) -> Iterator[Refusal]:
    result = _tells_the_result(kind, declared)
    for below, act in parts(kind, at, "acts"):
        for key in ("complained_of", "complained_unit"):
            if key in act.get("sets", {}) and not (result and key == "complained_unit"):
                yield refuse(NOT_SEALED, f"{below}/sets/{key}", name=label(kind))


def _tells_the_result(kind: Json, declared: Declared) -> bool:
    """Beneath sealed matters alone, and not seen by all: it may tell the person cleared, and bars the line of the unit."""
    above = [version for id in kind.get("parents", ()) for version in declared.versions(id)]
    sealed = bool(above) and all(one.get("sealed") for one in above)
    return sealed and kind.get("parent_required") is True and "all" not in kind.get("sees", ("all",))


def _handed(kind: Json, act: Json, at: str, secret: Mapping[str, Json], declared: Declared) -> Iterator[Refusal]:
    for list_name in ("opens_matter", "acts_on"):
        for below, further in parts(act, at, list_name):
            targets = _targets(kind, further, declared)
            target = next((one for one in targets if not one.get("sealed")), None)
            if target is None:
                continue
            for part in ("fields", "sets"):
                for key, value in further.get(part, {}).items():
                    for name in sorted(_names(value) & secret.keys()):
                        named = {"act": label(act), "field": label(secret[name]), "target": label(target)}
                        yield refuse(HANDED_ON, f"{below}/{part}/{key}", **named)


def _targets(kind: Json, further: Json, declared: Declared) -> list[Json]:
    if isinstance(further.get("kind"), str):
        return declared.versions(further["kind"])
    above = kind.get("parents", ()) if further.get("matter") == "parent" else ()
    return [version for id in above for version in declared.versions(id)]


def _yielded(kind: Json, act: Json, at: str) -> Iterator[Refusal]:
    """Personal fields, and of a sealed kind the persons and the free text, in a fact."""
    secret = _secret(kind)
    if kind.get("sealed"):
        secret["complained_of"] = {"id": "complained_of", "name": {"zh": "被反映人", "en": "the person complained of"}}
    for below, fact in parts(act, at, "facts"):
        texts = [(key, fact.get(key)) for key in ("value", "happened_on", "place", "organisation", "note")]
        texts += [(f"dims/{key}", value) for key, value in fact.get("dims", {}).items()]
        for key, text in texts:
            for name in sorted(_names(text) & secret.keys()):
                personal = secret[name].get("personal") or name == "complained_of" or name.startswith(("by_", "opener"))
                if personal:
                    yield refuse(IN_A_FACT, f"{below}/{key}", act=label(act), field=label(secret[name]))


def _values(kind: Json, at: str, declared: Declared) -> Iterator[Refusal]:
    """Known and derived values made from what is secret here, or in a kind above."""
    above = [version for id in kind.get("parents", ()) for version in declared.versions(id)]
    own = {field["id"]: field for field in kind.get("fields", ()) if field.get("personal") and "id" in field}
    for below, field in parts(kind, at, "fields"):
        used = _names(field.get("value"))
        if not field.get("personal"):
            for name in sorted(used & own.keys()):
                yield refuse(PERSONAL_DERIVED, f"{below}/value", field=label(field), source=label(own[name]))
        for parent in above:
            secret = {f"parent_{id}": item for id, item in _secret(parent).items()}
            for name in sorted(used & secret.keys()):
                if not kind.get("sealed") and not (field.get("personal") and secret[name].get("personal")):
                    named = {"act": label(field), "field": label(secret[name]), "target": label(kind)}
                    yield refuse(HANDED_ON, f"{below}/value", **named)


def _names(expression: Any) -> set[str]:
    """Names in an expression; a text in single quotes is not one."""
    return set(NAME.findall(re.sub(r"'[^']*'", "", expression))) if isinstance(expression, str) else set()
