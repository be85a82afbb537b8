"""Errata: where, for the same as-of day, what is known now differs from what an issued bulletin printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hetang.documents.composing import Ask, say_figure
from hetang.terms.refusals import Refusal
from hetang.terms.wording import EXACT
from hetang.terms.words import Text


@dataclass(frozen=True, slots=True)
class Erratum:
    """One printed figure and what it is now; `entries` are those that came after the issue and changed it."""

    figure: str
    note: int | None
    indicator: str
    name: Text
    printed: str
    now: str
    entries: tuple[int, ...]

    def text(self, lang: str = "zh") -> str:
        """“改造道路”原印27条，现为26条（条目1291）。"""
        entries = "、".join(map(str, self.entries))
        if lang.startswith("en"):
            named = f" (entry {', '.join(map(str, self.entries))})" if entries else ""
            return f"{self.name.en}: printed {self.printed}, now {self.now}{named}."
        named = f"（条目{entries}）" if entries else ""
        return f"“{self.name.zh}”原印{self.printed}，现为{self.now}{named}。"


def errata(content: Mapping[str, Any], ask_now: Ask, lang: str = "zh", cite: Ask | None = None) -> list[Erratum]:
    """`ask_now` answers as the bulletin's own questions were asked, at the same as-of, with all that is known now.

    `cite`, where given, answers the same with the entries behind the figure; it is asked only where a figure differs.
    """
    found = []
    for item in content["figures"]:
        now = ask_now(item["indicator"], item["question"])
        if isinstance(now, Refusal) or _same(item["figure"], now.figure):
            continue
        cited = cite(item["indicator"], item["question"]) if cite is not None else now
        entries = () if isinstance(cited, Refusal) else cited.entries
        later = tuple(seq for seq in entries if seq >= content["head"]["size"])
        found.append(
            Erratum(
                figure=item["key"],
                note=item["note"],
                indicator=item["indicator"],
                name=Text.of(item["name"]),
                printed=_said(item["figure"], lang),
                now=_said(now.figure, lang),
                entries=later,
            )
        )
    return found


def noted(found: Iterable[Erratum]) -> dict[str, Erratum]:
    return {erratum.figure: erratum for erratum in found}


def _same(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return (then["value"], then["exact"]) == (now["value"], now["exact"])


def _said(figure: Mapping[str, Any], lang: str) -> str:
    if figure["value"] is None:
        return "no value" if lang.startswith("en") else "无"
    return say_figure(figure, EXACT, str(figure.get("unit") or ""), lang)
