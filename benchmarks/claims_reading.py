"""Numbers of annotated texts: which are found to the character, with their value, unit and relation, beside one regular expression.

`python -m benchmarks.claims_reading FOLDER --errors` measures a folder of NAME.txt with NAME.tsv (columns start, end, surface, value,
unit, kind, claim 1, 0 or s, approx; offsets in code points); so does HETANG_ANNOTATED=FOLDER. Without a folder: sentences of its own.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from random import Random

from benchmarks.pairs import Row, report, timed
from benchmarks.said_numbers import chinese, grouped, wide
from benchmarks.sizes import Size
from hetang.claims.claim import Number
from hetang.claims.reading import read_numbers
from hetang.terms.quantities import decimal_text
from hetang.terms.units import SCALES, UNITS

BARS = {"recall": 0.99, "precision": 0.99, "value and unit": 0.99, "relation": 0.98}
TOLD = {"CNY": "元"}   # how an annotation says a unit that is told otherwise

# What somebody without a grammar would write: digits, a scale, a unit of the table.
_UNITS = "|".join(sorted((re.escape(name) for name in UNITS if name != "1"), key=len, reverse=True))
RIVAL = re.compile(rf"(?P<number>\d+(?:\.\d+)?)(?P<scale>万亿|亿|万)?(?P<unit>{_UNITS})")


@dataclass(frozen=True)
class Wanted:
    """One row of an annotation."""

    start: int
    end: int
    value: str
    unit: str
    kind: str
    claim: str
    relation: str


@dataclass(frozen=True)
class Annotated:
    name: str
    text: str
    rows: tuple[Wanted, ...]


@dataclass
class Score:
    """Counts by kind and the sum of all under ""; `errors` in the words of a list to be read."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    related: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def wanted(self, kind: str = "") -> int:
        return self.found[kind] + self.missed[kind]

    def shares(self, kind: str = "") -> dict[str, float]:
        found = self.found[kind]
        return {
            "recall": found / max(1, found + self.missed[kind]), "precision": found / max(1, found + self.false[kind]),
            "value and unit": self.exact[kind] / max(1, found), "relation": self.related[kind] / max(1, found),
        }  # fmt: skip


def texts_of(folder: Path) -> list[Annotated]:
    """Every NAME.tsv beside its NAME.txt."""
    return [_text_of(path) for path in sorted(folder.glob("*.tsv")) if path.with_suffix(".txt").exists()]


def _text_of(path: Path) -> Annotated:
    with path.open(encoding="utf-8", newline="") as lines, path.with_suffix(".txt").open(encoding="utf-8", newline="") as text:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        wanted = tuple(
            Wanted(int(row["start"]), int(row["end"]), row["value"], TOLD.get(row["unit"], row["unit"]), row["kind"],
                   row["claim"], row["approx"] or "eq")
            for row in rows
        )  # fmt: skip
        return Annotated(path.stem, text.read(), wanted)


def score(texts: Iterable[Annotated], read: Callable[[str], Sequence[Number]]) -> Score:
    """Exact spans only; what the annotation calls debatable counts neither way."""
    told = Score()
    for one in texts:
        found = {(number.start, number.end): number for number in read(one.text)}
        wanted = {(row.start, row.end): row for row in one.rows if row.claim == "1"}
        debatable = [(row.start, row.end) for row in one.rows if row.claim == "s"]
        for span, row in wanted.items():
            _judge(told, one, row, found.get(span))
        for (start, end), number in found.items():
            if (start, end) not in wanted and not any(start < last and first < end for first, last in debatable):
                told.false.update(("", number.kind))
                told.errors.append(f"{one.name} false   {_shown(one.text, start, end)} {number.value} {number.unit} {number.kind}")
    return told


def _judge(told: Score, one: Annotated, row: Wanted, number: Number | None) -> None:
    kinds = ("", row.kind)
    shown = _shown(one.text, row.start, row.end)
    if number is None:
        told.missed.update(kinds)
        told.errors.append(f"{one.name} missed  {shown} {row.value} {row.unit} {row.kind}")
        return
    told.found.update(kinds)
    exact, related = (row.value, row.unit) == (number.value, number.unit), row.relation == number.relation
    told.exact.update(kinds if exact else ())
    told.related.update(kinds if related else ())
    if not (exact and related):
        told.errors.append(
            f"{one.name} wrong   {shown} wanted {row.value} {row.unit} {row.relation}, read {number.value} {number.unit} {number.relation}"
        )


def _shown(text: str, start: int, end: int) -> str:
    """A dozen characters on either side, the number in brackets, on one line."""
    return f"…{text[max(0, start - 12) : start]}[{text[start:end]}]{text[end : end + 8]}…".replace("\n", "⏎")


def by_expression(text: str) -> list[Number]:
    """The rival."""
    numbers = []
    for match in RIVAL.finditer(text):
        value = Fraction(match["number"]) * SCALES.get(match["scale"] or "", 1)
        unit = {"公里": "km", "平方米": "㎡", "立方米": "m³", "百分点": "pp", "吨": "t"}.get(match["unit"], match["unit"])
        numbers.append(Number(match.start(), match.end(), match[0], decimal_text(value), value, value, None, unit, unit, "", "eq"))
    return numbers


# {} is the number as it is said; the rest of the line is its annotation: unit as said, unit as told, kind, relation.
SAID = (
    ("全镇改造道路{}，", "公里", "km", "quantity", "eq"), ("完成投资{}；", "元", "元", "money", "eq"),
    ("惠及近{}。", "户", "户", "count", "lt"), ("超过{}的产能，", "吨", "t", "quantity", "gt"),
    ("新建停车场{}左右，", "处", "处", "count", "about"), ("不低于{}。", "人次", "人次", "count", "ge"),
    ("占全部的{}，", "%", "%", "percent", "eq"), ("提高{}；", "个百分点", "pp", "percent", "eq"),
    ("出口额达{}，", "美元", "USD", "money", "eq"), ("修缮房屋{}以上。", "平方米", "㎡", "quantity", "ge"),
    ("连续{}下降，", "年", "年", "duration", "eq"), ("是上年的{}，", "倍", "倍", "comparison", "eq"),
)  # fmt: skip
PASSED = (
    "2021年3月5日，", "按照〔2022〕15号文件，", "第三季度，", "“十四五”时期，", "一、基本情况。\n", "依托5G网络，", "三年行动中，",
    "第二十条规定，", "开展一次专项检查，", "12345热线受理，",
)  # fmt: skip
SMALL = frozenset(("%", "个百分点", "年", "倍"))


def own_texts(count: int, seed: int = 20261129) -> list[Annotated]:
    """So many texts of twenty sentences; every number in one of five ways of writing."""
    random = Random(seed)
    return [_own_text(f"own {number}", random) for number in range(count)]


def _own_text(name: str, random: Random) -> Annotated:
    text, rows = "", []
    for _ in range(20):
        if random.random() < 0.3:
            text += random.choice(PASSED)
            continue
        frame, said, told, kind, relation = random.choice(SAID)
        before, after = frame.split("{}")
        value = Fraction(random.randint(3, 29)) if said == "年" else Fraction(random.randint(20, 9_999), 10)
        value = value if said in SMALL else Fraction(random.randint(3, 9_999)) * 10 ** random.randint(0, 4)
        number = _way(value, random) + said
        start = len(text) + len(before)
        rows.append(Wanted(start, start + len(number), decimal_text(value), told, kind, "1", relation))
        text += f"{before}{number}{after}"
    return Annotated(name, text, tuple(rows))


def _way(value: Fraction, random: Random) -> str:
    plain = decimal_text(value)
    ways = [plain, grouped(plain), wide(plain), chinese(value)]
    if value >= 20_000:
        ways.append(f"{decimal_text(value / 10**4)}万")
    return random.choice(ways)


def run(size: Size) -> list[Row]:
    folder = os.environ.get("HETANG_ANNOTATED")
    texts = texts_of(Path(folder)) if folder else own_texts(size.acts)
    return rows_of(texts, size.runs)


def rows_of(texts: list[Annotated], runs: int = 1) -> list[Row]:
    """Shares of all and by kind, beside the rival's."""
    ours, rival = score(texts, lambda text: read_numbers(text).numbers), score(texts, by_expression)
    read_s = min(timed(lambda: [read_numbers(one.text) for one in texts]) for _ in range(runs))
    rival_s = min(timed(lambda: [by_expression(one.text) for one in texts]) for _ in range(runs))
    rows = []
    for what, share in ours.shares().items():
        theirs, bar = f"one expression for digits and units: {rival.shares()[what]:.3f}", BARS[what]
        rows.append(Row(f"{what}, {ours.wanted():,} claims", read_s, theirs, rival_s, share, f">= {bar:g}", share >= bar))
    for kind in sorted({*ours.found, *ours.missed} - {""}):
        theirs = f"{rival.shares(kind)['recall']:.3f}"
        rows.append(Row(f"recall, {kind} ({ours.wanted(kind):,})", 0.0, theirs, 0.0, ours.shares(kind)["recall"], "", None))
    return rows


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.claims_reading", description=__doc__)
    parser.add_argument("folder", type=Path, help="NAME.txt with NAME.tsv")
    parser.add_argument("--errors", action="store_true", help="list what was missed, false or wrong")
    parser.add_argument("--out", type=Path, default=Path("var/bench"), metavar="DIR", help="where the JSON goes")
    asked = parser.parse_args()
    texts = texts_of(asked.folder)
    if not texts:
        parser.error(f"no NAME.tsv beside a NAME.txt in {asked.folder}")
    report("claims_reading", rows_of(texts), asked.out)
    if asked.errors:
        print("\n".join(score(texts, lambda text: read_numbers(text).numbers).errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
