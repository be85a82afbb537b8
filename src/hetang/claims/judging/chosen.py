"""Where an editor has said which figure a claim means, the claim is held against that one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from hetang.claims.judging.judging import Under, computed, judge
from hetang.claims.judging.linking import FULL, Found, units_agree
from hetang.claims.judging.vocabulary import Vocabulary
from hetang.claims.verdict import Candidate, Checked, Draft, Judged
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

WHY = Text("编辑选定的指标", "the figure that an editor chose")


def rejudged(
    checked: Checked, chosen: Mapping[tuple[int, int], str], words: Vocabulary, answers: Callable[[Ask], Figure | Refusal], draft: Draft
) -> Checked:
    """`chosen`: an indicator by the span of a claim; one that the pack does not know on the draft's day changes nothing.

    What does not agree inside the text stays inconsistent, unless the chosen figure says that it is wrong.
    """
    under = Under(checked.text, words, draft, answers)
    meant = [chosen.get((one.claim.number.start, one.claim.number.end)) for one in checked.claims]
    return Checked(checked.text, [_judged(one, id, under) for one, id in zip(checked.claims, meant, strict=True)])


def _judged(before: Judged, indicator: str | None, under: Under) -> Judged:
    meant = under.words.meant.get(indicator) if indicator is not None else None
    if meant is None:
        return before
    number, name = before.claim.number, meant.names[0]
    fits = units_agree(number, meant.indicator.unit) == "same"
    found = Found(meant, name, score=Fraction(1), unit_fits=fits, opposed="", traits=name.traits, words=(), at_least=FULL, exact=True)
    opinion = judge(before.claim, found, under)
    candidates = (Candidate(opinion.ask, meant.indicator.name, opinion.figure, WHY),)
    now = replace(before, figure=meant.indicator.id, computed=computed(opinion), candidates=candidates)
    if before.verdict == "inconsistent" and opinion.verdict in ("supported", "unsupported"):
        return now
    return replace(now, verdict=opinion.verdict, why=opinion.why, instead=opinion.instead)
