"""The diagram of a kind: its steps down the page, its acts as arrows, drawn from the declaration alone.

Each step is a box with whose job it is and its limits. What leads to the next step is an arrow down; every other act leaves
its box to the right, and all that lead to one step share one line to it. The clock's acts are dashed and bear a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hetang.matters import drawing as pen
from hetang.matters.declared import own_acts
from hetang.matters.drawing import Drawing, width, wrapped
from hetang.matters.kinds import Act, Clock, Kind, Limit, Step
from hetang.matters.who import limit_text, who
from hetang.terms.words import Text

LEFT, TOP, BOX, SIDE_SHIFT, LANE, PAD = 16, 16, 208, 28, 16, 10
NAME, SMALL, LABEL, ROW = 15, 12, 12, 17
MOST_LABEL = 210
START = ""  # the place before the first step
OPENED = Text("开始", "beginning")
OWNER = Text("归{who}", "{who}")
TARGET = Text("目标{limit}", "target {limit}")
FINAL = Text("终点", "final")
DESCRIPTION = Text("{count} 个步骤：{steps}。", "{count} steps: {steps}.")
MOVE = Text("{source}，{act}，到{target}。", "{source}: {act}, to {target}.")
CLOCK_MOVE = Text("{source}，时钟{act}，到{target}。", "{source}: the clock, {act}, to {target}.")


@dataclass(frozen=True, slots=True)
class Arrow:
    """An act from one step to another; `source` START for one that opens."""

    act: Act
    source: str
    target: str


@dataclass(slots=True)
class Placed:
    """A step as a box: its lines of text, its size and place, and the arrows that leave it."""

    id: str
    lines: list[tuple[str, int, str, bool]]  # text, size, colour, a clock before it
    x: int
    y: int
    w: int
    h: int
    down: list[Arrow]
    away: list[Arrow]


def diagram(kind: Kind, lang: str, roles: Mapping[str, Text] | None = None, current: str | None = None) -> str:
    """SVG text; `current` marks the step at which a matter stands."""
    arrows = _arrows(kind)
    order = [START, *kind.steps]
    places = _placed(kind, arrows, order, lang, roles or {})
    label_width = max(
        [width(line, LABEL) for at in places.values() for arrow in at.away for line in _label(arrow, lang)], default=0
    )
    lanes = _lanes(places, order)
    right = LEFT + BOX + SIDE_SHIFT + 14 + label_width + 26
    drawing = Drawing()
    for target, lane in lanes.items():
        _trunk(drawing, target, right + lane * LANE, places, lang)
    for at in places.values():
        _arrows_of(drawing, at, places, right, lanes, lang)
    for at in places.values():
        _box(drawing, at, kind.steps.get(at.id), at.id == current)
    last = places[order[-1]]
    least = max(
        (LEFT + BOX + 24 + width(line, LABEL) for at in places.values() for a in at.down for line in _label(a, lang)),
        default=0,
    )
    wide = max(right + (max(lanes.values(), default=-1) + 1) * LANE, least) + 8
    return drawing.svg(wide, last.y + last.h + TOP, kind.name.text(lang), _description(kind, arrows, lang), lang)


def _arrows(kind: Kind) -> list[Arrow]:
    """Every act that moves a matter; an act from any step leaves each that is not final."""
    found = []
    for act in own_acts(kind):
        if act.to is None or act.to not in kind.steps:
            continue
        if act.opens:
            found.append(Arrow(act, START, act.to))
            continue
        sources = act.from_ or tuple(step.id for step in kind.steps.values() if not step.end)
        found += [Arrow(act, source, act.to) for source in sources if source in kind.steps and source != act.to]
    return found


def _placed(
    kind: Kind, arrows: list[Arrow], order: list[str], lang: str, roles: Mapping[str, Text]
) -> dict[str, Placed]:
    places: dict[str, Placed] = {}
    y = TOP
    for index, id in enumerate(order):
        below = order[index + 1] if index + 1 < len(order) else None
        own = [arrow for arrow in arrows if arrow.source == id]
        down = [arrow for arrow in own if arrow.target == below]
        away = [arrow for arrow in own if arrow.target != below]
        step = kind.steps.get(id)
        lines = [(OPENED.text(lang), SMALL, pen.INK_3, False)] if step is None else _lines(step, kind, lang, roles)
        text_height = sum(size + 6 for _, size, _, _ in lines) + 10
        entered = any(arrow.target == id and arrow.source != order[index - 1] for arrow in arrows)
        ports = sum(len(_label(arrow, lang)) for arrow in away) * ROW + (28 if entered else 8) if away else 0
        x = LEFT + (SIDE_SHIFT if step is not None and step.side else 0)
        places[id] = Placed(id, lines, x, y, BOX, max(text_height, ports), down, away)
        gap = sum(len(_label(arrow, lang)) for arrow in down) * ROW + 16 if down else 18
        y += places[id].h + gap
    return places


def _lines(step: Step, kind: Kind, lang: str, roles: Mapping[str, Text]) -> list[tuple[str, int, str, bool]]:
    most = BOX - 2 * PAD
    lines = [(line, NAME, pen.INK, False) for line in wrapped(step.name.text(lang), NAME, most)]
    said = FINAL if step.end else OWNER.filled(who=who(step.owner, roles)) if step.owner else None
    if said is not None:
        lines += [(line, SMALL, pen.INK_3, False) for line in wrapped(said.text(lang), SMALL, most)]
    for clock in kind.clocks.values():
        if step.id in clock.runs:
            told = wrapped(_limits(clock, kind, lang), SMALL, most - 16)
            lines += [(line, SMALL, pen.INK_2, number == 0) for number, line in enumerate(told)]
    return lines


def _limits(clock: Clock, kind: Kind, lang: str) -> str:
    """The legal limit as it is, the internal target by its name."""
    limits = [] if clock.legal is None else [_short(clock.legal, kind).text(lang)]
    limits += [] if clock.target is None else [TARGET.filled(limit=_short(clock.target, kind)).text(lang)]
    between, comma = (": ", ", ") if lang == "en" else (" ", "，")
    return clock.name.text(lang) + between + comma.join(limits)


def _short(limit: Limit, kind: Kind) -> Text:
    return limit_text(replace(limit, roll=False), kind)


def _label(arrow: Arrow, lang: str) -> list[str]:
    return wrapped(arrow.act.name.text(lang), LABEL, MOST_LABEL)


def _lanes(places: Mapping[str, Placed], order: list[str]) -> dict[str, int]:
    """For each step that arrows reach from afar a lane of its own, those with short ways nearest to the boxes."""
    spans = {}
    for target in order:
        rows = [order.index(at.id) for at in places.values() for arrow in at.away if arrow.target == target]
        if rows:
            rows.append(order.index(target))
            spans[target] = (min(rows), max(rows))
    lanes: dict[str, int] = {}
    for target, (first, last) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
        taken = {
            lanes[other] for other, span in spans.items() if other in lanes and span[0] <= last and first <= span[1]
        }
        lanes[target] = next(lane for lane in range(len(spans)) if lane not in taken)
    return lanes


def _ports(at: Placed, lang: str) -> list[tuple[Arrow, int]]:
    """The arrows that leave a box to the right, each with the height at which it does."""
    found, y = [], at.y + 8
    for arrow in at.away:
        tall = len(_label(arrow, lang)) * ROW
        found.append((arrow, y + tall - 4))
        y += tall
    return found


def _trunk(drawing: Drawing, target: str, x: int, places: Mapping[str, Placed], lang: str) -> None:
    """The one line that everything which leads to a step from afar runs into."""
    at = places[target]
    into = at.y + at.h - 8
    heights = [y for other in places.values() for arrow, y in _ports(other, lang) if arrow.target == target]
    drawing.way([(x, min(*heights, into)), (x, max(*heights, into))], stroke=pen.EDGE, stroke_width=1)
    drawing.way([(x, into), (at.x + at.w + 7, into)], stroke=pen.EDGE, stroke_width=1)
    _head(drawing, at.x + at.w, into, "left")


def _arrows_of(
    drawing: Drawing, at: Placed, places: Mapping[str, Placed], right: int, lanes: Mapping[str, int], lang: str
) -> None:
    for arrow, y in _ports(at, lang):
        x = right + lanes[arrow.target] * LANE
        drawing.way([(at.x + at.w, y), (x, y)], **_style(arrow))
        drawing.put("circle", cx=x, cy=y, r=2, fill=pen.EDGE)
        lines = _label(arrow, lang)
        for number, line in enumerate(lines):
            _words(drawing, at.x + at.w + 14, y - 4 - (len(lines) - 1 - number) * ROW, line, arrow, number == 0)
    if at.down:
        _down(drawing, at, places[at.down[0].target], lang)


def _down(drawing: Drawing, at: Placed, below: Placed, lang: str) -> None:
    """What leads to the next step: one arrow, and the acts beside it."""
    x = max(at.x, below.x) + 24
    style = _style(at.down[0] if all(arrow.act.clock_only for arrow in at.down) else None)
    drawing.way([(x, at.y + at.h), (x, below.y - 6)], **style)
    _head(drawing, x, below.y, "down")
    y = at.y + at.h + 8 + LABEL
    for arrow in at.down:
        for number, line in enumerate(_label(arrow, lang)):
            _words(drawing, x + 10, y, line, arrow, number == 0)
            y += ROW


def _style(arrow: Arrow | None) -> dict[str, object]:
    if arrow is not None and arrow.act.clock_only:
        return {"stroke": pen.RED, "stroke_width": 1, "stroke_dasharray": "4 3"}
    return {"stroke": pen.EDGE, "stroke_width": 1}


def _words(drawing: Drawing, x: int, y: int, line: str, arrow: Arrow, first: bool) -> None:
    by_clock = arrow.act.clock_only
    if by_clock and first:
        _clock(drawing, x + 5, y - 4, pen.RED)
    shift = 15 if by_clock else 0
    drawing.words(x + shift, y, line, LABEL, pen.RED if by_clock else pen.INK_2)


def _clock(drawing: Drawing, x: int, y: int, colour: str) -> None:
    drawing.put("circle", cx=x, cy=y, r=5, fill=pen.PAPER, stroke=colour, stroke_width=1)
    drawing.way([(x, y - 3), (x, y), (x + 2, y)], stroke=colour, stroke_width=1)


def _head(drawing: Drawing, x: int, y: int, way: str) -> None:
    points = [(x, y), (x - 4, y - 7), (x + 4, y - 7)] if way == "down" else [(x, y), (x + 7, y - 4), (x + 7, y + 4)]
    drawing.put("polygon", points=" ".join(f"{px},{py}" for px, py in points), fill=pen.EDGE)


def _box(drawing: Drawing, at: Placed, step: Step | None, current: bool) -> None:
    if step is None:
        drawing.put("circle", cx=at.x + 24, cy=at.y + at.h - 8, r=6, fill=pen.INK)
        drawing.words(at.x + 38, at.y + at.h - 4, at.lines[0][0], SMALL, pen.INK_3)
        return
    fill, stroke = (
        (pen.RED_WASH, pen.RED) if current else (pen.JADE_WASH, pen.JADE) if step.end else (pen.WASH, pen.EDGE)
    )
    style: dict[str, object] = {"fill": fill, "stroke": stroke, "stroke_width": 2 if current or step.end else 1}
    if step.side:
        style["stroke_dasharray"] = "2 3"
    drawing.box(at.x, at.y, at.w, at.h, **style)
    y = at.y + 4
    for line, size, colour, clock in at.lines:
        y += size + 6
        if clock:
            _clock(drawing, at.x + PAD + 5, y - 7, colour)
        shift = 16 if colour == pen.INK_2 else 0
        weight = {"font_weight": "bold"} if size == NAME else {}
        drawing.words(at.x + PAD + shift, y - 3, line, size, colour, **weight)


def _description(kind: Kind, arrows: list[Arrow], lang: str) -> str:
    """The same in sentences, for whoever does not see it."""
    names = {START: OPENED, **{id: step.name for id, step in kind.steps.items()}}
    steps = ("、" if lang == "zh" else ", ").join(step.name.text(lang) for step in kind.steps.values())
    told = [DESCRIPTION.filled(count=len(kind.steps), steps=steps).text(lang)]
    for arrow in arrows:
        sentence = CLOCK_MOVE if arrow.act.clock_only else MOVE
        told.append(
            sentence.filled(source=names[arrow.source], act=arrow.act.name, target=names[arrow.target]).text(lang)
        )
    return (" " if lang == "en" else "").join(told)
