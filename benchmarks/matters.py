"""Matters: one act from end to end, a history replayed, and what is due today among very many."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, islice
from typing import Any

from django.db import connection, transaction

from benchmarks.appends import make_rival
from benchmarks.houses import KEEPERS, STEPS, UNTIL, deeds, house_city
from benchmarks.pairs import Row, agree, of_pairs, rate, share, spent, timed, within
from benchmarks.sizes import Size
from hetang.matters.act import MatterAct
from hetang.matters.story import Matter
from hetang.office.actions.act_on_matter import act_on_matter
from hetang.office.actions.open_city import open_city
from hetang.office.actions.replay import replay
from hetang.office.actions.tick import Ticked, tick
from hetang.office.journal import bulk
from hetang.office.journal.packs import active_pack
from hetang.office.journal.states import MATTER, row_of, states_of
from hetang.office.reads.knowing import asker_of
from hetang.office.reads.matter_filter import Sieve
from hetang.office.reads.matters import Page, listed
from hetang.office.reads.today import today
from hetang.terms.ids import derived_id

BAR_ACT, BAR_REPLAY, BAR_DUE_MS = 0.4, 3_000, 100.0
DUE_SHARE = 500   # of so many open matters one is due
PAGE = 50
NOTHING = Ticked(0, 0)


def run(size: Size) -> list[Row]:
    """On the database of this process."""
    open_city(house_city())
    return [_one_act(size), _replayed(size), *_due_today(size)]


def _one_act(size: Size) -> Row:
    """The life of households, act by act: surveyed (two facts), agreed (a fact), paid, moved (a fact), archived.

    The clock is looked at, the act decided, its entries chained, facts and matter kept; the rival commits one row.
    """
    rival, pairs = make_rival(), []
    for number, act in enumerate(islice(_acts(), size.acts + 1)):
        ours = timed(lambda act=act: _accepted(act))   # type: ignore[misc]
        row = (number, act.id, "bare", json.dumps(dict(act.fields)).encode(), "", str(number), 0)
        pairs.append((ours, timed(lambda row=row: rival.insert({"entry": [row]}))))   # type: ignore[misc]
    synced = "FULL" if connection.vendor == "sqlite" else "synchronous_commit"
    what = f"one act on a matter end to end, over five acts of households ({connection.vendor})"
    return share(what, f"bare one-row commit, {synced}", BAR_ACT, of_pairs(pairs[1:]))


def _acts() -> Iterator[MatterAct]:
    asked: dict[str, dict[str, str]] = {
        "survey": {"title": "house", "area": "80.5", "location": "place-1", "bureau": "bureau-1"}, "agree": {"money": "500000"},
    }
    for number in count():
        for name, after in STEPS:
            id = derived_id("bench act", str(number), name)
            person = "zhou" if name == "pay" else "lin"
            day = date(2016, 3, 1) + timedelta(days=after)
            yield MatterAct(id, "house", derived_id("bench matter", str(number)), name, day, person, fields=asked.get(name, {}))


def _accepted(act: MatterAct) -> None:
    agree("what became of the act", [type(one).__name__ for one in act_on_matter(act)[:1]], ["Accepted"])


def _replayed(size: Size) -> Row:
    """With progress told; the clock's acts and verdicts among them. Counted are the acts on matters."""
    history, told = deeds(size.houses), list[int]()
    before = _count("matter_entry")

    def ours() -> None:
        replayed = replay(history, KEEPERS, derived_id("bench replay"), UNTIL, lambda done, of: told.append(done))
        agree("refused deeds", replayed.refused, [])

    took = spent(ours)
    acts = _count("matter_entry") - before
    agree("whether progress was told", told != [], True)
    what = f"{acts:,} acts on {size.houses:,} matters replayed, {_count('fact'):,} facts ({connection.vendor})"
    return rate(what, acts, took, BAR_REPLAY, "acts")


def _due_today(size: Size) -> Iterator[Row]:
    """The city's open matters stand as one of them stands, each with a limit of its own; a few are due."""
    day = asker_of("lin").day
    due, found = _many(size.matters, day), list[int]()

    def first_page() -> None:
        page = listed(asker_of("lin"), Sieve(due_before=day + timedelta(days=1)), limit=PAGE)
        assert isinstance(page, Page), page
        found.append(len(page.lines))

    took = statistics.median(timed(first_page) for _ in range(size.runs))
    agree("what is due, a page of it", found[-1], min(PAGE, due))
    what = f"what is due today of {size.matters:,} open matters, its first page ({connection.vendor})"
    yield within(what, took * 1000, BAR_DUE_MS, "ms")
    whole = statistics.median(timed(lambda: today(asker_of("lin"))) for _ in range(size.runs))
    yield within(f"all of a person's own day among them ({connection.vendor})", whole * 1000, BAR_DUE_MS, "ms")
    looked = timed(lambda: agree("what the clock did", tick(day), NOTHING))
    yield within(f"the clock's look at all of them, where nothing has passed ({connection.vendor})", looked * 1000, BAR_DUE_MS, "ms")


def _many(matters: int, day: date) -> int:
    """Rows of matters alone, since two hundred thousand acts would take minutes; gives how many are due."""
    pack = active_pack()
    assert pack is not None
    model = _open_one()
    row = dict(zip(MATTER, row_of(model, pack.kinds), strict=True))
    with transaction.atomic():
        bulk.execute("DELETE FROM matter")
        bulk.insert("matter", MATTER, (_stored(row, model.id, i, day) for i in range(matters)))
    if connection.vendor == "postgresql":
        bulk.execute("ANALYZE matter")
    return -(-matters // DUE_SHARE)


def _open_one() -> Matter:
    act = replace(next(_acts()), id=derived_id("bench model"), matter=derived_id("bench model matter"))
    _accepted(act)
    (model,) = states_of([act.matter])
    return model


def _stored(row: dict[str, Any], model: str, number: int, day: date) -> tuple[Any, ...]:
    id, limit = derived_id("bench open", str(number)), str(day + timedelta(days=1 + number % 700 if number % DUE_SHARE else 0))
    changed = {"id": id, "legal_day": limit, "next_day": limit, "state": row["state"].replace(model, id)}
    return tuple({**row, **changed}.values())


def _count(table: str) -> int:
    return int(bulk.select(f"SELECT COUNT(*) FROM {table}")[0][0])
