"""A text is held against the figures that its reader may see; what was asked once is not asked again while no fact changes."""

from collections.abc import Iterator
from datetime import date

import pytest

from hetang.claims.verdict import Draft, Judged
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.web import checking
from hetang.web.checking import check_text, draft_under
from tests.web import lakeside

DAY = date.fromisoformat(lakeside.AS_OF)


@pytest.fixture
def asked(city: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Ask]]:
    """Every question that is put to the ledger."""
    put: list[Ask] = []
    figure = checking.asking.figure

    def counted(ask: Ask, actor: str | None) -> object:
        put.append(ask)
        return figure(ask, actor)

    checking._answer.cache_clear()
    monkeypatch.setattr(checking.asking, "figure", counted)
    yield put
    checking._answer.cache_clear()


def value(indicator: str) -> str:
    found = checking.asking.figure(Ask(indicator, DAY), "an")
    assert isinstance(found, Figure) and found.value is not None
    return found.value


def judged(text: str, **given: object) -> Judged:
    (one,) = check_text(text, draft_under(DAY), **given).claims   # type: ignore[arg-type]
    return one


def test_a_warm_process_does_not_ask_the_ledger_twice_until_a_fact_changes(asked: list[Ask]) -> None:
    text = f"全市点亮路灯{value('lamps')}盏。"
    asked.clear()
    assert judged(text).verdict == "supported"
    assert asked
    asked.clear()
    checking._answer.cache_clear()   # as in another process
    assert judged(text).verdict == "supported" and not asked
    lakeside.correct()
    assert judged(text).verdict != "supported" and asked


def test_the_bulletins_that_were_issued_are_days_from_which_a_number_may_have_been_copied(city: str) -> None:
    assert draft_under(date(2017, 5, 1), "north", "works") == Draft(date(2017, 5, 1), None, "north", "works", (DAY,))


def test_a_learned_word_counts_from_when_it_is_learned(city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"全市亮化工程{value('lamps')}盏。"
    assert judged(text).figure is None
    monkeypatch.setattr(checking, "learned_words", lambda: (("lamps", "亮化工程", "zh"),))
    assert (judged(text).figure, judged(text).verdict) == ("lamps", "supported")


def test_a_claim_is_held_against_the_figure_that_an_editor_chose(city: str) -> None:
    text = f"亮化工程完成{value('lamps')}盏。"
    start = text.index(value("lamps"))
    span = (start, start + len(value("lamps")) + 1)
    found = judged(text, chosen=((*span, "lamps"),))
    assert (found.figure, found.verdict, found.computed) == ("lamps", "supported", value("lamps"))
    assert judged(text, chosen=((*span, "lawns"),)).verdict != "supported"
    assert judged(text, chosen=((*span, "no_such"),)) == judged(text, chosen=((0, 1, "lamps"),)) == judged(text)
