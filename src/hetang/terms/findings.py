"""Refusals collected while definitions are read, each with a JSON pointer to what it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hetang.terms.dates import parse_day
from hetang.terms.expression import Expression, Unreadable, parse_expression
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text


def pointer(path: str, *keys: str | int) -> str:
    """RFC 6901: "/indicators/3/stages/0"."""
    return path + "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


class Findings:
    """All errors at once: reading goes on after each."""

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []

    def say(self, at: str, code: str, zh: str, en: str, accepts: str | Iterable[str]) -> None:
        listed = accepts if isinstance(accepts, str) else ", ".join(sorted(accepts)) or "—"
        self.refusals.append(Refusal(code, Text(zh, en), Text(listed, listed), at))

    def mapping(self, node: Any, at: str) -> Mapping[str, Any] | None:
        if isinstance(node, Mapping) and all(isinstance(key, str) for key in node):
            return node
        self.say(at, "not_a_mapping", "这里应是键值", "a mapping was expected here", "key: value")
        return None

    def listing(self, node: Any, at: str) -> list[Any]:
        if node is None:
            return []
        if isinstance(node, list | tuple):
            return list(node)
        self.say(at, "not_a_list", "这里应是列表", "a list was expected here", "[a, b]")
        return []

    def texts(self, node: Any, at: str) -> tuple[str, ...]:
        """One text, or a list of texts."""
        if isinstance(node, str):
            return (node,)
        found = self.listing(node, at)
        return tuple(text for i, item in enumerate(found) if (text := self.text(item, pointer(at, i))) is not None)

    def text(self, node: Any, at: str) -> str | None:
        if isinstance(node, str) and node:
            return node
        if isinstance(node, int) and not isinstance(node, bool):
            return str(node)
        self.say(at, "not_a_text", f"这里应是文字，不是 {node!r}", f"a text was expected, not {node!r}", "text")
        return None

    def words(self, node: Any, at: str) -> Text:
        """A text in both languages."""
        if node is None or isinstance(node, str):
            return Text.of(node or "")
        found = self.mapping(node, at)
        if found is None or not all(isinstance(v, str) for v in found.values()):
            self.say(at, "not_words", "名称要有中文和英文", "words in Chinese and English", "{zh: …, en: …}")
            return Text("", "")
        return Text.of(found)

    def only(self, node: Mapping[str, Any], allowed: Iterable[str], at: str) -> None:
        """Any key outside the allowed ones is named."""
        known = set(allowed)
        for key in node:
            if key not in known:
                self.say(pointer(at, key), "unknown_key", f"不认识的键 {key}", f"unknown key {key}", known)

    def one_of(self, node: Any, allowed: Iterable[str], at: str, default: str) -> str:
        choices = tuple(allowed)
        if node is None:
            return default
        if node in choices:
            return str(node)
        self.say(at, "unknown_choice", f"不认识 {node!r}", f"{node!r} is not one of the choices", choices)
        return default

    def expression(self, node: Any, at: str, names: Iterable[str]) -> Expression | None:
        """An expression that uses no names but these."""
        written = self.text(node, at)
        if written is None:
            return None
        try:
            expression = parse_expression(written)
        except Unreadable as fault:
            self.say(at, "unreadable_expression", f"读不懂：{fault}", str(fault), "a + b, a if b else c, min(a, b)")
            return None
        known = set(names)
        for name in sorted(expression.names - known):
            self.say(at, "unknown_name", f"不认识的名字 {name}", f"unknown name {name}", known)
        return expression if expression.names <= known else None

    def day(self, node: Any, at: str) -> Any:
        if node is None:
            return None
        found = parse_day(node) if isinstance(node, str) else None
        if found is None:
            self.say(at, "not_a_day", f"{node!r} 不是日期", f"{node!r} is not a day", "2016-01-31")
        return found
