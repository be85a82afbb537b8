"""What is found of a claim: the verdict, the figure it was held against, and why, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.claims.claim import Claim
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

VERDICTS = ("supported", "contradicted", "rounded", "stale", "out_of_scope", "inconsistent", "unsupported")

Answer = Callable[[Ask], Figure | Refusal]  # how a check asks for a figure; whoever gives it remembers what was answered


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that the claim may speak of, how it was asked, and by which words it was found."""

    ask: Ask
    name: Text
    figure: Figure | None
    why: Text


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict.

    `figure` is the one indicator it was held against, None where none or several differ; `computed` that figure as the ledger has
    it, in the claim's own unit; `instead` the words that would be right in the place of the surface, "" where nothing can be said.
    `with_` are the indices of other claims that this one agrees or disagrees with.
    """

    claim: Claim
    verdict: str
    figure: str | None
    computed: str | None
    why: Text
    candidates: tuple[Candidate, ...] = ()
    instead: str = ""
    with_: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The keys of `hetang check`, and more."""
        number, about = self.claim.number, self.claim.about
        return {
            "start": number.start, "end": number.end, "surface": number.surface, "value": number.value,
            "unit": number.unit, "kind": number.kind, "relation": number.relation, "about": about.thing,
            "marker": number.marker, "period": about.period_said, "place": list(about.place_said),
            "organisation": list(about.organisation_said), "base": about.base, "planned": about.planned,
            "verdict": self.verdict, "figure": self.figure, "computed": self.computed, "why": self.why.to_json(),
            "instead": self.instead, "with": list(self.with_),
            "candidates": [
                {
                    "indicator": one.ask.indicator, "name": one.name.to_json(), "place": one.ask.place,
                    "organisation": one.ask.organisation, "value": one.figure.value if one.figure is not None else None,
                    "unit": one.figure.unit if one.figure is not None else None, "why": one.why.to_json(),
                }
                for one in self.candidates
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """Under what a draft is checked: as of which day; where it comes from, for 我区 and 本局; earlier days that may have been copied."""

    as_of: date
    dated: date | None = None          # the day the draft bears; None: the as-of day
    place: str | None = None
    organisation: str | None = None
    issued: tuple[date, ...] = ()      # as-of days of issued bulletins


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked text. Counts hold every verdict, also those that did not occur."""

    text: str
    claims: Sequence[Judged]

    def to_json(self) -> dict[str, Any]:
        counts = Counter(one.verdict for one in self.claims)
        return {"claims": [one.to_json() for one in self.claims], "counts": {name: counts[name] for name in VERDICTS}}
