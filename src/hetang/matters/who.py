"""The terms of a kind (owner, role:inspector, parent.attached …), its fields and its limits in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hetang.matters.kinds import Kind, Limit
from hetang.terms.words import Text

TERMS: dict[str, Text] = {
    "owner": Text("责任单位", "the owner"),
    "handler": Text("承办人", "the handler"),
    "verifier": Text("核实单位", "the verifier"),
    "attached": Text("挂点领导", "the attached leader"),
    "opener": Text("立项人", "whoever opened it"),
    "party": Text("当事人", "the party"),
    "clock": Text("时钟", "the clock"),
    "all": Text("所有登录的人", "everybody signed in"),
}
PARENT = "parent."
ROLE = "role:"
AUTHORITIES: dict[str, Text] = {
    "party": Text("党组织", "a Party organ"),
    "government": Text("政府", "government"),
    "discipline": Text("纪检监察机关", "the discipline organ"),
    "court": Text("人民法院", "the court"),
    "resident": Text("居民", "residents"),
}


def who(term: str, roles: Mapping[str, Text]) -> Text:
    """A term in words; a role by its declared name."""
    if term.startswith(PARENT):
        above = who(term.removeprefix(PARENT), roles)
        return Text(f"上级事项的{above.zh}", f"{above.en} of the matter above")
    if term.startswith(ROLE):
        id = term.removeprefix(ROLE)
        named = roles.get(id)
        return Text(named.zh, f"the {named.en}") if named is not None else Text(id, id)
    return TERMS.get(term, Text(term, term))


def all_of(terms: Iterable[str], roles: Mapping[str, Text]) -> Text:
    """Several terms, any of which will do."""
    return one_of(who(term, roles) for term in terms)


def one_of(texts: Iterable[Text]) -> Text:
    found = list(texts)
    last = len(found) - 1
    en = "".join(
        text.en if i == 0 else (f" or {text.en}" if i == last else f", {text.en}") for i, text in enumerate(found)
    )
    return Text("或".join(text.zh for text in found), en)


def listed(texts: Iterable[Text]) -> Text:
    """Names after each other."""
    found = list(texts)
    return Text("、".join(text.zh for text in found), ", ".join(text.en for text in found))


def field_name(kind: Kind, id: str) -> Text:
    found = kind.fields.get(id)
    return found.name if found is not None else Text(id, id)


def limit_text(limit: Limit, kind: Kind) -> Text:
    """So many days, or the day that a field names."""
    if limit.length is None:
        name = field_name(kind, limit.day or "")
        return Text(f"到“{name.zh}”", f"until “{name.en}”")
    zh, en = limit.length.text("zh"), limit.length.text("en")
    return Text(f"{zh}，遇休息日顺延", f"{en}, moved on from a day of rest") if limit.roll else Text(zh, en)
