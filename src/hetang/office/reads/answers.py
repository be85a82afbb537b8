"""Answers to the slots of a bulletin: each figure with the name, the wording and the entries that it is printed with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hetang.documents.composing import Ask as AskSlot
from hetang.documents.composing import Asked
from hetang.documents.subtotals import subtotals_of
from hetang.figures import evaluate
from hetang.figures.evaluate import Figure
from hetang.figures.plan import Ask
from hetang.figures.shapes import Indicator, Stages, Window
from hetang.office.journal.packs import active_pack
from hetang.office.reads.figures import Questioned, figure, may_see, questioned, today
from hetang.terms.dates import Period
from hetang.terms.refusals import Refusal
from hetang.terms.wording import EXACT, Wording
from hetang.terms.words import Text

ALL_FACTS = 2**31   # one page
NOT_SHOWN = Refusal(
    "not_shown", Text("“{indicator}”的这个数不向您公开", "this value of `{indicator}` is not shown to you"),
    Text("整项的数，或请可查阅事实的人来做", "the figure as a whole, or a person who may read facts"),
)


def slots(as_of: date, known_seq: int | None = None, cited: bool = True) -> AskSlot:
    """What composing asks; the office itself asks, so nothing is withheld from the value.

    `cited` False: the figure alone, without its entries and subtotals, which take longer than the figure itself.
    """

    def answer(indicator: str, question: Mapping[str, str]) -> Asked | Refusal:
        ask = read_question(indicator, question, as_of, known_seq)
        if isinstance(ask, Refusal):
            return ask
        asked = questioned(ask, None, everyone=True)
        return asked if isinstance(asked, Refusal) else _answer(ask, asked, cited)

    return answer


def seen_slots(as_of: date, reader: str | None) -> AskSlot:
    """As `slots`, of what this person may see: whoever writes a template asks what they please, a pack's bulletin does not."""
    answers = slots(as_of)

    def answer(indicator: str, question: Mapping[str, str]) -> Asked | Refusal:
        ask, pack = read_question(indicator, question, as_of, None), active_pack()
        if isinstance(ask, Refusal) or pack is None:
            return answers(indicator, question)
        meant, told = pack.definitions.indicator(indicator, ask.as_of), figure(ask, reader)
        closed = meant is not None and not may_see(pack, reader, meant, today())
        few = isinstance(told, Figure) and bool(told.withheld) and told.value is None
        found = answers(indicator, question)
        hidden = closed or (few and isinstance(found, Asked) and found.figure["value"] is not None)
        return NOT_SHOWN.filled(indicator=indicator) if hidden else found

    return answer


def read_question(indicator: str, question: Mapping[str, str], as_of: date, known_seq: int | None) -> Ask | Refusal:
    """A slot's options as a question."""
    period = Period.parse(question["period"]) if "period" in question else None
    if isinstance(period, Refusal):
        return period
    return Ask(
        indicator,
        date.fromisoformat(question["as_of"]) if "as_of" in question else as_of,
        known_seq=known_seq,
        floor=question.get("floor"),
        place=question.get("place"),
        organisation=question.get("organisation"),
        period=Window.of(period) if period is not None else None,
    )


def _answer(ask: Ask, asked: Questioned, cited: bool) -> Asked | Refusal:
    definitions = asked.pack.definitions
    found = evaluate.figure(ask, definitions, asked.world, asked.engine)
    indicator = definitions.indicator(ask.indicator, ask.as_of)
    if isinstance(found, Refusal):
        return found
    assert indicator is not None   # the figure was computed from it
    wording = Wording.parse(indicator.wording or {})
    return Asked(
        figure=found.to_json(),
        name=indicator.name,
        since=indicator.since,
        entries=_entries(ask, asked) if cited and indicator.disclosure == "open" else (),
        wording=wording if isinstance(wording, Wording) else EXACT,
        disclosure=indicator.disclosure,
        subtotals=_subtotals(ask, asked, indicator, found) if cited else (),
    )


def _entries(ask: Ask, asked: Questioned) -> tuple[int, ...]:
    """The entries that hold the figure's facts."""
    found = evaluate.facts(ask, asked.pack.definitions, asked.world, asked.engine, asked.sees, None, ALL_FACTS)
    return () if isinstance(found, Refusal) else tuple(sorted({row.entry for row in found.facts}))


def _subtotals(ask: Ask, asked: Questioned, indicator: Indicator, whole: Figure) -> list[dict[str, object]]:
    """By organisation, where single facts do not travel and the parts add up to the whole."""
    divides = "organisation" in evaluate.by_keys(indicator, asked.pack.definitions)
    if indicator.disclosure != "subtotals" or not divides or not isinstance(indicator.computation, Stages):
        return []   # a rate has parts, but no sum of them is the rate

    def below(organisation: str | None) -> list[dict[str, object]]:
        divided = replace(ask, organisation=organisation or ask.organisation, by=("organisation",))
        parts = evaluate.figure(divided, asked.pack.definitions, asked.world, asked.engine)
        return [] if isinstance(parts, Refusal) else [row.to_json() for row in parts.rows or ()]

    return subtotals_of(whole.exact_text, whole.fact_count, below, ask.organisation or asked.pack.organisation)
