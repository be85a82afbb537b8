"""A claim held against one figure: the verdict, and why. docs/algorithms/judging-claims.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hetang.claims.claim import Claim, Number
from hetang.claims.judging.comparing import Told, digits_hint, holds, in_unit_of, rounded
from hetang.claims.judging.linking import Found
from hetang.claims.judging.probing import Elsewhere, elsewhere, longer
from hetang.claims.judging.reasons import FLOORS_SAID, SAYS, amount, instead_of, scope_said, unit_said
from hetang.claims.judging.scope import Scope, scope_of, stands
from hetang.claims.judging.vocabulary import Vocabulary
from hetang.claims.verdict import Answer, Draft
from hetang.figures.calculation import Between
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.figures.shapes import Indicator
from hetang.terms.quantities import decimal_text, parse_number
from hetang.terms.refusals import Refusal
from hetang.terms.wording import Wording, say
from hetang.terms.words import Text

DEED = re.compile(r"新增|净增|新[建改开创获]|^(?:累计|建成|改造|完成|引进|发放|培训)|newly|built|added", re.I)
FALLING = ("fall", "decrease", "drag")


@dataclass(frozen=True, slots=True)
class Under:
    """What claims of one text are judged under. `answers` remembers: no ask is put twice."""

    text: str
    words: Vocabulary
    draft: Draft
    answers: Answer


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is found of a claim held against one indicator. `figure`: as the text asks for it, else as declared."""

    found: Found
    ask: Ask
    figure: Figure | None
    verdict: str
    why: Text
    told: Told | None = None
    instead: str = ""


def judge(claim: Claim, found: Found, under: Under) -> Opinion:
    """The claim against one indicator."""
    scope = scope_of(claim, found.meant, under.words, under.draft, under.text)
    return _Case(claim, found, scope, under).opinion()


class _Case:
    """One claim, one indicator, one scope."""

    def __init__(self, claim: Claim, found: Found, scope: Scope, under: Under) -> None:
        self.claim, self.number, self.found, self.scope, self.under = claim, claim.number, found, scope, under
        self.indicator: Indicator = found.meant.indicator

    def opinion(self) -> Opinion:
        answers = [(ask, self.under.answers(ask)) for ask in self.scope.asks]
        told = [(ask, figure, self.told(figure)) for ask, figure in answers if isinstance(figure, Figure)]
        if not told:
            refusal = answers[0][1]
            assert isinstance(refusal, Refusal)
            return self.other_scope(answers[0][0], None) or self.says(
                "unsupported", "refused", answers[0][0], None, None, right=refusal.says
            )
        ask, figure, value = next((one for one in told if one[2] is not None and self.fits(one[2]) == "holds"), told[0])
        if isinstance(figure.exact, Between):
            return self.ranged(ask, figure, figure.exact)
        borne_out = self.scope.carried and value is not None and self.found.unit_fits and self.fits(value) == "holds"
        if self.scope.unknown and not borne_out:
            return self.unsaid_whose(ask, figure, value)
        if self.scope.beyond and not borne_out:
            return self.beyond(ask, figure, value)
        if "before" in self.scope.said and (value is None or self.fits(value) != "holds"):
            return self.says("unsupported", "before", ask, figure, None)
        if value is None:
            return self.without_facts(ask, figure)
        return self.compared(ask, figure, value)

    # --- verdicts -------------------------------------------------------------------------------------------------------

    def compared(self, ask: Ask, figure: Figure, value: Told) -> Opinion:
        fit = self.fits(value)
        if not self.found.unit_fits:
            if fit == "holds":
                return self.says("contradicted", "unit", ask, figure, value, instead=_in_own_unit(self.number, self.indicator.unit))
            return self.says("unsupported", "none", ask, figure, None)
        if self.found.opposed:
            reason = "plan_for_done" if self.found.opposed == "plan" else f"{self.found.meant.money}_for_{self.other_money}"
            wrong = fit == "holds" and self.number.relation == "eq"
            return self.says("contradicted" if wrong else "unsupported", reason if wrong else "none", ask, figure, value)
        if self.found.traits.planned and not self.found.name.traits.planned:
            exact = fit == "holds" and self.number.relation == "eq"
            return self.says("contradicted" if exact else "unsupported", "planned" if exact else "plan_only", ask, figure, value)
        if fit == "holds":
            return self.says("supported", "supported", ask, figure, value)
        if fit == "torn":
            return self.says("contradicted", "torn", ask, figure, value)
        moved = self.out_of_scope(ask, figure, value)
        if moved is None and (other := _other_time(self.claim, self.found, ask, self.under)):
            return self.says("unsupported", other, ask, figure, value)
        return moved or self.rounded(fit, ask, figure, value) or self.false(ask, figure, value)

    def rounded(self, fit: str, ask: Ask, figure: Figure, value: Told) -> Opinion | None:
        if fit != "rounded":
            return None
        finer = self.number.step is not None and self.number.step < value.place
        close = self.number.low is not None and self.number.step is not None and (
            rounded(value.exact, self.number.step) == self.number.low)  # fmt: skip
        reason = "too_exact" if finer else "one_digit" if close else "rounded"
        return self.says("rounded", reason, ask, figure, value, instead_of(self.number, value, reason == "rounded"))

    def out_of_scope(self, ask: Ask, figure: Figure, value: Told) -> Opinion | None:
        """The value is right for the scope that the indicator declares, or for a part of what the text says."""
        for other in self.less_said(ask):
            answer = self.under.answers(other)
            elsewhere_told = self.told(answer) if isinstance(answer, Figure) else None
            if elsewhere_told is not None and self.fits(elsewhere_told) == "holds":
                instead = instead_of(self.number, value)
                return self.says("out_of_scope", "scope", ask, figure, value, instead, of=self.scope_text(other))
        return None

    def less_said(self, ask: Ask) -> list[Ask]:
        """The asks without one of the things said, then without all of them."""
        if not self.scope.said:
            return []
        less = [replace(ask, place=None)] if ask.place is not None else []
        less += [replace(ask, organisation=None)] if ask.organisation is not None else []
        less += [replace(ask, period=None, as_of=self.scope.declared.as_of)] if "period" in self.scope.said else []
        return [one for one in dict.fromkeys([*less, self.scope.declared]) if one not in self.scope.asks]

    def false(self, ask: Ask, figure: Figure, value: Told) -> Opinion:
        instead = instead_of(self.number, value)
        if self.number.relation == "eq":
            floor = self.floor_of(figure, value)
            if floor is not None:
                return self.says("contradicted", "floor", ask, figure, value, instead, floor=FLOORS_SAID[floor])
            hit = elsewhere(self.claim, self.indicator, ask, self.under.words, self.under.draft, self.under.answers, self.side)
            if hit is not None:
                return self.told_elsewhere(hit, ask, figure, value, instead)
        reason = digits_hint(self.number, value.exact) or ("differs" if self.number.relation == "eq" else "relation")
        return self.says("contradicted", reason, ask, figure, value, instead)

    def told_elsewhere(self, hit: Elsewhere, ask: Ask, figure: Figure, value: Told, instead: str) -> Opinion:
        if hit.kind == "stale":
            return self.says("stale", "stale", ask, figure, value, instead, day=hit.day)
        return self.says("out_of_scope", "scope", ask, figure, value, instead, of=self.scope_text(hit.ask))

    def floor_of(self, figure: Figure, value: Told) -> str | None:
        """The rung of the ladder on which the claim would be right."""
        for floor in ("evidenced", "reported"):
            rung = figure.ladder.get(floor)
            exact = parse_number(rung) if rung is not None else None
            if exact is not None and floor != figure.floor:
                at = replace(value, exact=in_unit_of(self.number, exact, figure.unit))
                if at.exact != value.declared and self.fits(at) == "holds":
                    return floor
        return None

    def without_facts(self, ask: Ask, figure: Figure) -> Opinion:
        return self.other_scope(ask, figure) or self.says("unsupported", "empty", ask, figure, None)

    def other_scope(self, ask: Ask, figure: Figure | None) -> Opinion | None:
        """Nothing where the text says; perhaps the figure of another scope was taken."""
        for other in self.less_said(ask):
            answer = self.under.answers(other)
            told = self.told(answer) if isinstance(answer, Figure) else None
            if told is not None and self.fits(told) == "holds" and self.found.unit_fits:
                return self.says("out_of_scope", "scope_empty", ask, figure, None, of=self.scope_text(other))
        return None

    def beyond(self, ask: Ask, figure: Figure, value: Told | None) -> Opinion:
        wanted = Text(self.scope.beyond, self.scope.beyond)
        if value is not None and self.fits(value) == "holds" and self.found.unit_fits:
            return self.says("out_of_scope", "beyond", ask, figure, value, of=self.scope_text(ask), wanted=wanted)
        return self.says("unsupported", "beyond_unknown", ask, figure, None, of=self.scope_text(ask), wanted=wanted)

    def unsaid_whose(self, ask: Ask, figure: Figure, value: Told | None) -> Opinion:
        wanted = Text(self.scope.unknown, self.scope.unknown)
        return self.says("unsupported", "unknown", ask, figure, value, wanted=wanted)

    def ranged(self, ask: Ask, figure: Figure, exact: Between) -> Opinion:
        low, high = self.number.low, self.number.high
        right = Text(f"第{figure.value}", f"{figure.value}")
        if low is None or high is None or high < exact.best or low > exact.worst:
            return self.says("contradicted", "rank_range", ask, figure, None, right=right)
        same = (low, high) == (exact.best, exact.worst)
        return self.says("supported" if same else "unsupported", "rank_range", ask, figure, None, right=right)

    # --- parts ----------------------------------------------------------------------------------------------------------

    @property
    def other_money(self) -> str:
        return "received" if self.found.meant.money == "agreed" else "agreed"

    def fits(self, value: Told) -> str:
        """Falls are told as positive numbers; a table tells them with their sign."""
        signed = self.number.low is not None and self.number.low < 0
        falls = self.found.traits.change in FALLING and not signed
        turned = falls != (self.found.name.traits.change in FALLING)
        return holds(self.number, replace(value, exact=-value.exact) if turned else value)

    def side(self, figure: Figure) -> int:
        """Where a figure lies: -1 below what the text says (or nothing), 0 as it says, 1 above."""
        told = self.told(figure)
        if told is None or self.number.low is None:
            return -1
        return 0 if self.fits(told) == "holds" else -1 if told.exact < self.number.low else 1

    def told(self, figure: Figure) -> Told | None:
        if not isinstance(figure.exact, Fraction | int):
            return None
        place = in_unit_of(self.number, Fraction(1, 10**self.indicator.decimals), figure.unit)
        wording = Wording.parse(self.indicator.wording) if self.indicator.wording is not None else None
        return Told(
            in_unit_of(self.number, Fraction(figure.exact), figure.unit), place, self.indicator.rounding,
            wording if isinstance(wording, Wording) else None, place != Fraction(1, 10**self.indicator.decimals),
        )  # fmt: skip

    def scope_text(self, ask: Ask) -> Text:
        return scope_said(ask, self.under.words, self.indicator.window, self.indicator.place, self.indicator.organisation)

    def amount(self, value: Fraction) -> Text:
        if self.number.kind == "rank":
            return Text(f"第{decimal_text(value)}位", f"place {decimal_text(value)}")
        return amount(value, self.indicator.unit, self.indicator.decimals)

    def says(
        self, verdict: str, reason: str, ask: Ask, figure: Figure | None, value: Told | None, instead: str = "", **more: object
    ) -> Opinion:
        symbol, number = self.indicator.unit, self.number
        right = figure.value if figure is not None else None
        exact = parse_number(right) if right is not None else None
        values: dict[str, object] = {
            "right": self.amount(exact) if exact is not None else "—",
            "said": number.surface, "marker": number.marker,
            "unit": unit_said(symbol), "written": unit_said(number.measured or number.unit),
            "instead": instead or "—", "wanted": self.scope_text(ask), "name": self.indicator.name, **more,
        }  # fmt: skip
        if reason == "relation":
            values["said"] = number.surface if number.marker in number.surface else f"{number.marker}{number.surface}"
        return Opinion(self.found, ask, figure, verdict, SAYS[reason].filled(**values), value, instead)


def _in_own_unit(number: Number, symbol: str) -> str:
    """The surface with the unit that is right: 201人 -> 201人次."""
    surface, written = number.surface, number.measured or number.unit
    for said in (f"个{written}", written):
        if said and surface.endswith(said):
            return f"{surface.removesuffix(said)}{say(Fraction(1), symbol).removeprefix('1')}"
    return ""


def _other_time(claim: Claim, found: Found, ask: Ask, under: Under) -> str:
    """`ahead` of the draft, or `longer` than what the ledger knows: the value is not to be held against this figure."""
    if claim.about.period is not None and claim.about.period.start > under.draft.as_of:
        return "ahead"
    stock = stands(found.meant.indicator) and DEED.search(found.name.words) is None
    return "longer" if not stock and longer(claim, found.meant.indicator, ask, under.answers) else ""


def computed(opinion: Opinion) -> str | None:
    """The figure in the claim's own unit, as the indicator rounds it."""
    if opinion.told is not None:
        return decimal_text(opinion.told.declared)
    return opinion.figure.value if opinion.figure is not None else None

