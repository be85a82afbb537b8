"""Errors planted in drafts about the reference city: how many are flagged with the right verdict, how many right numbers are, too.

`python -m benchmarks.planted` prints the same by class, with lists of what went wrong.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import hetang
from benchmarks import planted_sentences as say
from benchmarks.pairs import Row, agree
from benchmarks.planted_drafts import Generator
from benchmarks.planted_texts import RENAMED, searched, text_plantings
from benchmarks.planting import FLAGS, RIGHT_VERDICTS, Known, Mark, PlantedDraft
from benchmarks.sizes import Size
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.figures.shapes import Window
from hetang.office.journal.packs import active_pack
from hetang.office.reads.figures import figure
from hetang.terms.quantities import parse_number
from hetang.web.checking import check_text, draft_under
from hetang.wiring.commands.city import load_city

REFERENCE, AS_OF = Path(hetang.__file__).parents[2] / "packs" / "jingdezhen", date(2017, 4, 26)
ENDS = [date(2016, month, day) for month, day in ((6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31))] + [
    date(2017, 1, 31), date(2017, 2, 28), date(2017, 3, 31),
]  # fmt: skip
WINDOWS = {
    "2015年，": (date(2015, 1, 1), date(2015, 12, 31)), "前年，": (date(2015, 1, 1), date(2015, 12, 31)),
    "今年以来，": (date(2017, 1, 1), AS_OF), "去年上半年，": (date(2016, 1, 1), date(2016, 6, 30)),
    "2016年下半年，": (date(2016, 7, 1), date(2016, 12, 31)), "2016年一季度，": (date(2016, 1, 1), date(2016, 3, 31)),
    "2015年以来，": (date(2015, 1, 1), AS_OF),
}  # fmt: skip
ORGANISATIONS = {
    "cj-gardens": "昌江区园林绿化所", "zs-build": "珠山区住房和城乡建设局", "jdz-gardens": "市园林管理局", "jdz-works": "市市政工程管理处",
}  # fmt: skip
EACH, RIGHT = 10, 20
BAR_ERRORS, BAR_RIGHT = 0.98, 0.99
Claims = Sequence[dict[str, Any]]
Checker = Callable[[str], Claims]   # the claims of a text, as `hetang check` tells them


@dataclass
class Score:
    """By class: how many, how many as they should be; and what was not."""

    errors: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    supported: Counter[str] = field(default_factory=Counter)
    links: int = 0
    wrong_links: int = 0
    failures: dict[tuple[str, ...], str] = field(default_factory=dict)   # the same failure of several copies once
    seconds: float = 0.0
    characters: int = 0

    @property
    def share_caught(self) -> float:
        return sum(self.caught.values()) / max(1, sum(self.errors.values()))

    @property
    def share_spared(self) -> float:
        return 1 - sum(self.flagged.values()) / max(1, sum(self.right.values()))

    @property
    def share_linked_right(self) -> float:
        return 1 - self.wrong_links / max(1, self.links)


def score(drafts: Iterable[PlantedDraft], check: Checker) -> Score:
    told = Score()
    for draft in drafts:
        begun = time.perf_counter()
        claims = check(draft.text)
        told.seconds += time.perf_counter() - begun
        told.characters += len(draft.text)
        met = {mark: [one for one in claims if one["start"] < mark.end and mark.start < one["end"]] for mark in draft.marks}
        for mark, found in met.items():
            group = [one for other, them in met.items() if mark.group and other.group == mark.group for one in them]
            spoilt = {claims.index(one) for other, them in met.items() if other.kind != "right" for one in them}
            _count(told, draft, mark, found, group or found, spoilt)
    return told


def _count(told: Score, draft: PlantedDraft, mark: Mark, found: Claims, group: Claims, spoilt: set[int]) -> None:
    """`group`: the claims of which one must be flagged; `spoilt`: those with which even a right number may disagree."""
    for one in found:
        if one["figure"] is not None:
            told.links += 1
            if one["figure"] not in (mark.figure or "").split("|"):
                told.wrong_links += 1
                _note(told, "wrong link", draft, mark, found)
    verdicts = [one["verdict"] for one in found]
    if mark.kind == "error":
        caught = any(one["verdict"] in RIGHT_VERDICTS[mark.name] for one in group)
        told.errors[mark.name] += 1
        told.caught[mark.name] += caught
        if not caught:
            _note(told, "missed", draft, mark, found)
    elif mark.kind == "right":
        told.right[mark.name] += 1
        told.supported[mark.name] += "supported" in verdicts
        if any(one["verdict"] in FLAGS and not (one["verdict"] == "inconsistent" and spoilt & set(one["with"])) for one in found):
            told.flagged[mark.name] += 1
            _note(told, "flagged", draft, mark, found)
        elif mark.figure is not None and "supported" not in verdicts:
            _note(told, "not supported", draft, mark, found)


def _note(told: Score, what: str, draft: PlantedDraft, mark: Mark, found: Claims) -> None:
    verdicts = "; ".join(f"{one['surface']} {one['verdict']} {one['figure']} {one['about']}" for one in found)
    key = (what, mark.name, mark.figure or "", draft.text[mark.start : mark.end], verdicts)
    told.failures.setdefault(key, _line(what, draft, mark, found))


def _line(what: str, draft: PlantedDraft, mark: Mark, found: Claims) -> str:
    before = draft.text[max(draft.text.rfind("\n", 0, mark.start), draft.text.rfind("。", 0, mark.start)) + 1 : mark.start]
    after = draft.text[mark.end : mark.end + 25].split("\n")[0]
    where = f"{before}【{draft.text[mark.start : mark.end]}】{after}"
    said = "; ".join(
        f"{one['surface']}: {one['verdict']} {one['figure'] or '-'} about “{one['about']}” ({one['why']['en'][:140]})" for one in found
    )
    return f"{what} | {mark.name} | {mark.figure or '-'} | {where} | {said or 'no claim read'}"


def what_is_known() -> dict[str, Known]:
    """Every indicator that a sentence speaks of, as the ledger has it."""
    names = {**say.YEARLY, **say.STANDING, **say.FIVE_YEARS, **say.RANKS}
    found = {}
    pack = active_pack()
    assert pack is not None
    for id in names:
        now = _figure(Ask(id, AS_OF))
        indicator = pack.definitions.indicator(id, AS_OF)
        if now is None or indicator is None or not isinstance(now.exact, int | Fraction):
            continue
        yearly = id in say.YEARLY
        found[id] = Known(
            id, Fraction(now.exact), now.unit, indicator.decimals, _number(now.ladder.get("reported")),
            tuple((day, value) for day in ENDS if (value := _value(Ask(id, day, known_at=day))) is not None) if id not in say.RANKS else (),
            {name: value for place, name in say.DISTRICTS.items() if yearly and (value := _value(Ask(id, AS_OF, place=place)))},
            {when: _value(Ask(id, AS_OF, period=Window(*window))) for when, window in WINDOWS.items()} if yearly else {},
            {name: value for organ, name in ORGANISATIONS.items() if yearly and (value := _value(Ask(id, AS_OF, organisation=organ)))},
        )  # fmt: skip
    return found


def _figure(ask: Ask) -> Figure | None:
    found = figure(ask)
    return found if isinstance(found, Figure) else None


def _value(ask: Ask) -> Fraction | None:
    found = _figure(ask)
    return _number(found.value) if found is not None else None


def _number(text: str | None) -> Fraction | None:
    return parse_number(text) if text is not None else None


def checked(text: str) -> Claims:
    claims: Claims = check_text(text, draft_under(AS_OF)).to_json()["claims"]
    return claims


def rows_of(told: Score, rival: Score, what: str, renamed: bool = False) -> list[Row]:
    def row(name: str, ours: float, theirs: float, bar: float) -> Row:
        said = f"a search for the printed values: {theirs:.3f}"
        return Row(f"{what}: {name}", told.seconds, said, rival.seconds, ours, f">= {bar:g}", ours >= bar)

    caught = row(f"share of {sum(told.errors.values())} errors flagged rightly", told.share_caught, rival.share_caught, BAR_ERRORS)
    return [
        *([] if renamed else [caught]),   # what is called otherwise may well be found nowhere
        row(f"share of {sum(told.right.values())} right numbers not flagged", told.share_spared, rival.share_spared, BAR_RIGHT),
        row(f"share of {told.links} links that are right", told.share_linked_right, rival.share_linked_right, 1),
    ]


def run(size: Size) -> list[Row]:
    if not size.city:
        return [row for name, told, rival in text_plantings(None, score, copies=2) for row in rows_of(told, rival, name, RENAMED in name)]
    agree("loading of the reference city", load_city(REFERENCE, None, "en"), 0)
    told, rival = planted(EACH, RIGHT)
    return rows_of(told, rival, "drafts about the reference city")


def planted(each: int, right: int) -> tuple[Score, Score]:
    known = what_is_known()
    drafts = Generator(known).drafts(each, right)
    return score(drafts, checked), score(drafts, searched({one.told for one in known.values()}))


def table(told: Score) -> str:
    lines = [f"{'class':<34} {'errors':>7} {'caught':>7}   accepted verdicts"]
    for name, count in told.errors.items():
        lines.append(f"{name:<34} {count:>7} {told.caught[name]:>7}   {', '.join(sorted(RIGHT_VERDICTS[name]))}")
    lines.append(f"{'worded':<34} {'right':>7} {'flagged':>7} {'supported':>9}")
    lines += [f"{name:<34} {count:>7} {told.flagged[name]:>7} {told.supported[name]:>9}" for name, count in told.right.items()]
    lines.append(
        f"caught {told.share_caught:.4f}  spared {told.share_spared:.4f}  links {told.links}, wrong {told.wrong_links}"
        f"  {told.characters:,} characters in {told.seconds:.2f} s"
    )
    return "\n".join(lines)
