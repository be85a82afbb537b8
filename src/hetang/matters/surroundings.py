"""What one declaration may refer to in the others: ids by kind, measures, roles, rules, and the names of expressions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from hetang.authority.relations import PARENT, ROLE, is_term
from hetang.matters.kinds import BUILT_IN
from hetang.matters.measures import Measure
from hetang.matters.names import PARENT_PLAIN, plain_names
from hetang.terms.expression import Expression, Unreadable, parse_expression
from hetang.terms.findings import Findings, pointer


@dataclass(frozen=True, slots=True)
class Outline:
    """The ids that one version of one kind declares, whatever else is wrong with it."""

    fields: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    clocks: frozenset[str] = frozenset()
    parents: tuple[str, ...] = ()

    @classmethod
    def of(cls, node: Any) -> Outline:
        lists = {name: frozenset(ids(node, name)) for name in ("fields", "steps", "acts", "clocks")}
        given = node.get("parents") if isinstance(node, Mapping) else ()
        parents = tuple(one for one in given if isinstance(one, str)) if isinstance(given, list) else ()
        return cls(lists["fields"], lists["steps"], lists["acts"] | set(BUILT_IN), lists["clocks"], parents)

    def joined(self, other: Outline) -> Outline:
        return Outline(
            self.fields | other.fields, self.steps | other.steps, self.acts | other.acts, self.clocks | other.clocks,
            (*self.parents, *other.parents),
        )  # fmt: skip


def ids(node: Any, name: str) -> list[str]:
    listed = node.get(name) if isinstance(node, Mapping) else None
    found = (one.get("id") for one in listed if isinstance(one, Mapping)) if isinstance(listed, list) else ()
    return [one for one in found if isinstance(one, str)]


@dataclass
class Surroundings:
    """All that a kind may name. `kinds`: of each id the outlines of all its versions together."""

    notes: Findings
    kinds: Mapping[str, Outline]
    measures: Mapping[str, Measure]
    roles: Collection[str]
    rules: Collection[str] | None
    _parsed: dict[str, Expression] = field(default_factory=dict)

    def names(self, own: Outline) -> frozenset[str]:
        """The names that expressions of a kind may use."""
        found = own.fields | plain_names(own.steps, own.acts, self.kinds, self.measures)
        for parent in own.parents:
            above = self.kinds.get(parent, Outline())
            known = above.fields | set(PARENT_PLAIN) | {f"entered_{step}" for step in above.steps}
            known |= {f"{prefix}_{act}" for prefix in ("on", "n", "by") for act in above.acts}
            found |= {f"parent_{name}" for name in known}
        return frozenset(found)

    def expression(self, node: Any, at: str, names: Collection[str]) -> Expression | None:
        """An expression that uses no names and rules but those there are; each text is parsed once."""
        if isinstance(node, bool) or node is None or not isinstance(node, str | int):
            zh, en = f"这里应是表达式，不是 {node!r}", f"an expression was expected, not {node!r}"
            self.notes.say(at, "not_an_expression", zh, en, '"area", "1", "days(on_posted, day) >= 30"')
            return None
        text = str(node)
        try:
            found = self._parsed.get(text) or self._parsed.setdefault(text, parse_expression(text))
        except Unreadable as fault:
            self.notes.say(at, "unreadable_expression", f"读不懂：{fault}", str(fault), "a + b, a if b else c, min(a, b)")
            return None
        for name in sorted(found.names - set(names)):
            near = get_close_matches(name, list(names), 8)
            self.notes.say(at, "unknown_name", f"不认识的名字 {name}", f"unknown name {name}", near or "day, step, opened_on")
        for rule in sorted(found.rules if self.rules is not None else ()):
            if self.rules is not None and rule not in self.rules:
                self.notes.say(at, "unknown_rule", f"没有规则 {rule}", f"unknown rule {rule}", self.near(rule, self.rules))
        return found

    def not_personal(self, personal: Collection[str], expression: Expression, at: str) -> None:
        """A personal value lies in the vault; nothing can be worked out from it."""
        for name in sorted(expression.names & set(personal)):
            zh, en = f"{name} 是个人信息，表达式里没有值", f"{name} is personal: expressions do not see it"
            self.notes.say(at, "personal_in_expression", zh, en, "a field that is not personal")

    def near(self, name: str, known: Iterable[str]) -> list[str]:
        """Names like this one, else the first few there are."""
        listed = sorted(known)
        return get_close_matches(name, listed, 8) or listed[:8]

    def one(self, node: Any, at: str, known: Collection[str], code: str, zh: str, en: str) -> str | None:
        """An id that must be known."""
        text = self.notes.text(node, at)
        if text is None or text in known:
            return text
        self.notes.say(at, code, f"没有{zh} {text}", f"unknown {en} {text}", self.near(text, known))
        return None

    def several(self, node: Any, at: str, known: Collection[str], code: str, zh: str, en: str) -> tuple[str, ...]:
        given = self.notes.listing(node, at)
        found = (self.one(one, pointer(at, i), known, code, zh, en) for i, one in enumerate(given))
        return tuple(one for one in found if one is not None)

    def terms(self, node: Any, at: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Who: words of authority; a role must be declared."""
        if node is None:
            return default
        found = []
        for i, one in enumerate(self.notes.listing(node, at)):
            term = self.term(one, pointer(at, i))
            if term is not None:
                found.append(term)
        return tuple(found)

    def term(self, node: Any, at: str) -> str | None:
        text = self.notes.text(node, at)
        if text is None:
            return None
        if not is_term(text):
            accepts = "owner, handler, verifier, attached, opener, party, clock, all, parent.<…>, role:<…>"
            self.notes.say(at, "unknown_term", f"不认识“{text}”这种人", f"unknown term {text}", accepts)
            return None
        role = text.rsplit(PARENT, 1)[-1]
        if role.startswith(ROLE) and role[len(ROLE) :] not in self.roles:
            name = role[len(ROLE) :]
            self.notes.say(at, "unknown_role", f"没有角色 {name}", f"unknown role {name}", self.near(name, self.roles))
            return None
        return text
