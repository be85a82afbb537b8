"""What each number of a text is about: the door of this room's second half."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hetang.claims.claim import About, Claim, Number
from hetang.claims.english.about import english_abouts
from hetang.claims.reading import read_numbers
from hetang.claims.subjects.cells import CellAbout, cells_about
from hetang.claims.subjects.clauses import CLOSING, Clause, Sentence, lines_of, sentences_of
from hetang.claims.subjects.frames import (
    Frame,
    after_preposition,
    day_said,
    framed,
    narrow,
    organ_at,
    places_in,
    same_time,
    time_at,
    times_in,
    year_before,
)
from hetang.claims.subjects.phrases import (
    OUTER,
    OWN_WAY,
    action_of,
    covered,
    deed_follows,
    framed_only,
    is_office,
    noun_end,
    without_glosses,
)
from hetang.claims.subjects.sentence import tell
from hetang.claims.subjects.telling import Telling, Told

JOINTS = ("、", "和", "及", "与", "以及", "，", ",", "、和", ";", "；")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节部])"
)
_TWO_YEARS = re.compile(r"((?:19|20)\d\d年)(?:、|和|及|与)((?:19|20)\d\d年)(?:同期|全年)?(?:[，,]|$)")
_GOALS = re.compile(r"^(?![^，]*(?:完成|实现|超过))[^，]*(?:目标|任务)(?:(?P<is>是|为)|$)")
_TASKS = re.compile(r"目标|任务|安排|打算|计划|展望|部署|下一步|总体要求")
_DONE = re.compile(r"完成|回顾|执行|情况|成效|进展|落实")
LONGEST_PHRASE = 90     # of a longer stretch only the end is read: no name is that long


def read_claims(text: str, dated: date | None = None) -> tuple[Claim, ...]:
    """The numbers of a text in their order, each with what it is about. `dated` is the draft's day: 去年 is the year before it."""
    reading = read_numbers(text)
    return claims_of(text, reading.numbers, [(one.start, one.end) for one in reading.passed], dated)


def claims_of(text: str, numbers: Sequence[Number], passed: Sequence[tuple[int, int]], dated: date | None = None) -> tuple[Claim, ...]:
    """As `read_claims`, for numbers already read; `passed` are the spans of the numerals that claim nothing."""
    found, starts = _abouts(text, numbers, passed, dated), [one.start for one in numbers]
    for cell in cells_about(text) if "\t" in text else ():
        inside = range(bisect_left(starts, cell.span[0]), bisect_left(starts, cell.span[1]))
        if len(inside) == 1:
            found[inside[0]] = _of_cell(cell, found[inside[0]])
    for index, about in english_abouts(text, numbers, dated).items():
        found[index] = about
    return tuple(Claim(number, about) for number, about in zip(numbers, found, strict=True))


def _abouts(text: str, numbers: Sequence[Number], passed: Sequence[tuple[int, int]], dated: date | None) -> list[About]:
    found = [About() for _ in numbers]
    spans = sorted([(one.start, one.end) for one in numbers] + list(passed))
    starts = [one.start for one in numbers]
    said = day_said(text[:400])
    base = Frame(dated=said or dated)
    for at, line in enumerate(lines_of(text, spans)):
        frame, telling = base, Telling()
        sentences = list(sentences_of(text, line, at, spans, starts))
        for sentence in sentences:
            frame = _sentence(text, sentence, numbers, telling, frame, found)
        counted = any(clause.numbers for sentence in sentences for clause in sentence.clauses)
        if _is_heading(text[line.start : line.end], len(sentences), counted):
            base = _headed(base, frame, text[line.start : line.end])
    return found


def _headed(base: Frame, frame: Frame, words: str) -> Frame:
    """What a heading says holds below it; the day in a byline dates the text and frames nothing."""
    if _NUMBERED.match(words):
        planned = _TASKS.search(words) is not None and _DONE.search(words) is None
        base, frame = replace(base, planned=planned), replace(frame, planned=planned)
    if frame.period is not None and frame.period.start == frame.period.end:
        return replace(frame, period=base.period, said=base.said, stands_on=base.stands_on, year=base.year)
    if "工作报告" in words and _DONE.search(words.replace("工作报告", "")) is None:
        # A report's year is the one in which it is given.
        return replace(frame, period=base.period, said=base.said, stands_on=base.stands_on, year=base.year)
    if len(times_in(words)) > 1:       # “十四五”时期和2025年工作回顾: of which of them is said below it
        return replace(frame, period=base.period, said=base.said, stands_on=base.stands_on)
    return frame


def _is_heading(words: str, sentences: int, counted: bool) -> bool:
    """A short line without a full stop; one that tells numbers only where it is numbered itself."""
    short = 0 < len(words) <= 60 and sentences <= 1 and "\t" not in words and not words.rstrip().endswith(("。", "；", ";", "！"))
    return short and (not counted or _NUMBERED.match(words) is not None)


def _sentence(text: str, sentence: Sentence, numbers: Sequence[Number], telling: Telling, frame: Frame, found: list[About]) -> Frame:
    """Tells each number of the sentence; the frame that its end leaves to the next one. What frames a part or a bracket ends with it."""
    telling.sentence()
    outer: list[tuple[Telling, Frame]] = []
    left = ""
    for clause in sentence.clauses:
        while len(outer) > clause.depth:
            telling, frame = outer.pop()
        while len(outer) < clause.depth:
            outer.append((telling, frame))
            telling = telling.inside()
        if clause.opens in ("；", ";"):
            telling.stop()
        words = text[clause.start : clause.end]
        here = _framed(frame, words[: 2 * LONGEST_PHRASE])
        goal = _GOALS.search(words[:LONGEST_PHRASE])
        if goal is not None and (goal["is"] or text[clause.end : clause.end + 1] in ("：", ":")):
            here = replace(here, planned=True)
        if years := _TWO_YEARS.match(words.lstrip()):
            telling.years = years.groups()
        if not clause.numbers:
            telling.hear(without_glosses("".join(words[:LONGEST_PHRASE].split())))
            left, frame = words, here
            continue
        telling.look(words.strip()[:LONGEST_PHRASE])
        telling.clause()
        opened = left[-LONGEST_PHRASE:] if clause.opens and clause.opens in CLOSING else ""
        local = _clause(text, sentence, clause, numbers, telling, (here, frame), opened, found)
        frame = frame if local else here
        left = telling.heard = ""
    return outer[0][1] if outer else frame


def _clause(
    text: str, sentence: Sentence, clause: Clause, numbers: Sequence[Number], telling: Telling, frames: tuple[Frame, Frame],
    opened: str, found: list[About],
) -> bool:  # fmt: skip
    """Tells the numbers of a clause; whether its frame is its own: that of a part, or of a value beside (2015年为340公里)."""
    here, around = frames
    first, beside = here, False
    for run, before, after in _pieces(text, clause, numbers):
        telling.adjacent, telling.framed_only = not before, framed_only(before)
        telling.ways = tuple(text[one.end : two.start].lstrip("、和及 ") for (_, one), (_, two) in pairwise(run))
        telling.so_far = text[max(clause.start, run[0][1].start - LONGEST_PHRASE) : run[0][1].start]
        told = tell(telling, run, (opened + before)[-LONGEST_PHRASE:], "".join(after[:LONGEST_PHRASE].split()))
        opened = ""
        beside = beside or (told[0].aside and telling.framed_only != "")
        for one in told:
            found[one.index] = _about(one, clause, sentence, here)
        end = run[-1][1].end
        here = _framed(around if telling.part else first, text[end : min(clause.end, end + LONGEST_PHRASE)].lstrip("、和及与 "))
    return beside or telling.part


def _about(one: Told, clause: Clause, sentence: Sentence, frame: Frame) -> About:
    if one.time == "上年":
        frame = year_before(frame)
    elif one.time and (time := time_at(one.time)) is not None:
        frame = same_time(frame, framed(frame, time)) if one.time.endswith("同期") else framed(frame, time)
    return About(
        thing=one.thing,
        head=one.head,
        qualifiers=one.qualifiers,
        clause=(clause.start, clause.end),
        sentence=(sentence.start, sentence.end),
        period=frame.period,
        period_said=frame.said,
        stands_on=frame.stands_on,
        place_said=frame.places,
        organisation_said=frame.organisations,
        change=one.change,
        base=one.base,
        planned=one.planned or (frame.planned and not _behind(frame)) or _ahead(frame),
        same_as=one.same_as if one.same_as != -1 else None,
        stage=one.stage,
        part_of=one.part_of,
    )


_LISTED = re.compile(r"\s*[（(]?\d{1,2}[．.、)）]\s*(?=\D|\d{4}年)")


def _numbered(words: str) -> int:
    """How long the number of an item of a list is: “3．”, “(2)”."""
    found = _LISTED.match(words)
    return found.end() if found is not None else 0


def _ahead(frame: Frame) -> bool:
    """Whether the period begins after the day of the draft."""
    return frame.period is not None and frame.dated is not None and frame.period.start > frame.dated


def _behind(frame: Frame) -> bool:
    """Whether the period is over on the day of the draft: no goal any more."""
    return frame.period is not None and frame.dated is not None and frame.period.end < frame.dated


def _of_cell(cell: CellAbout, about: About) -> About:
    """The frame as it was read around the table; the name from row and column. A row that is a place, or dated, frames its cells."""
    frame = Frame(about.period, about.period_said, about.stands_on, about.place_said, about.organisation_said)
    frame = _framed(replace(frame, year=about.period.start.year if about.period else None), cell.caption)
    frame = _framed(_framed(frame, cell.name), cell.column.partition(" ")[2])
    return replace(
        about, thing=cell.thing, head=cell.head, qualifiers=cell.qualifiers, change=cell.change, base=cell.base, clause=cell.span,
        sentence=cell.line, period=frame.period, period_said=frame.said, stands_on=frame.stands_on, place_said=frame.places,
        organisation_said=frame.organisations, same_as=None, part_of=None, stage="",
    )  # fmt: skip


def _pieces(text: str, clause: Clause, numbers: Sequence[Number]) -> Iterator[tuple[list[tuple[int, Number]], str, str]]:
    """The numbers of a clause with the words before and after each; numbers joined by 、 or 和 alone come as one run."""
    at, position = clause.start + _numbered(text[clause.start : clause.end]), 0
    indices = clause.numbers
    while position < len(indices):
        run = [(indices[position], numbers[indices[position]])]
        while position + len(run) < len(indices):
            following = numbers[indices[position + len(run)]]
            joint = OUTER.sub("", text[run[-1][1].end : following.start].strip()).strip()
            alike = following.kind == run[-1][1].kind and following.unit == run[-1][1].unit
            told_apart = "分别" in text[at : run[0][1].start] and following.kind == "percent" == run[-1][1].kind
            joined = joint in JOINTS or (told_apart and OWN_WAY.fullmatch(joint) is not None)
            if not joined or not (alike or told_apart):
                break
            run.append((indices[position + len(run)], following))
        before = text[at : run[0][1].start]
        end = run[-1][1].end
        position += len(run)
        if run[0][1].kind == "duration":   # what lasts is said to the end of the clause, numbers and all
            end_of_all = numbers[indices[-1]].end if text[end : end + 1] == "、" else end
            yield run, before, text[end_of_all : min(clause.end, end_of_all + LONGEST_PHRASE)]
            at = end
            continue
        if position == len(indices):
            yield run, before, text[end : clause.end]
            return
        between = text[end : numbers[indices[position]].start]
        cut = 0 if run[-1][1].kind == "money" and action_of(between) else _cut(between)
        yield run, before, between[:cut]
        at = end + cut


def _cut(between: str) -> int:
    """Where the words between two numbers stop to belong to the first."""
    between = covered(between)
    mark = between.find("、")
    if mark >= 0:
        return mark
    if between[:1] in "和及与":
        return 0
    return noun_end(between, 0)


def _framed(frame: Frame, words: str) -> Frame:
    """The frame after the times, places and organisations at the head of a clause."""
    if not words:
        return frame
    words = words[_numbered(words) :]
    words = after_preposition(narrow(words))
    rest = words if time_at(words) else words.lstrip("、—-·●■◆#（）()一二三四五六七八九十是其中同时")
    places: list[str] = []
    organisations: list[str] = []
    while rest:
        if (time := time_at(rest)) is not None:
            frame = framed(frame, time)
            rest = after_preposition(rest[time.end():].lstrip("，、 "))
        elif place := next(places_in(rest), ""):
            places.append(place)
            rest = rest[len(place):].lstrip("、和")
        elif (organ := organ_at(rest)) and (deed_follows(rest[len(organ):]) or is_office(organ, rest[len(organ):])):
            organisations.append(organ)
            rest = rest[len(organ):]
        else:
            break
    return frame.near(tuple(places), tuple(organisations)) if places or organisations else frame

