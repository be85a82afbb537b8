"""The first page of a person: what is theirs by the clock, what waits to be verified, what came back, what has changed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from hetang.matters.kinds import Act, Kind
from hetang.matters.story import Matter
from hetang.office.reads import drafts
from hetang.office.reads.lineage import Told as ToldFact
from hetang.office.reads.matter_lines import Line
from hetang.office.reads.today import Change, Today, ToVerify
from hetang.terms.dates import day_of_us
from hetang.web import fact_rows, matter_list
from hetang.web.desk import Desk
from hetang.web.matter_words import Sign, clock_sign, matter_link, matter_title
from hetang.web.pages import address

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def tally(desk: Desk, found: Today) -> list[dict[str, Any]]:
    counts = (
        ("overdue", found.overdue, "#mine", found.overdue > 0),
        ("due_today", found.due_today, "#mine", False),
        ("to_verify", len(found.to_verify), "#verify", False),
        ("returned", len(found.returned) + len(found.returned_facts), "#back", False),
        ("conference", len(found.conference), "#conference", False),
    )
    told = [{"n": n, "word": desk.t(f"today.tally_{name}"), "href": href, "over": over} for name, n, href, over in counts]
    if drafts.editing(desk.person) is None:
        href = f"{address('drafts')}?state=new"
        told.append({"n": drafts.waiting(), "word": desk.t("today.tally_drafts"), "href": href, "over": False})
    return told


def day_said(desk: Desk, day: date) -> str:
    """ "2017年4月26日 星期三，工作日": whether it is worked where the calendar tells."""
    worked = desk.pack.calendar.workday(day)
    said = desk.plain("weekdays.said", day=desk.day(day), weekday=desk.plain(f"weekdays.{WEEKDAYS[day.weekday()]}"))
    return said if worked is None else said + desk.plain("weekdays.workday" if worked else "weekdays.off")


def mine(desk: Desk, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """By the clock, each with the act that moves it on and that this person may do."""
    states = desk.asker.states([line.id for line in lines])
    told = []
    for line in lines:
        state = states[line.id]
        act = first_act(desk, state) if state is not None else None
        told.append(
            {
                "row": matter_list.row(desk, line),
                "act": {"name": desk.titled(act.name), "href": address("act", line.id, act.id)} if act else None,
                "waits": line.clock is not None and line.clock.held,
            }
        )
    return told


def first_act(desk: Desk, state: Matter, verifying: bool = False) -> Act | None:
    """The first declared act that moves it on from this step and that these relations let the person do; detours come last."""
    kind, related = desk.asker.kind_of(state), desk.asker.related(state)
    acts = [act for act in _at(kind, state.step) if (act.verifies if verifying else act.to in kind.steps)]
    acts.sort(key=lambda act: act.to in kind.steps and kind.steps[act.to].side)
    return next((act for act in acts if desk.asker.authority.matches(act.may, related, desk.person)), None)


def _at(kind: Kind, step: str) -> list[Act]:
    return [act for act in kind.acts.values() if step in act.from_ and not act.opens and not act.clock_only]


def to_verify(desk: Desk, found: Sequence[ToVerify]) -> list[dict[str, Any]]:
    """Without the reported value: whoever verifies looks first and compares then. What one act verifies stands in one row."""
    told = []
    states = desk.asker.states([one.matter.id for one in found if one.matter])
    for together in _together(found):
        one = together[0]
        fact = one.fact.row
        state = states[one.matter.id] if one.matter else None
        act = first_act(desk, state, verifying=True) if state is not None else None
        told.append(
            {
                "sign": clock_sign(desk, one.matter.clock) if one.matter else Sign("", ""),
                "fact": _measures(desk, together),
                "day": _days(desk, together),
                "where": desk.place(fact.place),
                "matter": {"href": address("matter", one.matter.id), "title": matter_title(desk, one.matter)}
                if one.matter
                else None,
                "by": desk.person_name(fact.recorded_by) if fact.recorded_by else "",
                "organisation": desk.organisation(fact.organisation),
                "evidence": desk.t("facts.evidence_count", n=len(one.fact.evidence))
                if one.fact.evidence and not desk.sees_evidence
                else fact_rows.evidence_note(desk, one.fact.evidence) or desk.t("today.pieces", n=_pieces(together)),
                "barred": desk.said(one.barred.says) if one.barred else "",
                "href": address("act", state.id, act.id) if state is not None and act is not None else "",
            }
        )
    return told


def _together(found: Sequence[ToVerify]) -> list[list[ToVerify]]:
    """Facts of one matter, by one recorder and with evidence or without, in the order of the first."""
    groups: dict[tuple[object, ...], list[ToVerify]] = {}
    for one in found:
        fact = one.fact.row
        key = (one.matter.id, fact.recorded_by, bool(one.fact.evidence), one.barred) if one.matter else (fact.entry, fact.row)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _measures(desk: Desk, together: Sequence[ToVerify]) -> str:
    measures = desk.pack.definitions.measures
    names = list(dict.fromkeys(desk.titled(measures[one.fact.row.measure].name) for one in together))
    return desk.plain("acts.join").join(names)


def _days(desk: Desk, together: Sequence[ToVerify]) -> str:
    days, year = sorted({one.fact.row.happened_on for one in together}), desk.today.year
    said = desk.day(days[0], year)
    if len(together) > 1:
        span = f"{said}–{desk.day(days[-1], year)}" if len(days) > 1 else said
        return desk.plain("today.facts", days=span, n=len(together))
    return said


def _pieces(together: Sequence[ToVerify]) -> int:
    return len({piece.digest for one in together for piece in one.fact.evidence})


def returned(desk: Desk, changes: Sequence[Change], facts: Sequence[ToldFact]) -> list[dict[str, Any]]:
    """Matters that came back to an earlier step, and facts of this person that were not taken."""
    told = [change(desk, one) for one in changes]
    for fact in facts:
        stands = fact_rows.standing(desk, fact)
        measure = desk.titled(desk.pack.definitions.measures[fact.row.measure].name)
        note = desk.plain("facts.comma").join(str(part) for part in (stands["state_word"], stands["state_note"]) if part)
        told.append(
            {
                "href": address("row", fact.row.entry, fact.row.row),
                "title": desk.plain("today.fact", measure=measure, day=desk.day(fact.row.happened_on, desk.today.year)),
                "when": "",
                "note": note,
                "matter": matter_link(desk, fact.row.matter) if fact.row.matter else "",
            }
        )
    return told


def changed(desk: Desk, changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Each matter once, by its newest change, with how many came before it."""
    newest: dict[str, Change] = {}
    for one in changes:
        newest.setdefault(one.matter.id, one)
    times = Counter(one.matter.id for one in changes)
    told = []
    for id, one in newest.items():
        row = change(desk, one)
        more = desk.plain("facts.comma") + desk.t("today.changed_more", n=times[id] - 1) if times[id] > 1 else ""
        told.append({**row, "note": f"{row['note']}{more}"})
    return told


def change(desk: Desk, one: Change) -> dict[str, Any]:
    title = matter_title(desk, one.matter)
    sealed_on = day_of_us(one.sealed_us, desk.pack.time_zone)
    return {
        "href": f"{address('matter', one.matter.id)}#story",
        "title": title,
        "when": desk.day(one.happened_on, desk.today.year),
        "note": desk.plain("today.change", act=desk.said(one.act_name), step=desk.said(one.matter.step_name)),
        "matter": "",
        "sealed": desk.day(sealed_on),
    }


def conference(desk: Desk, lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [
        {
            "href": address("matter", line.id),
            "title": matter_title(desk, line),
            "note": desk.plain("today.since", step=desk.said(line.step_name), day=desk.day(line.last_on, desk.today.year)),
        }
        for line in lines
    ]
