"""Composing says each figure by its declared wording, notes it once, and refuses what cannot be printed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hetang.documents.composing import Asked, Composed, compose
from hetang.documents.errata import errata
from hetang.terms.refusals import Refusal
from tests.documents.issue import AS_OF, HEAD, ask, bulletin, composed, holder


def said(**changes: Any) -> list[str]:
    return ["".join(run["text"] for run in block["runs"]) for block in composed(**changes).content["blocks"]]


def refused(**changes: Any) -> list[str]:
    done = compose(bulletin(**changes), as_of=AS_OF, head=HEAD, ask=ask, holder=holder)
    assert isinstance(done, list)
    return [refusal.code for refusal in done]


def with_value(indicator: str, value: str, exact: str | None = None) -> Any:
    def changed(id: str, question: Mapping[str, str]) -> Asked | Refusal:
        asked = ask(id, question)
        if id != indicator or isinstance(asked, Refusal):
            return asked
        return replace(asked, figure={**asked.figure, "value": value, "exact": exact or value}, entries=(12, 1300))

    return changed


def test_near_and_over_are_said_only_where_they_are_true() -> None:
    assert said(text="改造{households|near 10000|万}。") == ["改造近1万户。"]
    assert said(text="外来{artists|over 10000|万}。") == ["外来3万余人。"]
    assert said(text="改造{roads_rebuilt|near 30}。") == ["改造27条。"]  # 27 of 30 is 90 %
    assert said(text="改造{roads_rebuilt|over 30}。") == ["改造27条。"]


def test_what_is_said_exactly_is_rounded_as_the_indicator_declares() -> None:
    assert said(text="停滞{stalled_months|exact}。") == ["停滞4.1个月。"]
    assert said(text="停滞{stalled_months|over}。") == ["停滞4个多月。"]


def test_a_unit_can_be_left_out() -> None:
    assert said(text="排第{money_rank|value}位。") == ["排第2位。"]


def test_conditional_text_follows_the_exact_value() -> None:
    text = "{if stalled_months > 4}停了{else}没停{end}"
    assert said(text=text) == ["停了"]
    assert said(text=text.replace("> 4", "> 4.1")) == ["没停"]  # 127/31 is 4.096…
    assert said(text=text.replace("> 4", "")) == ["停了"]


def test_a_condition_is_cited_but_has_no_note() -> None:
    content = composed(text="{if roads_rebuilt > 4}停了{end}", editors_note="").content
    assert [(item["indicator"], item["note"]) for item in content["figures"]] == [("roads_rebuilt", None)]
    assert content["notes"] == []


def test_a_figure_has_one_note_however_often_it_is_printed() -> None:
    content = composed(text="道路{roads_rebuilt}，又{households}，仍{roads_rebuilt}。", editors_note="").content
    assert [run["note"] for run in content["blocks"][0]["runs"] if "note" in run] == [1, 2, 1]
    assert [note["number"] for note in content["notes"]] == [1, 2]


def test_the_note_cites_definition_floor_facts_and_entries() -> None:
    (note, *_) = composed().content["notes"]
    assert note["text"] == (
        "改造道路，已核实27条；口径2016年1月1日起（版本64646464）；事实214条，载于账簿第12至39条（共28个条目）；应报5个单位，已报4个。"
    )


def test_a_figure_without_facts_is_not_printed() -> None:
    done = compose(bulletin(), as_of=AS_OF, head=HEAD, ask=lambda id, q: _none(id, q, "roads_rebuilt"), holder=holder)
    assert isinstance(done, list)
    assert [(refusal.code, refusal.at) for refusal in done] == [
        ("figure_without_value", "bulletin party_work_2017_09, text, line 6, column 18")
    ]


def _none(id: str, question: Mapping[str, str], without: str) -> Asked | Refusal:
    asked = ask(id, question)
    if id != without or isinstance(asked, Refusal):
        return asked
    return replace(asked, figure={**asked.figure, "value": None, "exact": None})


def test_numerals_that_only_conditions_bring_together_are_refused() -> None:
    assert refused(text="共二{if roads_rebuilt > 4}十{end}。") == ["number_typed_in"]


def test_an_unknown_indicator_and_an_empty_post_are_refused() -> None:
    assert refused(text="{unheard_of}") == ["indicator_unknown"]
    assert refused(signed_off={"issued": "nobody"}) == ["post_without_holder"]
    assert refused(date="2017-04-25") == ["as_of_after_date"]


def test_signatures_stand_by_post_in_the_order_of_signing() -> None:
    assert composed().content["signed_off"] == [
        {"role": "拟稿", "post": "office.drafter", "name": "袁听雨"},
        {"role": "审核", "post": "office.deputy", "name": "邵行之"},
        {"role": "签发", "post": "office.head", "name": "温令仪"},
    ]


def test_a_later_correction_gives_exactly_one_erratum() -> None:
    content = composed().content
    assert errata(content, ask) == []
    (erratum,) = errata(content, with_value("roads_rebuilt", "26"))
    assert (erratum.note, erratum.printed, erratum.now, erratum.entries) == (1, "27条", "26条", (1300,))
    assert erratum.text("zh") == "“改造道路”原印27条，现为26条（条目1300）。"
    (erratum,) = errata(content, with_value("roads_rebuilt", "26"), "en")
    assert erratum.text("en") == "roads_rebuilt: printed 27, now 26 (entry 1300)."


def test_composing_twice_gives_the_same_bytes() -> None:
    first, second = composed(), composed()
    assert isinstance(first, Composed) and first.bytes() == second.bytes()
    assert first.digest() != composed(running=148).digest()


def test_a_range_of_ranks_is_said_as_one() -> None:
    done = compose(
        bulletin(text="居全省第{money_rank}。", editors_note=""),
        as_of=AS_OF, head=HEAD, ask=with_value("money_rank", "1-2"), holder=holder,
    )  # fmt: skip
    assert isinstance(done, Composed)
    assert "".join(run["text"] for run in done.content["blocks"][0]["runs"]) == "居全省第1至2名。"


def test_a_contributor_stands_in_brackets() -> None:
    for given in ("市重点办", "（供稿：市重点办）"):
        runs = composed(contributor=given).content["contributor"]
        assert "".join(run["text"] for run in runs) == "（供稿：市重点办）"
