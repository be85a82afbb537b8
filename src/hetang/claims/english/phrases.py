"""The patterns of English sentences around a number: verbs, ends of nouns, changes, times, places."""

from __future__ import annotations

import re


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A sentence ends where a line's start, a space or nothing follows; a stop after No., approx., sq. and one capital (U.S.) ends none.
END = re.compile(
    r"(?<![A-Z])(?<!\bNo)(?<!\bNos)(?<!approx)(?<!\bsq)(?<!\bcu)[.!?]+[\"”’)]*(?=\s|$)"
    r"|\n[ \t\r]*\n|(?<=[:;])[ \t\r]*\n|\n(?=[ \t]*[-•*(\d])"
)
BREAK = re.compile(r"[,;:()—]|\s[-–]\s|\b(?:while|whereas|but|although|where)\b")
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*")

MAIN_VERB = re.compile(
    r"\b" + _any(
        "has have had was were is are been reached reaches stood stands hit rose fell grew increased decreased declined dropped climbed"
        " covered covers amounted amounts totalled totaled totals came remained exceeded surpassed averaged accounted comprised included"
        " ranked ranks placed expanded improved topped cost measures measured numbered equals equalled made went"
    ) + r"\b"
)  # fmt: skip
LEADS = re.compile(r"\b(?:up|down|by|at|to)\b")
OF = re.compile(r"\s*\bof\s*$")
NOUN_END = re.compile(
    r"\b" + _any(
        "was were is are be been being has have had will would can could should must may did does do in on at by with from to within"
        " during after before under over than as through across between among into onto since until while which that who whose where"
        " and or but respectively citywide nationwide this last per each every up down year-on-year compared against"
    ) + r"\b|[,;:.()]"
)  # fmt: skip
PASSIVE = re.compile(
    r"\s*(?:was|were|is|are|have been|has been|had been|will be|to be|being|been|got)\s+"
    r"(?:also |all |newly |now |already |finally )?([a-z]+(?:\s+or\s+[a-z]+)?)"
)
PARTICIPLES = _set(
    "built rebuilt laid made held sent paid put cut set sold won dug begun done found given taken kept led met spent brought drawn"
    " grown shown known written chosen driven"
)
LEADING = re.compile(
    r"^(?:\s|\b" + _any(
        "the a an its their our this with and or but of in by for also then there total altogether about that which including as it they"
        " we ranking ranked placed he she city's city citywide from to at only so on up down further another more among them these"
    ) + r"\b)+", re.I,
)  # fmt: skip
TRAILING = re.compile(
    r"(?:\s|\b" + _any("the a an of to at by total some about and or in than as for with up down now also already then all") + r"\b)+$",
    re.I,
)
CHANGE = re.compile(
    r"\b(?:(?P<growth>" + _any("up rose risen rise rising grew grown growth growing increase increased increasing higher more climbed")
    + ")|(?P<fall>" + _any("down fell fallen falling drop dropped decline declined decrease decreased lower fewer less reduced cut shrank")
    + r"))\b", re.I,
)  # fmt: skip
GROWTH_OF = re.compile(r"\s*(?:of|in)\s+(?P<what>[a-z ]{1,60}?)\s+(?:was|were|of|by|reached)\b")
BASE = re.compile(
    r"\b(?:(?:year|month|quarter)[ -]on[ -](?:year|month|quarter)|from (?:a|the) (?:year|month) (?:earlier|before)"
    r"|(?:compared (?:with|to)|over|from|than|against) (?:the )?"
    r"(?:same period(?: of)?|previous|preceding|last|prior|year before|end of|plan|target|in \d{4}|\d{4})[^,;.()]{0,30})", re.I,
)  # fmt: skip
PLANNED = re.compile(
    r"\b" + _any(
        "plan plans planned planning target targets targeted aim aims aiming will shall expected expects goal goals scheduled"
        " intends seeks hopes"
    ) + r"\b|\bto be\b", re.I,
)  # fmt: skip

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
COUNTS = {word: at for at, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 2)}
DURATIONS = {"天": "days", "月": "months", "年": "years", "周": "weeks", "小时": "hours"}
_MONTH = "(?P<month>" + "|".join(f"{name}|{name[:3]}" for name in MONTH_NAMES) + r")\.?"
_PART = (
    r"(?P<part>(?P<nth>first|second|third|fourth)\s+(?P<length>quarter|half)(?:\s+of)?\s+|Q(?P<q>[1-4])\s+|H(?P<h>[12])\s+"
    rf"|first (?P<months>\d{{1,2}}|{'|'.join(COUNTS)}) months of\s+)"
)
_UPTO = r"(?P<upto>[Aa]s of|[Aa]s at|[Bb]y the end of|[Aa]t the end of|[Uu]p to|[Bb]y|[Uu]ntil|to|[Ss]ince|end of)"
TIME = re.compile(
    rf"\b(?:{_UPTO}\s+)?(?:the\s+)?(?:{_PART}?"
    rf"(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(?:(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?)?"
    r"(?P<year>(?:19|20)\d\d)\b(?:[–-](?P<last>(?:19|20)\d\d))?"
    r"|(?P<relative>[Ll]ast year|[Tt]his year|the year before last|previous year|the year)\b)"
)
_PLACE_KIND = "(?:County|District|City|Province|Town|Township|Subdistrict)"
PLACE = re.compile(
    rf"\b(?:in|across|of|throughout)\s+((?:[A-Z][a-z]+\s+){{0,2}}[A-Z][a-z]+(?:\s+{_PLACE_KIND})?)(?![a-z])|\b((?:[A-Z][a-z]+\s+){{1,2}}{_PLACE_KIND})\b"
)
# Deeds that are meant and not yet done are named as those that are: to rebuild 27 roads is of roads rebuilt.
DONE = {"build": "built", "rebuild": "rebuilt", "lay": "laid", "make": "made", "send": "sent", "hold": "held", "cut": "cut", "pay": "paid"}
ORGAN = re.compile(
    r"\b((?:[A-Z][a-z]+(?:\s+and)?\s+){0,5}" + _any(
        "Bureau Office Committee Department Commission Administration Group Centre Authority Court"
    ) + r"(?:\s+of(?:\s+[A-Z][a-z]+){1,4})?)"
)  # fmt: skip
SCOPE = re.compile(r"\b(?:in|among|across|of)\s+(?:the\s+|all\s+|[a-z]+\s+)?([a-z]+|[A-Z][a-z]+)")
