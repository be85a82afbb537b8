"""The words of the English grammar: numerals, units, approximations, and what stands beside a numeral that is no claim."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple, TypeVar

# A run of digits with its groups and decimals, a word, or one sign; each character is looked at once.
TOKEN = re.compile(r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)*|\S")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * place for place, word in enumerate(words.split())}


SMALL = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 0
)
TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "bn": 10**9, "mn": 10**6,
}  # fmt: skip
GLUED_SCALES = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9}  # after a sign of money alone
VAGUE = _set("dozens scores hundreds thousands millions billions tens")

ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
    " seventeenth eighteenth nineteenth twentieth", 1,
) | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}  # fmt: skip
ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th"))
_PARTS = {word: value for word, value in ORDINALS.items() if 3 <= value <= 10}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, **_PARTS, **{f"{word}s": value for word, value in _PARTS.items()}}

MULTIPLES: dict[str, int | Fraction] = {
    "doubled": 2, "doubling": 2, "tripled": 3, "trebled": 3, "tripling": 3, "quadrupled": 4, "quadrupling": 4, "quintupled": 5,
    "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "tenfold": 10, "halved": Fraction(1, 2),
}  # fmt: skip
FIGURES = frozenset(MULTIPLES) | SMALL.keys() | TENS.keys()

MONTHS = _set(
    "January February March April May June July August September October November December"
    " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)


class Measure(NamedTuple):
    """What stands after a numeral: `unit` as the Chinese grammar tells it, `measured` in terms.units, the kind of claim."""

    unit: str
    measured: str
    kind: str


COUNTED = Measure("", "个", "count")  # English has no counting words: 27 roads are 27 of anything countable
RANKED = Measure("名", "名", "rank")
TIMES = Measure("倍", "倍", "comparison")
AGE = Measure("岁", "", "age")

# unit | symbol of terms.units | kind | English names
_UNITS = """
%|%|percent|%;per cent;percent;pct
‰|‰|percent|‰;per mille
pp|百分点|percent|percentage point;percentage points;percent points;pp;ppt
km|公里|quantity|km;kilometre;kilometres;kilometer;kilometers
m|米|quantity|m;metre;metres;meter;meters
里|里|quantity|li
cm|厘米|quantity|cm;centimetre;centimetres;centimeter;centimeters
mm|毫米|quantity|mm;millimetre;millimetres;millimeter;millimeters
㎡|平方米|quantity|sq m;sq. m;sqm;㎡;m²;m2;square metre;square metres;square meter;square meters
km²|平方公里|quantity|sq km;sq. km;㎢;km²;km2;square kilometre;square kilometres;square kilometer;square kilometers
公顷|公顷|quantity|ha;hectare;hectares
亩|亩|quantity|mu
m³|立方米|quantity|m³;m3;cu m;cubic metre;cubic metres;cubic meter;cubic meters
L|升|quantity|litre;litres;liter;liters
吨标准煤||quantity|tonnes of standard coal;tons of standard coal;tonnes of coal equivalent
t|吨|quantity|t;tonne;tonnes;ton;tons;metric tons
kg|千克|quantity|kg;kilogram;kilograms;kilogramme;kilogrammes
斤|斤|quantity|jin
g|克|quantity|g;gram;grams
kWh|千瓦时|quantity|kWh;kilowatt hours;kilowatt-hours
kW||quantity|kW;kilowatt;kilowatts
km/h||quantity|km/h;kilometres per hour;kilometers per hour;kilometres an hour
μg/m³|μg/m³|quantity|μg/m³;µg/m³;ug/m3;μg/m3;micrograms per cubic metre;micrograms per cubic meter
mg/m³|mg/m³|quantity|mg/m³;mg/m3;milligrams per cubic metre;milligrams per cubic meter
mg/L|mg/L|quantity|mg/L;mg/l;milligrams per litre;milligrams per liter
分贝|分贝|quantity|dB;decibel;decibels
℃|℃|quantity|℃;°C;degrees Celsius
元|元|money|yuan;RMB;renminbi;CNY;yuan RMB;RMB yuan
USD|美元|money|US dollars;US dollar;dollars;USD
EUR||money|euros;euro;EUR
HKD||money|Hong Kong dollars;HKD
年|年|duration|year;years
月|月|duration|month;months
周|周|duration|week;weeks
天|天|duration|day;days;calendar day;calendar days
小时|小时|duration|hour;hours
分钟|分钟|duration|minute;minutes
秒|秒|duration|second;seconds
工作日|工作日|duration|working day;working days;workday;workdays;business day;business days
季度|季度|duration|quarter;quarters
岁||age|years old;year old;years of age;year olds
户|户|count|household;households;family;families
人|人|count|people;person;persons
人次|人次|count|person time;person times;person-time;person-times;visits
倍|倍|comparison|fold
次|次|count|times
"""
_BEFORE_NUMERAL = """
元|元|money|RMB;CNY;¥;￥;yuan;RMB¥
USD|美元|money|$;US$;USD;USD$
EUR||money|€;EUR
HKD||money|HK$;HKD
GBP||money|£;GBP
"""


Value = TypeVar("Value")
Phrases = dict[str, list[tuple[tuple[str, ...], Value]]]


def told(token: str) -> str:
    """As names are looked up: up to three letters by their case, longer words without it."""
    return token if len(token) <= 3 else token.lower()


def _phrases(named: dict[str, Value]) -> Phrases[Value]:
    """By first token, longest first."""
    found: Phrases[Value] = {}
    for name, value in named.items():
        tokens = tuple(told(token) for token in TOKEN.findall(name))
        found.setdefault(tokens[0], []).append((tokens, value))
    for same in found.values():
        same.sort(key=lambda one: -len(one[0]))
    return found


def _measures(table: str) -> Phrases[Measure]:
    rows = (line.split("|") for line in table.strip().splitlines())
    return _phrases({name: Measure(unit, symbol, kind) for unit, symbol, kind, names in rows for name in names.split(";")})


def _related(table: dict[str, str], backwards: bool = False) -> Phrases[str]:
    """All in small letters; `backwards` for what is read from the numeral towards the left."""
    found: Phrases[str] = {}
    for relation, names in table.items():
        for name in names.split(","):
            tokens = tuple(TOKEN.findall(name.strip()))
            tokens = tokens[::-1] if backwards else tokens
            found.setdefault(tokens[0], []).append((tokens, relation))
    for same in found.values():
        same.sort(key=lambda one: -len(one[0]))
    return found


UNITS = _measures(_UNITS)
MONEY_SIGNS = _measures(_BEFORE_NUMERAL)

# What stands before a numeral and says how exact it is; eq: it says nothing but stands there.
BEFORE = _related(
    {
        "lt": "nearly, almost, close to, just under, just below, less than, fewer than, under, below, approaching, short of, lower than,"
        " smaller than, shorter than, not quite",
        "le": "up to, no more than, not more than, at most, at the most, not exceeding, a maximum of, within, not over, no longer than",
        "gt": "more than, over, above, exceeding, exceeds, exceed, exceeded, in excess of, upwards of, upward of, surpassing, surpassed,"
        " topped, topping, greater than, higher than, larger than, longer than, just over, just above, well over, beyond",
        "ge": "at least, no less than, no fewer than, not less than, not fewer than, a minimum of",
        "about": "about, around, some, roughly, approximately, approx., circa, an estimated, in the region of, in the order of",
        "eq": "as many as, as much as, as high as, as low as, only, just, merely, exactly, a total of, reaching, reached, hit, totalling,"
        " totaling, altogether",
    },
    backwards=True,
)
AFTER = _related(
    {
        "ge": "or more, or above, or over, or higher, or longer, or older, and above, and over, and older, and more, plus, +",
        "le": "or less, or fewer, or below, or under, or younger, and below, and under",
        "about": "or so, or thereabouts, more or less",
    }
)

# A numeral after these is a number of something written, not of something counted.
LABELS = {
    **dict.fromkeys(
        _set("article articles section sections chapter chapters paragraph paragraphs para paras clause clauses item items annex annexes"
        " appendix appendices schedule part parts page pages pp p table tables figure figures fig chart map box footnote note subsection"
        " subparagraph point line lines column row volume vol title rule question"), "structural",
    ),
    **dict.fromkeys(
        _set("nos number numbers decree order notice circular regulation directive resolution document issue issues version"
        " v release edition phase stage lot batch group team class grade level tier type category model building block room"
        " floor gate platform highway route road expressway motorway line bus flight train apartment plot zone district ward"
        " window channel"), "number",
    ),
    **dict.fromkeys(_set("tel telephone phone fax mobile hotline ext extension call dial postcode zip"), "phone"),
}  # fmt: skip
HOTLINES = _set("hotline helpline")

TIME_UNITS = _set("年 月 周 天 小时 分钟 秒 工作日 季度")
FRAMES = _set("past last next coming previous preceding following recent")  # the past five years
FRAME_AFTER = _set("ago later hence")
PERIODS = _set("quarter quarters half month months week weeks")  # the first quarter, the first ten months
PROGRAMMES = _set("plan plans programme programmes program action campaign blueprint")  # the Five-Year Plan
RANK_VERBS = _set("ranked ranks ranking rank placed places placing came comes coming stood stands finished finishing")
RANK_FIELDS = _set(
    "province country nation region world county counties city cities prefecture provinces nationwide nationally provincewide"
    " regionwide worldwide citywide national provincial china asia peers sector industry"
)
CHANGES = _set(
    "rose rise risen rising grew grow grown increased increase increasing fell fall fallen falling dropped drop declined decline"
    " decreased raised raise cut reduced up down expanded extended improved climbed moved lowered shortened widened went"
)
# What may follow a fraction said in words; otherwise "a third bridge" would be one.
AFTER_PART = _set("of in from more less fewer faster higher lower to since on during as")

NOT_ONE = _set(  # "one" is no number before these …
    "of another by hand time day side thing stop way who which that whose to can should must may will would is was and or off sided"
    " self where after"
)
NOT_ONE_AFTER = _set("no any some every each this that the another which as at than other")  # … and after these
POINTED_AT = _set("the these those both all other such its their our")  # the two districts: said before, not counted now
IDIOMS = tuple(
    tuple(name.split()) for name in (
        "24 / 7", "two sessions", "one stop", "one off", "one way", "two way", "zero tolerance", "net zero", "zero carbon",
        "zero distance", "zero emission", "zero emissions", "in half", "second to none", "third party", "third parties", "second hand",
        "first hand", "first class", "first rate", "first and foremost", "one belt", "two sides", "both ends", "one heart", "one mind",
        "one by one", "seven days a week", "7 days a week", "24 hour", "24 hours a day", "one country", "two systems",
        "three represents", "four cardinal", "six stabilities", "zero sum", "one sided", "first aid", "first lady",
        "one size fits all", "half hearted", "half way", "one window", "three dimensional", "two dimensional",
    )
)  # fmt: skip
