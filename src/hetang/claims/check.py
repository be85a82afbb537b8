"""The draft checker: every number in a text is held against the figures that it may speak of."""

from __future__ import annotations

import re
from dataclasses import replace

from hetang.claims.about import read_claims
from hetang.claims.agreement import Disagreement, disagreements
from hetang.claims.claim import Claim
from hetang.claims.judging.judging import Opinion, Under, computed, judge
from hetang.claims.judging.linking import Found, link
from hetang.claims.judging.reasons import SAYS
from hetang.claims.judging.vocabulary import Vocabulary
from hetang.claims.verdict import Answer, Candidate, Checked, Draft, Judged
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

TOTAL = re.compile(r"[，,；;]?(?:三者|两者|以上)?(?:合计|共计|总计|一共|加起来)(?:为|达|是)?")
LONGEST_JOINT = 12


def check(text: str, words: Vocabulary, answers: Answer, draft: Draft) -> Checked:
    """Every claim of the text with its verdict, in the text's order. Each figure is asked once, and only what is linked."""
    claims = _with_their_whole(text, read_claims(text, draft.dated or draft.as_of))
    under = Under(text, words, draft, _Remembered(answers))
    judged = [_judged(claim, under) for claim in claims]
    return Checked(text, _agreeing(judged, disagreements(text, claims)))


def _with_their_whole(text: str, claims: tuple[Claim, ...]) -> list[Claim]:
    """Parts told by their place alone (其中珠山区11条) are about what their whole is about, a bare total about what its parts are."""
    found: list[Claim] = []
    for claim in claims:
        about, other = claim.about, None
        if not about.thing and about.part_of is not None and about.part_of < len(found):
            other = found[about.part_of].about
        elif not about.thing and found and TOTAL.fullmatch(text[found[-1].number.end : claim.number.start][:LONGEST_JOINT]):
            run = _run_before(found, claim)
            other = run[0].about if run else None
        if other is not None:
            about = replace(about, thing=other.thing, head=other.head, qualifiers=other.qualifiers)
        found.append(replace(claim, about=about))
    return found


def _agreeing(judged: list[Judged], found: tuple[Disagreement, ...]) -> list[Judged]:
    """A claim that no figure bears out and that cannot be true beside others of the text is inconsistent.

    What a figure supports stays supported, however wrong the sum it stands in; of several claims only those suspected are
    marked, and where none is suspected those that no figure bears out.
    """
    told = list(judged)
    for one in found:
        borne_out = {index for index in one.claims if judged[index].verdict == "supported"}
        blamed = set(one.suspect or one.claims) - borne_out or set(one.claims) - borne_out
        for index in one.claims:
            here, others = told[index], tuple(sorted({*told[index].with_, *one.claims} - {index}))
            if index in blamed and here.verdict == "contradicted" and len(one.claims) == 1:
                told[index] = replace(here, why=_both(judged[index].why, one.why))
            elif index in blamed and here.verdict != "rounded":
                why = one.why if here.verdict == "unsupported" else _both(one.why, judged[index].why)
                told[index] = replace(here, verdict="inconsistent", why=why, with_=others)
            else:
                told[index] = replace(here, with_=others)
    return told


def _both(a: Text, b: Text) -> Text:
    return Text(f"{a.zh}；{b.zh}", f"{a.en}; {b.en}")


def _run_before(found: list[Claim], total: Claim) -> list[Claim]:
    """The claims right before it in its sentence that are told in its unit."""
    run: list[Claim] = []
    for one in reversed(found):
        if one.number.unit != total.number.unit or one.about.sentence != total.about.sentence:
            break
        run.insert(0, one)
    return run


class _Remembered:
    """Puts each ask once."""

    def __init__(self, answers: Answer) -> None:
        self.answers = answers
        self.known: dict[Ask, Figure | Refusal] = {}

    def __call__(self, ask: Ask) -> Figure | Refusal:
        if ask not in self.known:
            self.known[ask] = self.answers(ask)
        return self.known[ask]


def _judged(claim: Claim, under: Under) -> Judged:
    """The verdict of one claim on its own."""
    linked = link(claim, under.text, under.words)
    opinions = [judge(claim, found, under) for found in linked.found]
    if not opinions:
        shown = tuple(_near(found, under) for found in linked.near)
        reason = "near" if shown else "none"
        return Judged(claim, "unsupported", None, None, SAYS[reason].filled(names=_listed(linked.near)), shown)
    candidates = tuple(_candidate(one) for one in opinions)
    if len(opinions) > 1 and not _one(opinions):
        names = _listed(linked.found)
        if all(one.verdict == "contradicted" for one in opinions):
            return Judged(claim, "contradicted", None, None, SAYS["all_differ"].filled(names=names), candidates)
        return Judged(claim, "unsupported", None, None, SAYS["several"].filled(names=names), candidates)
    one = opinions[0]
    if linked.of_other_years and one.verdict not in ("supported", "unsupported"):
        others = [judge(claim, found, under) for found in linked.of_other_years]
        right = next((other for other in others if other.verdict == "supported"), None)
        if right is None:
            names = _listed((*linked.found, *linked.of_other_years))
            shown = tuple(_candidate(other) for other in (one, *others))
            return Judged(claim, "contradicted", None, None, SAYS["all_differ"].filled(names=names), shown)
        one, candidates = right, (_candidate(right),)
    if one.verdict == "unsupported":  # shown beside; nothing was held against it
        return Judged(claim, "unsupported", None, None, one.why, candidates[:1])
    return Judged(claim, one.verdict, one.found.name.of, computed(one), one.why, candidates[:1], one.instead)


def _one(opinions: list[Opinion]) -> bool:
    """Whether it makes no difference which is meant: the same figure in the same unit, the same verdict."""
    first = opinions[0]
    return all(
        one.verdict == first.verdict
        and one.figure is not None
        and first.figure is not None
        and one.figure.exact == first.figure.exact
        and one.figure.unit == first.figure.unit
        for one in opinions
    )


def _candidate(opinion: Opinion) -> Candidate:
    return Candidate(opinion.ask, opinion.found.meant.indicator.name, opinion.figure, opinion.found.why)


def _near(found: Found, under: Under) -> Candidate:
    """Shown beside, not held against: it is not asked for."""
    return Candidate(Ask(found.name.of, under.draft.as_of), found.meant.indicator.name, None, found.why)


def _listed(found: tuple[Found, ...]) -> Text:
    names = dict.fromkeys(one.meant.indicator.name for one in found)
    return Text("、".join(f"“{name.zh}”" for name in names), ", ".join(f"“{name.en}”" for name in names))
