"""The markup of a document's text: paragraphs, headings, slots, dates, declared names, conditional text.

# 一、路通了                           a heading (## the level below); a blank line ends a paragraph
{roads_rebuilt}                        the figure, in the indicator's own wording
{households_renewed|near|period 2016}  options: near over 余 多 超 (each with an optional round number) exact
                                       万 亿 auto value place organisation period floor as_of
{if stalled_road_months > 4}…{else}…{end}
{as_of}  {date 2016-10}  {date 2016-10-01|day}  {name 三个五}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hetang.documents.typed_numbers import MASK, typed_numbers
from hetang.terms.dates import Period
from hetang.terms.quantities import parse_number
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

COMPARISONS = ("<=", ">=", "==", "!=", "<", ">")
QUESTIONS = ("place", "organisation", "period", "floor", "as_of")  # options that change what is asked
RELATIONS = {"near": "", "over": "", "余": "余", "多": "多", "超": "超"}
SCALES = ("万", "亿", "auto")
DATE_FORMS = ("full", "month", "day")  # 2016年10月1日, 10月, 10月1日


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure: what is asked, and how it is said (None: as the indicator declares)."""

    indicator: str
    question: tuple[tuple[str, str], ...] = ()
    scale: str | None = None
    relation: str | None = None
    word: str = ""
    round_to: Fraction | None = None
    bare: bool = False  # without its unit
    at: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date written by the author, or the as-of day where none is given."""

    given: str | None
    form: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Text that stands only where a figure compares so; `operator` empty: where it has a value at all."""

    subject: Slot
    operator: str
    bound: Fraction
    then: tuple[Part, ...]
    otherwise: tuple[Part, ...]


Part = Words | Slot | Day | Choice


@dataclass(frozen=True, slots=True)
class Block:
    level: int  # 0 a paragraph, 1 and 2 headings
    parts: tuple[Part, ...]


NOT_A_SLOT = Refusal(
    "not_a_slot",
    Text("“{surface}”不是可用的占位", "“{surface}” is not a slot"),
    Text(
        "{指标} {指标|over|万|period 2016} {as_of} {date 2016-10-01} {name 名称} {if 指标 > 4}…{else}…{end}",
        "{indicator} {indicator|over|万|period 2016} {as_of} {date 2016-10-01} {name …} {if indicator > 4}…{else}…{end}",
    ),
)
NOT_A_NAME = Refusal(
    "name_not_declared",
    Text("名称“{surface}”没有在 names 里声明", "the name “{surface}” is not declared in `names`"),
    Text("先在 names 里声明", "a name declared in `names`"),
)
UNPAIRED = Refusal(
    "condition_unpaired",
    Text("条件没有成对：“{surface}”", "a condition does not pair up: “{surface}”"),
    Text("同一段内 {if …}…{else}…{end}，不嵌套", "{if …}…{else}…{end} within one paragraph, not nested"),
)
TYPED_NUMBER = Refusal(
    "number_typed_in",
    Text("手写的数字“{surface}”", "the number “{surface}” is typed in"),
    Text("数字只能来自占位、日期和已声明的名称", "numbers from slots, dates and declared names only"),
)
SAID_BESIDE = Refusal(
    "wording_beside_slot",
    Text("占位旁的“{surface}”会改变数字的意思", "“{surface}” beside a slot changes what the figure says"),
    Text(
        "用占位的选项：{指标|near} {指标|over} {指标|万}",
        "the slot's options: {indicator|near} {indicator|over} {indicator|万}",
    ),
)
HIDDEN = Refusal(
    "hidden_character",
    Text("看不见或未定义的字符 U+{surface}", "an invisible or unassigned character U+{surface}"),
    Text("可见的文字", "visible text"),
)
WHY = {"digit": TYPED_NUMBER, "numeral": TYPED_NUMBER, "beside_slot": SAID_BESIDE}

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_IF = re.compile(rf"if\s+({_ID.pattern}(?:\|[^<>=!]*)?)\s*(?:(<=|>=|==|!=|<|>)\s*([-\d.,万亿]+)\s*)?", re.ASCII)
_BETWEEN_LATIN = re.compile(r"[A-Za-z,.;:)\]]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's text in one line, with the line and column each character was written at."""

    level: int
    text: str
    places: tuple[tuple[int, int], ...]

    def at(self, label: str, index: int) -> str:
        line, column = self.places[min(index, len(self.places) - 1)] if self.places else (1, 1)
        return f"{label}, line {line}, column {column}"


def read_text(text: str, label: str, names: Iterable[str]) -> tuple[tuple[Block, ...], list[Refusal]]:
    """The blocks of a text and every fault in it; `label` names the text in the place of a refusal."""
    known, blocks, refusals = tuple(names), [], []
    for passage in _passages(text):
        block, faults = _read(passage, label, known)
        blocks.append(block)
        refusals += faults
    return tuple(blocks), refusals


def _passages(text: str) -> Iterator[Passage]:
    level, letters, places = 0, "", list[tuple[int, int]]()
    for number, line in enumerate(text.split("\n") + [""], start=1):
        body = line.strip(" \t\r")
        column = len(line) - len(line.lstrip(" \t")) + 1
        starts = re.match(r"(#{1,2})\s+", body)
        if letters and (starts or not body or level):
            yield Passage(level, letters, tuple(places))
            level, letters, places = 0, "", []
        if starts:
            level, body, column = len(starts.group(1)), body[starts.end() :], column + starts.end()
        if letters and body and _BETWEEN_LATIN.match(letters[-1]) and body[0].isascii():
            letters, places = letters + " ", [*places, places[-1]]
        letters += body
        places += [(number, column + index) for index in range(len(body))]


def _read(passage: Passage, label: str, names: tuple[str, ...]) -> tuple[Block, list[Refusal]]:
    """Slots first; what remains is looked through for typed numbers with the slots masked."""
    refusals: list[Refusal] = []
    parts: list[Part | str] = []  # a string: a condition's mark
    free, end = "", 0
    for found in _BRACES.finditer(passage.text):
        between = passage.text[end : found.start()]
        parts += [Words(between)] if between else []
        inside, at = found.group(1), passage.at(label, found.start())
        part = _slot(inside.strip(), at, names) if inside is not None else None
        if isinstance(part, Refusal) or part is None:
            refusals.append(part or NOT_A_SLOT.filled(surface=found.group()).placed(at))
        else:
            parts.append(part)
        # A mark of a condition is no slot: text on both sides of it may be read together.
        free += between + (" " if isinstance(part, str) else MASK) * len(found.group())
        end = found.end()
    parts += [Words(passage.text[end:])] if passage.text[end:] else []
    free += passage.text[end:]
    for typed in typed_numbers(free, names, heading=passage.level > 0):
        refused = WHY.get(typed.why, HIDDEN)
        surface = typed.surface if refused is not HIDDEN else f"{ord(typed.surface):04X}"
        refusals.append(refused.filled(surface=surface).placed(passage.at(label, typed.start)))
    paired, faults = _paired(parts, passage.at(label, 0))
    return Block(passage.level, paired), refusals + faults


def _slot(inside: str, at: str, names: tuple[str, ...]) -> Part | str | Refusal:
    """A part, a condition's mark as a string, or why it is neither."""
    head, *options = [piece.strip() for piece in inside.split("|")]
    word, _, rest = head.partition(" ")
    rest = rest.strip()
    if word == "if":
        return inside if _IF.fullmatch(inside) else NOT_A_SLOT.filled(surface="{" + inside + "}").placed(at)
    if inside in ("else", "end"):
        return inside
    if word == "name" and not options:
        return Words(rest) if rest in names else NOT_A_NAME.filled(surface=rest).placed(at)
    if word == "date" or head == "as_of":
        form = options[0] if len(options) == 1 else "full" if not options else ""
        valid = _is_date(rest) if word == "date" else True
        if valid and form in DATE_FORMS:
            return Day(rest or None, form)
    elif _ID.fullmatch(head) and (slot := read_slot(head, options, at)) is not None:
        return slot
    return NOT_A_SLOT.filled(surface="{" + inside + "}").placed(at)


def read_slot(indicator: str, options: Iterable[str], at: str) -> Slot | None:
    question: dict[str, str] = {}
    scale: str | None = None
    relation: str | None = None
    word, step, bare = "", None, False
    for option in options:
        name, _, value = option.partition(" ")
        value = value.strip()
        if name in QUESTIONS and value:
            question[name] = value
        elif name in RELATIONS and relation is None:
            relation, word = "near" if name == "near" else "over", RELATIONS[name]
            step = parse_number(value) if value else None
            if value and not step:
                return None
        elif option in SCALES and scale is None:
            scale = option
        elif option == "exact" and relation is None:
            relation = "exact"
        elif option == "value" and not bare:
            bare = True
        else:
            return None
    return Slot(indicator, tuple(sorted(question.items())), scale, relation, word, step, bare, at)


def _paired(parts: list[Part | str], at: str) -> tuple[tuple[Part, ...], list[Refusal]]:
    """Conditions closed up into choices."""
    done: list[Part] = []
    opened: str | None = None
    sides: tuple[list[Part], list[Part]] = ([], [])
    side = 0
    for part in parts:
        if not isinstance(part, str):
            (done if opened is None else sides[side]).append(part)
        elif part.startswith("if") and opened is None:
            opened, sides, side = part, ([], []), 0
        elif part == "else" and opened is not None and side == 0:
            side = 1
        elif part == "end" and opened is not None:
            done.append(_choice(opened, sides, at))
            opened = None
        else:
            return tuple(done), [UNPAIRED.filled(surface="{" + part + "}").placed(at)]
    if opened is not None:
        return tuple(done), [UNPAIRED.filled(surface="{" + opened + "}").placed(at)]
    return tuple(done), []


def _choice(mark: str, sides: tuple[list[Part], list[Part]], at: str) -> Choice:
    found = _IF.fullmatch(mark)
    assert found is not None  # _slot lets no other mark through
    head, *options = [piece.strip() for piece in found.group(1).split("|")]
    subject = read_slot(head, options, at) or Slot(head, at=at)
    bound = parse_number(found.group(3)) if found.group(3) else None
    return Choice(subject, found.group(2) or "", bound or Fraction(0), tuple(sides[0]), tuple(sides[1]))


def _is_date(text: str) -> bool:
    return ".." not in text and "Q" not in text and "H" not in text and isinstance(Period.parse(text), Period)


def say_date(day: Day, as_of: date) -> str:
    """“2016年10月1日”, “2016年10月”, “2016年”, or from the month or the day on."""
    given = day.given or as_of.isoformat()
    words = [f"{int(number)}{unit}" for number, unit in zip(given.split("-"), "年月日", strict=False)]
    return "".join(words[1:] if day.form == "day" else words[1:2] if day.form == "month" else words) or words[0]
