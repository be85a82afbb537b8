"""What numbers of English sentences are about: the noun after a count, the subject before a measure, what is carried on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hetang.claims.claim import About, Number
from hetang.claims.english.grammar import latin_stretches
from hetang.claims.english.phrases import (
    BASE,
    BREAK,
    CHANGE,
    COUNTS,
    DONE,
    DURATIONS,
    END,
    GROWTH_OF,
    LEADING,
    LEADS,
    MAIN_VERB,
    MONTH_NAMES,
    NOUN_END,
    OF,
    ORGAN,
    PARTICIPLES,
    PASSIVE,
    PLACE,
    PLANNED,
    SCOPE,
    TIME,
    TRAILING,
    WORD,
)  # fmt: skip
from hetang.terms.dates import Period

_NEAR = 200  # of a longer stretch only what is nearest the number is read


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is carried on until the text says otherwise."""

    period: Period | None = None
    said: str = ""
    stands_on: bool = False
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    thing: str
    named: str
    head: str
    qualifiers: tuple[str, ...] = ()
    change: str = ""
    same_as: int | None = None


def english_abouts(text: str, numbers: Sequence[Number], dated: date | None = None) -> dict[int, About]:
    """By index, for those numbers that stand in the text's English stretches; `dated` tells which year “last year” is."""
    starts = [one.start for one in numbers]
    found: dict[int, About] = {}
    for start, end in latin_stretches(text):
        frame, told_to = _Frame(dated=dated), start
        for first, last in _sentences(text, start, end):
            if "\n" in text[told_to : first + 1].rstrip(" "):
                frame = _Frame(dated=dated)   # a paragraph says its own time
            told_to = last
            inside = range(bisect_left(starts, first), bisect_left(starts, last))
            frame = _framed(text, first, last, frame, [numbers[i] for i in inside])
            _sentence(text, (first, last), numbers, inside, frame, found)
    return found


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in END.finditer(text, start, end):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    if end > start:
        yield start, end


def _sentence(
    text: str, span: tuple[int, int], numbers: Sequence[Number], inside: range, frame: _Frame, found: dict[int, About]
) -> None:
    """Each number between the breaks nearest to it; a break inside a numeral is none."""
    first, last = span
    breaks, starts = [first, last], [numbers[i].start for i in inside]
    for sign in BREAK.finditer(text, first, last):
        at = bisect_left(starts, sign.start() + 1)
        if not at or numbers[inside[at - 1]].end <= sign.start():
            breaks += [sign.start(), sign.end()]
    breaks.sort()
    told: dict[int, _Told] = {}
    for i in inside:
        number = numbers[i]
        place = bisect_left(breaks, number.start + 1)
        begins, ends = breaks[place - 1], breaks[min(bisect_left(breaks, number.end), len(breaks) - 1)]
        before_from = max(begins, numbers[i - 1].end if i > inside.start else first)
        after_to = min(ends, numbers[i + 1].start if i + 1 < inside.stop else last)
        before, after = text[max(before_from, number.start - _NEAR) : number.start], text[number.end : min(after_to, number.end + _NEAR)]
        carried = i - 1 if i > inside.start else None
        if carried is not None and before_from == numbers[i - 1].end:
            before = _noun(before)[1]
        told[i] = one = _tell(number, i, before, after, told.get(carried) if carried is not None else None, carried)
        whole = text[max(begins, number.start - _NEAR) : min(ends, number.end + _NEAR)]
        near = max(first, number.start - _NEAR)
        around = text[near : min(last, number.end + _NEAR)]
        places = _places(text[near : min(ends, number.end + _NEAR)], number.start - near)
        base = BASE.search(text, number.end, min(last, number.end + _NEAR)) or BASE.search(whole)
        found[i] = About(
            thing=one.thing, head=one.head, qualifiers=one.qualifiers, clause=(begins, ends), sentence=span, period=frame.period,
            period_said=frame.said, stands_on=frame.stands_on, place_said=places, organisation_said=_organs(around),
            change=one.change, base=base[0] if base is not None and one.change else "", planned=PLANNED.search(whole) is not None,
            same_as=one.same_as,
        )  # fmt: skip


def _tell(number: Number, index: int, before: str, after: str, last: _Told | None, carried: int | None) -> _Told:
    if number.marker and before.rstrip().lower().endswith(number.marker.lower()):
        before = before.rstrip()[: -len(number.marker)]
    if number.kind == "rank":
        return _rank(before, after, last, carried)
    share = number.kind in ("percent", "ratio")
    noun, rest = _noun(after)
    if share and re.match(r"\s*of\b", after):
        deed = _deed(before, rest)
        thing = " ".join(filter(None, (noun, deed)))
        return _Told(f"share of {thing}", thing, "share", (noun, deed) if deed else (noun,))
    if number.kind == "duration" and re.match(r"\s*of\b", after) and noun:
        noun = f"{DURATIONS.get(number.unit, '')} of {noun}".strip()
        return _Told(noun, noun, noun.split()[0])
    if not share and number.kind != "duration" and (noun or number.unit in ("户", "人", "人次")):
        return _counted(number, before, noun, rest, last, carried)
    return _measured(number, before, after, last, carried)


def _counted(number: Number, before: str, noun: str, rest: str, last: _Told | None, carried: int | None) -> _Told:
    """27 roads were rebuilt; rebuilt 27 roads; 1.2 million square metres of housing."""
    unit = {"户": "households", "人": "people", "人次": "person-times"}.get(number.unit, "")
    noun = noun or unit
    deed = _deed(before, rest)
    head = noun.split(" of ")[0].split(" for ")[0].split()[-1]
    change = CHANGE.search(before[-20:]) if not deed else None
    if change is not None and last is not None and number.unit == "" and noun in ("", last.head):
        return _changed(number, "increase" if change["growth"] else "decrease", last, carried)
    if not deed and last is not None and last.qualifiers and not before.strip(" ,").removeprefix("and").strip():
        deed = last.qualifiers[-1]
    thing = f"{noun} {deed}".strip()
    return _Told(thing, thing, head, tuple(filter(None, (noun.removesuffix(head).strip(), deed))))


def _measured(number: Number, before: str, after: str, last: _Told | None, carried: int | None) -> _Told:
    """Forest cover reached 65.73 per cent; up 5.2 per cent; an investment of RMB 3 million."""
    change = _change_before(before) or (CHANGE.match(after.lstrip()) if number.kind == "percent" else None)
    way = ""
    if change is not None:
        way = ("growth" if change["growth"] else "fall") if number.unit in ("%", "‰") else "increase" if change["growth"] else "decrease"
        if re.search(r"\bto\s*$", before):
            way = ""  # rose to 65 per cent: where it stands
    words = before[: change.start()] if change is not None and change.string is before else before
    named = _bare(_subject(words))
    if not named and change is not None and change.string is before:
        growth = GROWTH_OF.match(before, change.end())
        named = _bare(growth["what"]) if growth is not None else ""
    if not named:
        return _changed(number, way, last, carried) if last is not None else _Told("", "", "", (), way)
    if way:
        return _Told(f"{named} {_changed_word(number, way)}", named, named.split()[-1], (), way)
    return _Told(named, named, named.split(" of ")[0].split()[-1])


def _subject(before: str) -> str:
    """What stands before the first verb; without one, before what leads to the number."""
    verb = MAIN_VERB.search(before) or LEADS.search(before)
    return before[: verb.start()] if verb is not None and verb.start() > 2 else OF.sub("", before)


def _change_before(before: str) -> re.Match[str] | None:
    """The last word of a change with no other verb between it and the number: not that of “sections up to standard stood at”."""
    changes = list(CHANGE.finditer(before))
    if not changes:
        return None
    change = changes[-1]
    return change if MAIN_VERB.search(before, change.end()) is None else None


def _changed(number: Number, way: str, last: _Told, carried: int | None) -> _Told:
    """What carries on the subject before it."""
    thing = f"{last.named} {_changed_word(number, way)}".strip() if way else last.named
    return replace(last, thing=thing, change=way, same_as=carried)


def _changed_word(number: Number, way: str) -> str:
    return {"growth": "growth rate", "fall": "fall rate"}.get(way, way)


def _rank(before: str, after: str, last: _Told | None, carried: int | None) -> _Told:
    named, same = _bare(_subject(before)), None
    if not named and last is not None:
        named, same = last.named, carried
    scope = SCOPE.match(after.strip())
    thing = f"rank of {named}" if named else ""
    return _Told(thing, named, named.split()[-1] if named else "", (scope[1],) if scope is not None else (), "", same)


def _noun(after: str) -> tuple[str, str]:
    """The noun that is counted, and what follows it: “roads”, “ were rebuilt”; “street parks built” ends before its deed."""
    begun = re.match(r"\s*(?:of\s+|in\s+(?=investment|total)|-)?", after)
    offset = begun.end() if begun is not None else 0
    stop = NOUN_END.search(after, offset)
    end = stop.start() if stop is not None else len(after)
    words = list(WORD.finditer(after, offset, end))[:8]
    kept = words
    for place, word in enumerate(words):
        if place and _is_participle(word[0]) and place + 1 == len(words):
            kept = words[:place]
            break
    if not kept:
        return "", after
    return re.sub(r"^(?:the|a|an|its|all)\s+", "", after[kept[0].start() : kept[-1].end()]), after[kept[-1].end() :]


def _deed(before: str, rest: str) -> str:
    """What was done to what is counted: after it (were rebuilt, rebuilt), or before it (rebuilt 27 roads)."""
    passive = PASSIVE.match(rest)
    if passive is not None and _is_participle(passive[1].split()[0]):
        return passive[1] + _manner(rest[passive.end() :])
    word = WORD.match(rest.lstrip())
    if word is not None and _is_participle(word[0]):
        return word[0] + _manner(rest.lstrip()[word.end() :])
    verbs = WORD.findall(before)
    verbs = verbs[:-1] if verbs and verbs[-1].lower() in ("some", "about", "the", "all") else verbs
    if verbs and _is_participle(verbs[-1].lower()):
        double = re.search(r"([a-z]+(?:ed|t)\s+(?:or|and)\s+[a-z]+)\s*$", before)
        return double[1] if double is not None else verbs[-1].lower()
    if len(verbs) > 1 and verbs[-2].lower() in ("to", "will", "should", "must", "and"):
        verb = verbs[-1].lower()
        return DONE.get(verb, f"{verb.removesuffix('e')}ed")
    return ""


def _manner(rest: str) -> str:
    """Settled in money: the words that say how, without a place or a time."""
    found = re.match(r" (?:in|into|as|through|on) (?!the\b|a\b|all\b|total\b)[a-z]+\b", rest)
    return found[0] if found is not None else ""


def _is_participle(word: str) -> bool:
    return word in PARTICIPLES or (len(word) > 4 and word.endswith("ed") and word not in ("hundred", "indeed", "speed", "need"))


def _bare(words: str) -> str:
    """A name without articles, pronouns and what leads to it."""
    words = " ".join(words.split())
    words = TIME.sub(" ", words)
    words = TRAILING.sub("", LEADING.sub("", words.strip(" ,.-–—:;()")))
    return words.strip(" ,.-–—:;()’'\"“”")


def _framed(text: str, first: int, last: int, frame: _Frame, numbers: Sequence[Number]) -> _Frame:
    """The sentence's first time that is no number of it."""
    for found in TIME.finditer(text, first, min(last, first + 2000)):
        counted = any(one.start < found.end() and found.start() < one.end for one in numbers[:50])
        if counted or (not found["last"] and _is_base(text, found.start())):
            continue
        period = _period(found, frame)
        upto = (found["upto"] or "").lower()
        stands_on = upto in ("as of", "as at", "by the end of", "at the end of", "end of", "up to", "until", "to", "by")
        return replace(frame, period=period, said=found[0].strip(), stands_on=stands_on)
    return frame


def _is_base(text: str, at: int) -> bool:
    return re.search(r"\b(?:than|over|from|with|against)\s+(?:in\s+|the\s+)?$", text[max(0, at - 14) : at]) is not None


def _period(found: re.Match[str], frame: _Frame) -> Period | None:
    if found["relative"]:
        back = {"last year": 1, "previous year": 1, "this year": 0, "the year before last": 2}.get(found["relative"].lower())
        return Period.year(frame.dated.year - back) if back is not None and frame.dated is not None else None
    year = int(found["year"])
    if found["last"]:
        return Period(date(year, 1, 1), date(max(year, int(found["last"])), 12, 31))
    if found["month"]:
        month = next(at for at, name in enumerate(MONTH_NAMES, 1) if name.startswith(found["month"][:3]))
        day = found["day"] or found["day_after"]
        if not day:
            return Period.month(year, month)
        try:
            on = date(year, month, int(day))
        except ValueError:
            return Period.month(year, month)
        return Period(on, on)
    nth = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(found["nth"] or "", 0)
    months = found["months"]
    if months:
        count = int(months) if months.isdigit() else COUNTS[months]
        return Period(date(year, 1, 1), Period.month(year, count).end) if 1 <= count <= 12 else None
    quarter = int(found["q"] or 0) or (nth if found["length"] == "quarter" else 0)
    half = int(found["h"] or 0) or (nth if found["length"] == "half" else 0)
    if quarter or half:
        length = 3 if quarter else 6
        end = Period.month(year, min(12, (quarter or half) * length)).end
        return Period(date(end.year, end.month - length + 1, 1), end)
    return Period.year(year)


def _places(words: str, at: int) -> tuple[str, ...]:
    """The places named up to the clause's end, the nearest to the number at `at` first."""
    said = sorted((abs(one.start() - at), one[1] or one[2]) for one in PLACE.finditer(words))
    named = (one.removeprefix("The ") for _, one in said if one.split()[0] not in MONTH_NAMES and not ORGAN.search(one))
    return tuple(dict.fromkeys(named))[:4]


def _organs(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one[1].removeprefix("The ") for one in ORGAN.finditer(words)))[:4]


