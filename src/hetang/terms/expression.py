"""Expressions of the pack languages: a small whitelist over exact fractions, dates, texts and null.

An expression is written as `100 * accepted / designed`, parsed once into closures, and evaluated on a row (a mapping of
names to values) and a `Book` (what the pack's rules say on the row's day). Null in, null out: arithmetic and comparison
with null give null, `and`/`or`/`not` follow three-valued logic, a null condition takes the else-branch, division by
zero is null. Numbers are exact: `0.75` is three quarters.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from hetang.terms.dates import months_between
from hetang.terms.quantities import round_to

Value = Fraction | date | str | bool | None
Row = Mapping[str, Value]


class Book(Protocol):
    """What the pack's dated rules say; `row` gives the day on which they are asked."""

    def value(self, rule: str, key: str | None, row: Row) -> Value: ...

    def points(self, table: str, key: str, row: Row) -> tuple[tuple[Fraction, Fraction], ...]: ...

    def bounds(self, table: str, key: str, row: Row) -> Bounds | None: ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """Classes in order of search: the first whose bound holds for x decides; `otherwise` when none does."""

    relation: str  # "at_most" or "at_least"
    steps: tuple[tuple[Fraction, Fraction], ...]  # (bound, class)
    otherwise: Fraction | None


class Unfit(ValueError):
    """A value of the wrong kind, met in evaluation; caught at the doors (evaluate, recompute) and told as a sentence."""


class Unreadable(Exception):
    """The text is not an expression of the language; caught by the parser of definitions and made a refusal."""


Step = Callable[[Row, Book], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression; equal when its text is equal."""

    text: str
    names: frozenset[str] = field(compare=False)
    rules: frozenset[str] = field(compare=False)
    step: Step = field(compare=False, repr=False)

    def on(self, row: Row, book: Book) -> Value:
        """Its value on one row; raises Unfit when kinds do not fit."""
        return self.step(row, book)


def parse_expression(text: str) -> Expression:
    """Reads an expression; raises Unreadable with a sentence that says what would be accepted."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        raise Unreadable(f"not an expression: {text!r}") from None
    reader = _Reader(text.strip())
    step = reader.read(tree.body)
    return Expression(text, frozenset(reader.names), frozenset(reader.rules), step)


def number(value: Value) -> Fraction | None:
    """The value as a number; a truth value is no number."""
    if value is None or isinstance(value, Fraction):
        return value
    raise Unfit(f"a number was expected, not {value!r}")


def day(value: Value) -> date | None:
    """The value as a day."""
    if value is None or isinstance(value, date):
        return value
    raise Unfit(f"a day was expected, not {value!r}")


def truth(value: Value) -> bool | None:
    """The value as a truth value."""
    if value is None or isinstance(value, bool):
        return value
    raise Unfit(f"true or false was expected, not {value!r}")


def least(values: Sequence[Value]) -> Value:
    """The smallest of values of one kind, none of them null."""
    return _extreme(values, smallest=True)


def greatest(values: Sequence[Value]) -> Value:
    """The largest of values of one kind, none of them null."""
    return _extreme(values, smallest=False)


def _extreme(values: Sequence[Value], smallest: bool) -> Value:
    days = [v for v in values if isinstance(v, date)]
    if len(days) == len(values):
        return min(days) if smallest else max(days)
    numbers = [n for n in map(number, values) if n is not None]
    return min(numbers) if smallest else max(numbers)


# --- operators -----------------------------------------------------------------------------------------------------


def _divide(a: Fraction, b: Fraction) -> Fraction | None:
    return a / b if b else None


_ARITHMETIC: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction | None]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: _divide,
}


def _equal(a: Value, b: Value) -> bool:
    return type(a) is type(b) and a == b


def _before(a: Value, b: Value) -> bool:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a.numerator * b.denominator < b.numerator * a.denominator  # as Fraction compares, without its detours
    if isinstance(a, date) and isinstance(b, date):
        return a < b
    raise Unfit(f"{a!r} and {b!r} have no order between them")


_COMPARISON: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: _equal,
    ast.NotEq: lambda a, b: not _equal(a, b),
    ast.Lt: _before,
    ast.Gt: lambda a, b: _before(b, a),
    ast.LtE: lambda a, b: not _before(b, a),
    ast.GtE: lambda a, b: not _before(a, b),
}


# --- functions -----------------------------------------------------------------------------------------------------

Function = Callable[[list[Value], Row, Book], Value]


def _known(function: Function) -> Function:
    """A function that is null when any of its arguments is."""

    def known(values: list[Value], row: Row, book: Book) -> Value:
        for value in values:
            if value is None:
                return None
        return function(values, row, book)

    return known


def _number(value: Value) -> Fraction:
    got = number(value)
    assert got is not None  # _known has answered for nulls
    return got


def _day(value: Value) -> date:
    got = day(value)
    assert got is not None  # _known has answered for nulls
    return got


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    raise Unfit(f"a name was expected, not {value!r}")


def _round(values: list[Value], row: Row, book: Book) -> Value:
    places = _number(values[1]) if len(values) > 1 else Fraction(0)
    return round_to(_number(values[0]), int(places), "half_up")


def _months(values: list[Value], row: Row, book: Book) -> Value:
    return months_between(_day(values[0]), _day(values[1]))


def _interpolate(values: list[Value], row: Row, book: Book) -> Value:
    """On the line between the two breakpoints around x; held at the first and the last; null when the table lacks the key."""
    points, x = book.points(_text(values[0]), _text(values[1]), row), _number(values[2])
    if not points:
        return None
    if x <= points[0][0]:
        return points[0][1]
    for (low, at_low), (high, at_high) in zip(points, points[1:], strict=False):
        if x <= high:
            return at_low + (at_high - at_low) * (x - low) / (high - low)
    return points[-1][1]


def _class_of(values: list[Value], row: Row, book: Book) -> Value:
    """The class of the first bound that holds; null when the table lacks the key."""
    bounds, x = book.bounds(_text(values[0]), _text(values[1]), row), _number(values[2])
    if bounds is None:
        return None
    for bound, class_ in bounds.steps:
        if x <= bound if bounds.relation == "at_most" else x >= bound:
            return class_
    return bounds.otherwise


def _rule(values: list[Value], row: Row, book: Book) -> Value:
    return book.value(_text(values[0]), _text(values[1]) if len(values) > 1 else None, row)


def _some(values: list[Value]) -> list[Value]:
    return [v for v in values if v is not None]


def _in_period(values: list[Value], row: Row, book: Book) -> Value:
    """Whether a day falls in the period asked for; never null, so that `keep` may rest on it."""
    at, start, end = day(values[0]), day(row["period_start"]), day(row["period_end"])
    return at is not None and (start is None or start <= at) and (end is None or at <= end)


# name -> (fewest arguments, most, function)
FUNCTIONS: dict[str, tuple[int, int, Function]] = {
    "min": (1, 99, _known(lambda v, r, b: least(v))),
    "max": (1, 99, _known(lambda v, r, b: greatest(v))),
    "earliest": (1, 99, lambda v, r, b: least(_some(v)) if _some(v) else None),
    "latest": (1, 99, lambda v, r, b: greatest(_some(v)) if _some(v) else None),
    "abs": (1, 1, _known(lambda v, r, b: abs(_number(v[0])))),
    "ceil": (1, 1, _known(lambda v, r, b: Fraction(math.ceil(_number(v[0]))))),
    "floor": (1, 1, _known(lambda v, r, b: Fraction(math.floor(_number(v[0]))))),
    "round": (1, 2, _known(_round)),
    "months": (2, 2, _known(_months)),
    "days": (2, 2, _known(lambda v, r, b: Fraction((_day(v[1]) - _day(v[0])).days))),
    "interpolate": (3, 3, _known(_interpolate)),
    "class_of": (3, 3, _known(_class_of)),
    "rule": (1, 2, _known(_rule)),
    "coalesce": (1, 99, lambda v, r, b: next(iter(_some(v)), None)),
    "in_period": (1, 1, _in_period),
}
_TABLE_FUNCTIONS = ("interpolate", "class_of", "rule")
CONSTANTS: dict[str, Value] = {"null": None, "true": True, "false": False}


class _Reader:
    """Turns a syntax tree into closures, collecting the names and rules it needs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.rules: set[str] = set()

    def read(self, node: ast.expr) -> Step:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name(id=name):
                return self._name(name)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return _binary(_ARITHMETIC[type(op)], self.read(left), self.read(right))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _binary(lambda a, b: a - b, lambda r, b: Fraction(0), self.read(operand))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _negation(self.read(operand))
            case ast.BoolOp(op=op, values=values):
                return _junction([self.read(v) for v in values], stop=isinstance(op, ast.Or))
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(o) in _COMPARISON for o in ops):
                return _chain([self.read(n) for n in (left, *others)], [_COMPARISON[type(o)] for o in ops])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return _choice(self.read(test), self.read(body), self.read(orelse))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return self._call(name, args)
        shown = ast.get_source_segment(self.text, node) or self.text
        raise Unreadable(f"{shown!r} is not part of the language; functions: {', '.join(sorted(FUNCTIONS))}")

    def _constant(self, node: ast.Constant) -> Step:
        value: Value
        if isinstance(node.value, bool) or node.value is None:
            value = node.value
        elif isinstance(node.value, int | float):
            # The digits as written: a binary float never comes in.
            written = ast.get_source_segment(self.text, node) or ""
            try:
                value = Fraction(written.replace("_", ""))
            except ValueError:
                raise Unreadable(f"{written!r} is not a decimal number") from None
        elif isinstance(node.value, str):
            value = node.value
        else:
            raise Unreadable(f"{node.value!r} is neither number nor text")
        return lambda row, book: value

    def _name(self, name: str) -> Step:
        if name in CONSTANTS:
            value = CONSTANTS[name]
            return lambda row, book: value
        self.names.add(name)
        return lambda row, book: row[name]

    def _call(self, name: str, args: list[ast.expr]) -> Step:
        fewest, most, function = FUNCTIONS[name]
        if not fewest <= len(args) <= most:
            raise Unreadable(f"{name} takes {fewest} to {most} arguments, not {len(args)}")
        if name in _TABLE_FUNCTIONS:
            rule = args[0]
            if not (isinstance(rule, ast.Constant) and isinstance(rule.value, str)):
                raise Unreadable(f"{name} names its rule as a text: {name}('air_limits', ...)")
            self.rules.add(rule.value)
        if name == "in_period":
            self.names.update(("period_start", "period_end"))
        steps = [self.read(arg) for arg in args]
        return lambda row, book: function([step(row, book) for step in steps], row, book)


def _binary(operator: Callable[[Fraction, Fraction], Fraction | None], left: Step, right: Step) -> Step:
    def step(row: Row, book: Book) -> Value:
        a, b = left(row, book), right(row, book)
        if type(a) is Fraction and type(b) is Fraction:  # nearly always
            return operator(a, b)
        a, b = number(a), number(b)
        return None if a is None or b is None else operator(a, b)

    return step


def _negation(inner: Step) -> Step:
    def step(row: Row, book: Book) -> Value:
        value = truth(inner(row, book))
        return None if value is None else not value

    return step


def _junction(steps: list[Step], stop: bool) -> Step:
    """`or` stops at true, `and` at false; otherwise null when any part is null."""

    def step(row: Row, book: Book) -> Value:
        unknown = False
        for part in steps:
            value = truth(part(row, book))
            if value is stop:
                return stop
            unknown = unknown or value is None
        return None if unknown else not stop

    return step


def _chain(steps: list[Step], comparisons: list[Callable[[Value, Value], bool]]) -> Step:
    if len(comparisons) == 1:
        (left, right), (holds,) = steps, comparisons

        def one(row: Row, book: Book) -> Value:
            a, b = left(row, book), right(row, book)
            return None if a is None or b is None else holds(a, b)

        return one

    def step(row: Row, book: Book) -> Value:
        values = [part(row, book) for part in steps]
        if any(v is None for v in values):
            return None
        return all(c(a, b) for c, a, b in zip(comparisons, values, values[1:], strict=False))

    return step


def _choice(test: Step, body: Step, orelse: Step) -> Step:
    return lambda row, book: body(row, book) if truth(test(row, book)) else orelse(row, book)
