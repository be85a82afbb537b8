"""Errors planted into annotated texts, against a pack made of their annotations: written, loaded and asked as anyone would."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.planted_drafts import ERRORS, Generator
from benchmarks.planting import Item, Mark, PlantedDraft, sentence
from hetang.terms.quantities import decimal_text, fixed_text, round_to
from hetang.terms.units import unit

UNITS = {"CNY": "元", "USD": "美元", "㎡": "平方米", "km": "公里", "m³": "立方米", "pp": "百分点", "t": "吨", "岁": "", "": ""}
COPIES, SINCE, RENAMED = 12, "1950-01-01", ", other names"
LEVELS, STEM, PARTS = "省市区县州", "溪源", {"shire-east": "东岭镇", "shire-west": "西浦镇"}
INSIDE = ("parts and total", "two values for one thing", "growth against its two values", "shares above all")
OTHER_WORDS = (
    "青石", "白鹭", "长亭", "远山", "晚舟", "新竹", "古井", "流霞", "疏影", "听泉", "望岳", "归雁", "沉香", "墨池", "碎玉", "飞檐",
)  # fmt: skip
DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(.*)", re.S)
# Our own, so that the benchmark runs where no annotated text is at hand: [thing=number].
OWN = """区里交出年终账
2016年，全区完成[地区生产总值=482.6亿元]，同比[地区生产总值增长率=6.3%]。其中，[第一产业增加值=31.2亿元]；[工业增加值=203.5亿元]，[工业增加值增长率=7.1%]。
[新开便民早餐点=146处]，[早餐点日均服务人次=2.35万人次]。[修复沿河步道=18.6公里]，[补植沿河乔木=4270株]。
全年[社区图书馆接待读者=86.4万人次]，[图书外借量=152.8万册]。[城区管网漏损率=8.9%]，[污水集中处理率=93.7%]。
[老旧小区加装电梯=93部]，惠及[加装电梯惠及住户=1260户]。[村级养老驿站=58个]，[养老驿站床位=1164张]。"""


@dataclass(frozen=True)
class Read:
    """`approx` is the relation that the annotation gives: eq lt gt ge about."""

    start: int
    end: int
    thing: str
    value: Fraction
    unit: str
    approx: str = "eq"

    @property
    def meant(self) -> Fraction:
        """A value of which the text is right: a little above 750余万, a little below 近20%."""
        place = Fraction(1)
        while place * 10 <= self.value and self.value % (place * 10) == 0:
            place *= 10
        while self.value % place:
            place /= 10
        moved = {"gt": place * 3 / 10, "lt": -min(place * 2 / 10, self.value * 3 / 100)}
        return self.value + moved.get(self.approx, Fraction(0))


@dataclass(frozen=True)
class Annotated:
    """A text with the numbers in it that somebody else has read."""

    name: str
    text: str
    numbers: tuple[Read, ...]

    @property
    def year(self) -> int:
        """The latest year that the head of the text names, else the latest of all."""
        head, whole = (re.findall(r"((?:19|20)\d\d)年", part) for part in (self.text[:600], self.text))
        return max(map(int, head or whole or ["2016"]))


    @property
    def place(self) -> str:
        """Named in the text's first line, or a made-up name of the level that it speaks of (全省, 我市)."""
        own = re.match(f"(?!.?[全我本各])[\u4e00-\u9fff]{{2,3}}?[{LEVELS}](?=[\u4e00-\u9fff])", self.text)
        if own is not None:
            return own[0]
        said = re.findall(f"[全我本]([{LEVELS}])", self.text)
        return STEM + max(LEVELS, key=said.count)


def annotated(folder: Path) -> Iterator[Annotated]:
    for file in sorted(folder.glob("*.tsv")):
        source = file.with_suffix(".txt")
        if source.is_file():
            rows = list(csv.DictReader(file.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
            if rows and "thing" in rows[0]:
                yield Annotated(file.stem, source.read_text("utf-8"), tuple(_claims(rows)))


def _claims(rows: Iterable[dict[str, str]]) -> Iterator[Read]:
    for row in rows:
        symbol = UNITS.get(row["unit"], row["unit"])
        plain = re.fullmatch(r"\d+(?:\.\d+)?", row["value"] or "")
        usable = row["claim"] == "1" and row["kind"] not in ("rank", "ratio") and row["thing"] and plain
        if usable and (unit(symbol) is not None) and not row["surface"].count("\n"):
            thing = re.sub(r"^[全我本][省市区县]", "", row["thing"])   # the same thing with and without its place
            yield Read(int(row["start"]), int(row["end"]), thing, Fraction(row["value"]), symbol, row["approx"])


def own() -> Annotated:
    text, found = "", []
    for part in re.split(r"(\[[^\]]+\])", OWN):
        if not part.startswith("["):
            text += part
            continue
        thing, said = part[1:-1].split("=")
        digits = re.fullmatch(r"([\d.]+)(万|亿)?(.*)", said)
        assert digits is not None
        value = Fraction(digits[1]) * {"万": 10**4, "亿": 10**8}.get(digits[2] or "", 1)
        text += "增长" if thing.endswith("增长率") else thing
        found.append(Read(len(text), len(text) + len(said), thing, value, digits[3]))
        text += said
    return Annotated("our own text", text, tuple(found))


# --- the pack -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Thing:
    id: str
    name: str
    value: Fraction
    unit: str
    decimals: int

    @property
    def earlier(self) -> Fraction:
        """What was told the month before; and what is reported without evidence."""
        return self._moved(Fraction(81, 100))

    @property
    def reported(self) -> Fraction:
        return self._moved(Fraction(107, 100))

    @property
    def may_be_said(self) -> bool:
        """In a sentence of its own: not what lasts, nor what names a period or a plan itself."""
        return self.unit not in ("年", "月", "天", "季度") and not re.search(r"[\d()（）“]|计划|同期|年", self.name)

    def _moved(self, by: Fraction) -> Fraction:
        moved = round_to(self.value * by, self.decimals)
        step = Fraction(2 if by > 1 else -1, 10**self.decimals)
        return moved if moved != self.value else self.value + (step if self.value + step > 0 else abs(step) * 3)


def things_of(text: Annotated) -> dict[str, Thing]:
    """By name; a thing that the text gives two values is nobody's indicator."""
    values: dict[str, set[tuple[Fraction, str]]] = {}
    apart: dict[str, set[str]] = {}   # those that a remark in brackets alone keeps apart: 新增上市公司(五年)
    for one in text.numbers:
        values.setdefault(one.thing, set()).add((one.meant, one.unit))
        apart.setdefault(re.split(r"[(（]", one.thing)[0], set()).add(one.thing)
    found: dict[str, Thing] = {}
    for name, told in values.items():
        ((value, symbol),) = told if len(told) == 1 else [(Fraction(0), "")]
        if value and len(apart[re.split(r"[(（]", name)[0]]) == 1:
            found[name] = Thing(f"thing_{len(found)}", name, value, symbol, len(decimal_text(value).partition(".")[2]))
    return found


def write_pack(folder: Path, things: Sequence[Thing], text: Annotated, renamed: bool) -> None:
    """A place with two parts, an organisation, a measure and an indicator for each thing, three sheets of one row."""
    chance = Random(7)
    names = [thing.name for thing in things]
    if renamed:
        names = ["".join(chance.sample(OTHER_WORDS, 3)) for _ in things]
    source = {"zh": "由注记写成", "en": "made from annotations"}
    head: dict[str, Any] = {"since": SINCE, "source": source}
    shapes = [{"name": _both(name), "unit": one.unit, "decimals": one.decimals} for one, name in zip(things, names, strict=True)]
    measures = [{"id": one.id, **shape} for one, shape in zip(things, shapes, strict=True)]
    latest = {"floor": "evidenced", "period": "all", "place": "shire", "per": ["place"]}
    indicators = [{"id": f"{one.id}_now", **shape, **latest, "latest": one.id} for one, shape in zip(things, shapes, strict=True)]
    people = [{"id": id, "name": _both(id), "synthetic": True} for id in ("lin", "zhou", "wu")]
    held = (("lin", "recorder"), ("zhou", "keeper"), ("wu", "keeper"))
    grants = [{"person": person, "role": role, "over": "city"} for person, role in held]
    office = {"id": "city", "name": _both(f"{text.place}人民政府"), "kind": "office"}
    roles = [{"id": id, "name": _both(id)} for id in ("recorder", "keeper")]
    facts = [{"measure": one.id, "value": {"column": one.id}, "unit": one.unit} for one in things]
    defaults = {"organisation": "city", "place": "shire", "happened_on": {"column": "day"}, "known_at": {"column": "day"}, "by": "lin"}
    _write(folder / "pack.yaml", {"pack": {
        "name": "annotated", "version": "1.0", "language": 1, "city": _both(text.place), "time_zone": "Asia/Shanghai", "place": "shire",
        "organisation": "city", "synthetic": True, "source": source,
    }})  # fmt: skip
    _write(folder / "places/all.yaml", {**head, "places": [
        {"id": id, "name": _both(name), "kind": "district" if id != "shire" else "city", **({"parent": "shire"} if id != "shire" else {})}
        for id, name in {"shire": text.place, **PARTS}.items()
    ]})  # fmt: skip
    _write(folder / "organisations/all.yaml", {
        **head, "organisations": [office], "people": people, "roles": roles, "grants": grants,
    })  # fmt: skip
    _write(folder / "measures/all.yaml", {**head, "measures": measures})
    _write(folder / "indicators/all.yaml", {**head, "indicators": indicators})
    _write(folder / "mappings/all.yaml", {"mappings": [
        {"id": id, "name": _both(id), "format": "csv", "number": {"column": "number"}, "defaults": {**defaults, **more}, "facts": facts}
        for id, more in (("told", {"evidence": "source"}), ("only_reported", {}))
    ]})  # fmt: skip
    _write(folder / "records/records.yaml", {"records": {
        "takeover": {"by": "zhou", "with": "wu", "organisation": "city"},
        "files": [{"file": "told.csv", "as": "told"}, {"file": "only_reported.csv", "as": "only_reported"}],
    }})  # fmt: skip
    _sheet(folder / "records/told.csv", things, [
        (f"{text.year}-02-10", [one.earlier for one in things]), (f"{text.year}-03-20", [one.value for one in things]),
    ])  # fmt: skip
    _sheet(folder / "records/only_reported.csv", things, [(f"{text.year}-03-25", [one.reported for one in things])])


def _both(name: str) -> dict[str, str]:
    return {"zh": name, "en": name}


def _write(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")   # JSON is YAML


def _sheet(file: Path, things: Sequence[Thing], rows: list[tuple[str, list[Fraction]]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as sheet:
        out = csv.writer(sheet)
        out.writerow(["number", "day", *(one.id for one in things)])
        out.writerows([f"{file.stem}-{day}", day, *map(decimal_text, values)] for day, values in rows)


# --- planting -----------------------------------------------------------------------------------------------------------


def planted_copies(text: Annotated, things: dict[str, Thing], copies: int = COPIES) -> Iterator[PlantedDraft]:
    """The text as it is, then copies in each of which every `copies`-th number is an error; each number is one once."""
    generator = Generator({}, seed=11)
    yield _copy(text, things, {}, generator, ())
    for copy in range(copies):
        spoilt = {}
        for at, one in enumerate(text.numbers):
            if at % copies == copy and one.thing in things and one.approx == "eq":
                spoilt[at] = _spoilt(text.text[one.start : one.end], things[one.thing], at // copies + copy, generator.chance)
        of_this = [(k, thing) for k, thing in enumerate(things.values()) if k % copies == copy and thing.may_be_said]
        more = [_said_so(thing, _KINDS[k // copies % len(_KINDS)], text.place) for k, thing in of_this]
        for name in INSIDE:
            found = list(ERRORS[name](generator, name))
            more.append(found[(copy * 7) % len(found)])
        yield _copy(text, things, spoilt, generator, more)


def _spoilt(surface: str, thing: Thing, turn: int, chance: Random) -> tuple[str, str, str] | None:
    """(words before, the number as it stands there, class), in turn of those that this number can take; None of one in Chinese numerals."""
    digits = DIGITS.fullmatch(surface)
    if digits is None:
        return None
    number, tail = digits[1], digits[2]
    ways = list(_ways(number, tail, thing, chance))
    return ways[turn % len(ways)] if ways else None


def _ways(number: str, tail: str, thing: Thing, chance: Random) -> Iterator[tuple[str, str, str]]:
    value, places = Fraction(number.replace(",", "")), len(number.partition(".")[2])
    factor = thing.value / value if value else Fraction(1)
    step = Fraction(1, 10**places)
    told = {thing.earlier / factor, thing.reported / factor, value}
    at = [i for i, sign in enumerate(number) if sign.isdigit()]
    i = chance.choice(at[:-1] or at)
    other = number[:i] + str((int(number[i]) + chance.randint(2, 7)) % 9 + 1) + number[i + 1 :]
    if Fraction(other.replace(",", "")) not in told and abs(Fraction(other.replace(",", "")) - value) > step:
        yield "", other + tail, "changed digit"
    for i, k in zip(at, at[1:], strict=False):
        swapped = number[:i] + number[k] + number[i + 1 : k] + number[i] + number[k + 1 :]
        if number[i] != number[k] and not swapped.startswith("0") and abs(Fraction(swapped.replace(",", "")) - value) > step:
            yield "", swapped + tail, "transposed digits"
            break
    if tail.strip() and value >= 10 and "%" not in tail and "点" not in tail and not re.match("余|多|几", tail):
        yield "超", f"{decimal_text((int(value) // 10 + 1) * 10)}{tail}", "wrong relation word"
    if places:
        fewer = round_to(value, places - 1)
        wrong = fewer + step * 10 if fewer < value else fewer - step * 10
        if fewer != value and wrong >= 10 * step * 10:
            yield "", f"{decimal_text(wrong)}{tail}", "wrong rounding"
    if tail.startswith("%"):
        yield "", f"{number}个百分点{tail[1:]}", "points for per cent"
    elif tail.startswith("个百分点"):
        yield "", f"{number}%{tail[4:]}", "per cent for points"
    if tail.endswith("人次"):
        yield "", f"{number}{tail.removesuffix('次')}", "person for person-time"
    elif tail.endswith("人"):
        yield "", f"{number}{tail}次", "person for person-time"
    for kind, moved in (("stale", thing.earlier / factor), ("reported for verified", thing.reported / factor)):
        written = max(decimal_text(moved), fixed_text(moved, places), key=len)
        possible = thing.unit != "%" or moved <= max(Fraction(100), value)
        if possible and "/" not in written and len(written.partition(".")[2]) <= places + 2:
            yield "", f"{written}{tail}", kind


_KINDS = ("another period or year", "wrong place", "plan for done", "right")


def _said_so(thing: Thing, kind: str, place: str) -> Item:
    """A sentence of its own about a thing of the pack."""
    number = f"{decimal_text(thing.value)}{'个' if thing.unit == '百分点' else ''}{thing.unit}"
    lead = {"another period or year": f"2012年，{place}", "wrong place": "东岭镇", "plan for done": f"{place}计划", "right": place}[kind]
    mark = Mark(0, 0, "right" if kind == "right" else "error", "said again" if kind == "right" else kind, f"{thing.id}_now")
    return sentence(f"{lead}{thing.name}{{}}", [(number, mark)], [thing.id])


def _copy(
    text: Annotated, things: dict[str, Thing], spoilt: dict[int, tuple[str, str, str] | None], generator: Generator, more: Sequence[Item]
) -> PlantedDraft:
    written, marks, at = "", [], 0
    for i, one in enumerate(text.numbers):
        written += text.text[at : one.start]
        before, said, kind = spoilt.get(i) or ("", text.text[one.start : one.end], "")
        figure = f"{things[one.thing].id}_now" if one.thing in things else None
        written += before
        role = "error" if kind else "right" if one.thing in things else "involved"
        marks.append(Mark(len(written), len(written) + len(said), role, kind or "as annotated", figure))
        written, at = written + said, one.end
    written += text.text[at:]
    for item in more:
        written += "\n"
        marks += [Mark(m.start + len(written), m.end + len(written), m.kind, m.name, m.figure, m.group) for m in item.marks]
        written += item.text + "。"
    return PlantedDraft(written, tuple(marks))


# --- through the command line -------------------------------------------------------------------------------------------

Scoring = Callable[[Iterable[PlantedDraft], Callable[[str], Sequence[dict[str, Any]]]], Any]


def text_plantings(folder: Path | None, score: Scoring, copies: int = COPIES) -> Iterator[tuple[str, Any, Any]]:
    """(what, ours, the rival's) for each annotated text of the folder, and for the same with every name of its pack another word."""
    for text in annotated(folder) if folder is not None else [own()]:
        things = things_of(text)
        if not things:
            continue
        drafts = list(planted_copies(text, things, copies))
        printed = {thing.value for thing in things.values()}
        for renamed in (False, True):
            with tempfile.TemporaryDirectory(prefix="hetang-planted-") as home:
                write_pack(Path(home) / "annotated", list(things.values()), text, renamed)
                told = score(drafts, loaded(Path(home), f"{text.year}-12-31"))
            yield f"{text.name}{RENAMED if renamed else ''}", told, score(drafts, searched(printed))


def loaded(home: Path, as_of: str) -> Callable[[str], Sequence[dict[str, Any]]]:
    """The city of the folder's pack, loaded; and what `hetang check` says of a text."""
    env = {**os.environ, "HETANG_HOME": str(home / "home"), "HETANG_DATABASE_URL": f"sqlite:///{home}/city.sqlite3"}
    call = [sys.executable, "-c", "from hetang.wiring.command import main; raise SystemExit(main())"]
    done = subprocess.run([*call, "city", "load", str(home / "annotated")], env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])

    def check(text: str) -> Sequence[dict[str, Any]]:
        draft = home / "draft.txt"
        draft.write_bytes(text.encode())
        told = subprocess.run([*call, "check", str(draft), "--as-of", as_of, "--json"], env=env, capture_output=True, text=True)
        if told.returncode > 1 or not told.stdout:
            raise RuntimeError(told.stderr[-2000:])
        claims: Sequence[dict[str, Any]] = json.loads(told.stdout)["claims"]
        return claims

    return check


def searched(printed: set[Fraction]) -> Callable[[str], Sequence[dict[str, Any]]]:
    """The rival: each number of a text is looked for among the figures' printed values."""

    def check(text: str) -> Sequence[dict[str, Any]]:
        found = []
        for match in re.finditer(r"(\d[\d,]*(?:\.\d+)?)(万亿|万|亿)?", text):
            value = Fraction(match[1].rstrip(",").replace(",", "")) * {"万": 10**4, "亿": 10**8, "万亿": 10**12}.get(match[2] or "", 1)
            verdict = "supported" if value in printed else "contradicted"
            found.append({
                "start": match.start(), "end": match.end(), "surface": match[0], "verdict": verdict, "figure": None, "about": "",
                "why": {"en": ""}, "with": [],
            })  # fmt: skip
        return found

    return check
