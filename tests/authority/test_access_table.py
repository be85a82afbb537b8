"""The reviewed table of access, written from the law, against what authority answers for the kinds of packs/base."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hetang.matters.kinds import Kind
from tools.access import BARRED, KNOW, Row, base_kinds, differences, faults, read_table

FIRST = 20


@cache
def table() -> tuple[list[Row], list[Kind], list[str]]:
    return (read_table(), *base_kinds())


def test_the_table_has_a_clause_and_a_rule_for_every_row_and_names_only_what_there_is() -> None:
    assert faults(*table()) == []


def test_authority_answers_as_the_table_written_from_the_law() -> None:
    found = [str(difference) for difference in differences(*table())]
    assert not found, "\n".join([f"{len(found)} differences between docs/rules/access.csv and packs/base, the first:", *found[:FIRST]])


def test_every_act_of_every_kind_stands_in_the_table() -> None:
    rows, kinds, _ = table()
    missing = [
        f"{kind.id} {act}" for kind in kinds for act in (KNOW, *kind.acts)
        if not any(row.may and row.says(kind.id, act, who) for row in rows for who in row.who)
    ]  # fmt: skip
    assert missing == []


def test_every_bar_is_a_row_for_every_kind() -> None:
    rows, kinds, _ = table()
    for who in set(BARRED) - {"recused"}:
        assert all(any(not row.may and row.says(kind.id, KNOW, who) for row in rows) for kind in kinds), who


def test_a_row_taken_out_of_the_table_is_missed() -> None:
    rows, kinds, roles = table()
    task = [kind for kind in kinds if kind.id == "task"]
    before = set(map(str, differences(rows, task, roles)))
    accepting = [row for row in rows if row.may and row.says("task", "accept", "verifier")]
    found = set(map(str, differences([row for row in rows if row not in accepting], task, roles))) - before
    assert "task@2016-01-01 accept: verifier — the table says may not, authority says may" in found


def test_an_act_opened_to_more_or_to_one_alone_is_seen() -> None:
    rows, kinds, roles = table()
    complaint = next(kind for kind in kinds if kind.id == "complaint")
    wider = {**complaint.acts, "conclude": replace(complaint.acts["conclude"], may=("role:discipline_head", "role:investigator"))}
    wider["check"] = replace(wider["check"], two=False)
    found = {str(one) for one in differences(rows, [replace(complaint, acts=wider)], roles)}
    where = f"complaint@{complaint.version}"
    assert f"{where} conclude: role:investigator — the table says may not, authority says may" in found
    assert f"{where} check: alone — the table says may not, authority says may" in found


def test_a_complaint_shown_to_all_is_seen() -> None:
    rows, kinds, roles = table()
    complaint = next(kind for kind in kinds if kind.id == "complaint")
    found = differences(rows, [replace(complaint, sees=("all",))], roles)
    assert {"anyone", "role:convener", "party"} <= {one.who for one in found if one.act == KNOW}
    assert not {one.who for one in found} & set(BARRED)


def test_an_act_that_the_doer_of_the_step_before_may_do_is_seen() -> None:
    rows, kinds, roles = table()
    task = next(kind for kind in kinds if kind.id == "task")
    open_to_doer = {**task.acts, "accept": replace(task.acts["accept"], apart=(), verifies=())}
    found = {str(one) for one in differences(rows, [replace(task, acts=open_to_doer)], roles)}
    assert "task@2016-01-01 accept: did:report — the table says may not, authority says may" in found
