"""Why a numeral with its unit claims nothing: a frame of time, a limit, a denominator, an article, a norm of law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hetang.claims.numbers import evidence_words as words
from hetang.claims.numbers import relations
from hetang.claims.numbers.measures import Measure, named_unit
from hetang.claims.numbers.numerals import Numeral


@dataclass(frozen=True, slots=True)
class Place:
    """A numeral with its unit, where it stands; `said` are relation and marker of the words before it, `legal` inside an article of law."""

    text: str
    start: int
    end: int
    first: Numeral
    last: Numeral
    measure: Measure
    shape: str
    legal: bool
    said: tuple[str, str]

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - 16) : self.start]

    @property
    def bounded(self) -> bool:
        """Whether words say it is more or less than a bound."""
        return self.said[0] not in ("", "eq", "about") or relations.after(self.text, self.end)[0] not in ("", "eq", "about")

    @property
    def written(self) -> str:
        return self.measure.written

    @property
    def ends(self) -> bool:
        return self.text[self.end : self.end + 1] in words.ENDS

    @property
    def one(self) -> bool:
        return self.first.low == 1 and self.last.low == 1 and self.first.scale == 1


def legal_spans(text: str) -> tuple[int, int]:
    """From the first article of a text of law to the line after its last; (0, 0) where there are no five articles."""
    articles = [article.start() for article in words.ARTICLE.finditer(text)]
    if len(articles) < 5 or articles[-1] - articles[0] > 1500 * len(articles):
        return 0, 0
    end = text.find("\n\n", articles[-1])
    return articles[0], len(text) if end < 0 else end


def unwritten(text: str, start: int, numeral: Numeral) -> Measure | None:
    """The unit that is not written: 43万儿童 are persons, 突破60亿 after 投资总额 is money, 总指数为99.5 an index."""
    end, before = numeral.end, text[max(0, start - 60) : start]
    ends = text[end : end + 1] in words.ENDS
    relation, marker = relations.before(text, start, numeral.bare)
    bare = before.removesuffix(marker)
    decimal = numeral.step < 1 and numeral.scale == 1
    level = decimal or (numeral.scale == 1 and 50 <= numeral.low <= 200 and ends)
    measured = (words.INDEX_OR_BARE if level else words.INDEX_BEHIND).search(before) or (marker and words.INDEX_BEHIND.search(bare))
    if measured and not numeral.chinese and (ends or (decimal and words.MOVES.match(text, end))):
        return Measure(end, "", "", "点", "index")
    if decimal and ends and 50 < numeral.low < 200 and words.INDEX_ITEM.search(before):
        return Measure(end, "", "", "点", "index")
    label = words.LABEL.search(before)
    if label is not None and ends and (named := named_unit(label["unit"])) is not None:
        return replace(named, end=end)
    heads = words.HEADS_BEHIND.search(before) or words.HEADS_BEHIND.search(bare)
    if heads is not None and (ends or words.MOVES.match(text, end)):
        return Measure(end, "", heads["what"] or "", "", "count")
    if relation not in ("", "eq") and ends and words.PEOPLE_ENDS.search(bare) and numeral.step >= 1:
        return Measure(end, "", "人", "人", "count")
    spoken = numeral.chinese and (numeral.low >= 1000 or (numeral.low >= 100 and numeral.step > 1 and ends))
    large = numeral.scale >= 1000 or spoken or numeral.marker != ""
    if large and words.HOUSEHOLDS_AHEAD.match(text, end):
        return Measure(end, "", "户", "户", "count")
    whole = numeral.step >= 1 and numeral.low >= 10 and not 1900 <= numeral.low <= 2100 and not numeral.chinese
    if (large or whole) and (words.MANY_PEOPLE_AHEAD if large else words.PEOPLE_AHEAD).match(text, end):
        return Measure(end, "", "人", "人", "count")
    return _of_sentence(text, bare, end, marker, ends or not numeral.bare) if large else None


def _of_sentence(text: str, before: str, end: int, marker: str, alone: bool) -> Measure | None:
    """Money or persons, by which of them the sentence spoke last; else what is counted without a unit."""
    sentence = max(before.rfind(mark) for mark in "。；\n") + 1
    money = max((match.end() for match in words.MONEY_BEHIND.finditer(before, sentence)), default=-1)
    people = max((match.end() for match in words.PEOPLE_BEHIND.finditer(before, sentence)), default=-1)
    if money > people and (text[end : end + 1] in words.ENDS or marker or relations.after(text, end)[1]):
        return Measure(end, "", "元", "元", "money")
    if people > money:
        return Measure(end, "", "人", "人", "count")
    return Measure(end, "", "", "", "count") if alone else None


def meant(text: str, start: int, measure: Measure) -> Measure:
    """块 is money where money is spoken of (卖了八万块), 0.8个 is points before 1.2个百分点."""
    if measure.written == "个" and words.POINTS_AHEAD.match(text, measure.end) and text[start:measure.end].count("."):
        return replace(measure, told="pp", measured="百分点", kind="percent")
    if measure.written == "块" and words.PRICED.search(text[max(0, start - 12) : start]):
        return replace(measure, told="元", measured="元", kind="money")
    return measure


def why_passed(place: Place) -> str:
    """The kind of no claim that this is; "" for a claim. The first rule that speaks decides."""
    return next((kind for rule in _RULES if (kind := rule(place))), "")


def _hour(place: Place) -> str:
    return "date" if place.measure.told == "点" and words.OF_DAY.search(place.before) else ""


def _denominator(place: Place) -> str:
    """每千人口, 每10万人; 1公斤能卖14元."""
    one = place.one and words.CHANGES_FOR.match(place.text, place.end)
    return "denominator" if one or place.before.endswith(("每", "每隔")) else ""


def _bare(place: Place) -> str:
    """万元, 千亿产业: a scale word alone says a size, unless words say it is passed, neared or gained."""
    if not place.first.bare or place.last.relation != "eq":
        return ""
    if words.PROGRAMME.match(place.text, place.end):
        return "name"
    if place.written in words.ONE_BY_ONE and words.COUNT_GAINED.search(place.before):
        return ""
    stands = place.before.endswith(("在", "达", "达到", "至", "到")) and relations.after(place.text, place.end)[1]
    return "" if stands or place.said[1] or words.GAINED.search(place.before) else "threshold"


def _vague(place: Place) -> str:
    several = place.text[place.start] in "几数" and (place.first.scale == 1 or place.measure.told == "年")
    return "vague" if several else ""


def _document(place: Place) -> str:
    """共印120份, 附图片2张."""
    if place.written == "页" and place.before.endswith("共") and "第" in place.before:
        return "document number"
    printed = place.before.endswith(("共印", "印发", "印")) and place.written in ("份", "册")
    return "document number" if printed or place.before.endswith(("附图片", "附图", "附表", "附件")) else ""


def _norm(place: Place) -> str:
    """A deadline or limit of law: 应当自收到之日起15日内, 不得超过5人."""
    if place.legal:
        return "norm"
    sentence = place.text[max(0, place.start - 60) : place.start]
    for mark in "。；\n":
        sentence = sentence.rpartition(mark)[2]
    if words.NOT_MORE.search(sentence) or words.FINED.match(place.text, place.end):
        return "norm"
    if place.measure.kind != "duration":
        return ""
    within = place.text.startswith(("内", "以内", "之内", "前"), place.end)
    if within and (words.SHALL.search(sentence) or words.SHALL_AFTER.match(place.text, place.end)):
        return "norm"
    return "threshold" if words.UNDER_REVIEW.search(sentence) else ""


def _frame(place: Place) -> str:
    """五年来, 近三年, 前5个月, 三年行动 only frame; 连续19年, 12天完成 are claims."""
    if place.measure.kind != "duration":
        return ""
    if words.SERVICE.match(place.text, place.end):
        return "name"
    before, marker, ago = place.before, place.said[1], place.text.startswith(words.AGO, place.end)
    rest = before.removesuffix(marker) if marker in words.NEARING else before
    continued = place.end - place.last.end > len(place.written)   # 一年零三个月
    if continued or place.measure.marker == "半" or words.SERVED.match(place.text, place.end) or (marker in words.EXCEEDING and not ago):
        return ""
    if ago and not words.ADVANCED.search(rest):
        return "duration"
    served = marker == "近" and place.ends and words.HAN_ENDS.search(rest)
    if place.measure.told not in words.LONG and words.DAYS.search(rest):
        return ""
    lasts = served or words.LASTS.search(rest) or (words.LASTS.search(before) and not before.endswith("近"))
    if lasts or place.first.low.denominator != 1 or words.SPAN.search(before) or words.SPENT.search(rest):
        return ""
    if words.FRAMES.search(before) or (place.one and before.endswith("上")):
        return "duration"
    if place.measure.told in words.LONG:
        return "" if words.DONE.match(place.text, place.end) and not place.one else "duration"
    return "article-one" if place.one and place.first.chinese else ""


def _article(place: Place) -> str:
    """One is an article (一个, 一项), unless it is counted: 仅一家, 变电站一座."""
    if not place.one or place.measure.kind in ("percent", "duration", "comparison"):
        return ""
    if words.NONE_MISSING.match(place.text, place.end):
        return "idiom-non-claim"
    lost = place.written in words.THINGS and words.MISSING.match(place.text, place.end)
    if not place.first.chinese or lost or _listed(place):
        return ""
    before, written = place.before, place.written
    counted = place.said[0] not in ("", "eq") or place.said[1] == "仅" or words.ONE_COUNTED.search(before)
    if counted and written not in words.ONE_WORDS:
        return ""
    after_noun = words.NOUN_BEFORE.search(before) and place.text[place.start : place.end] not in before
    thing = written in words.THINGS or (written == "起" and words.MISHAP.search(before))
    return "" if thing and after_noun and place.text[place.end : place.end + 1] in tuple("，。；、") else "article-one"


def _listed(place: Place) -> bool:
    """两辆受损、一辆报废: counted beside others of its unit."""
    before, written = place.before, place.written
    at = before.rfind(written)
    return at > 0 and before[at - 1] in "0123456789二两三四五六七八九十" and words.ITEM.fullmatch(before, at + len(written)) is not None


def _session(place: Place) -> str:
    """十六届人大三次会议, 后三位, 二、三层."""
    before, written, chinese = place.before, place.written, place.first.chinese
    held = place.first.low < 10 and words.HAPPENED.search(before) and not before.endswith("近")
    session = written == "届" and (chinese or place.text.startswith(("人大", "全会"), place.end)) and not held
    meeting = written == "次" and chinese and words.MEETING.match(place.text, place.end)
    floors = place.shape == "list" and chinese and place.last.low < 10 and written in words.NAMED_SORTS
    ends = written in ("位", "名") and before.endswith(("后", "前", "末"))
    return "structural" if session or meeting or floors or ends else ""


def _sort(place: Place) -> str:
    """三个重点, 两手, 四级: one written digit with a word that sorts, not counts."""
    before, written, first = place.before, place.written, place.text[place.start]
    if not place.first.chinese or place.end - place.start - len(written) != 1 or place.first.bare:
        return ""
    speech = written in ("个", "项", "条", "种") and words.SPEECH.match(place.text, place.end)
    pointed = place.measure.kind == "count" and before.endswith(words.POINTED_AT)
    second = first == "二" and place.measure.kind == "count" and written not in ("人", "位") and not place.ends
    around = first == "四" and written == "处" and not place.ends
    unpaid = written == "元" and not words.PAID.search(before) and not place.said[1]
    if speech or pointed or second or around or unpaid or written == "字":
        return "structural"
    if written == "点" and not words.INDEX_SAID.search(before):
        return "structural"
    sorts = written in words.NAMED_SORTS and written != "元" and not words.HAPPENED.search(before)
    return "structural" if sorts and not place.said[1] and not place.ends else ""


def _threshold(place: Place) -> str:
    """亿元以上项目793个: the size limit of what is counted, not a claim."""
    text, end, kind = place.text, place.end, place.measure.kind
    if _limits(place):
        return "threshold"
    whole = kind == "money" and words.WHOLE.search(place.before.removesuffix(place.said[1]))
    if (place.bounded or place.shape == "range" or kind == "percent") and not whole and words.OF_COUNTED.match(text, end):
        return "threshold"
    if place.bounded and text.startswith(("的，", "的："), end):
        return "norm"
    of = words.OF_NOUN.match(text, end)
    ahead = of is not None and words.COUNT_AHEAD.match(text, of.end()) is not None
    ahead = ahead or (of is not None and place.bounded and words.HAS_COUNT.match(text, of.end()) is not None)
    share = kind == "percent" and words.RATE_ENDS.search(place.before)
    if ahead and (share or (kind in ("count", "percent") and place.bounded)):
        return "threshold"
    if kind == "money" and place.bounded and place.first.bare and words.COUNT_AT_ONCE.match(text, end):
        return "threshold"
    if kind in words.SIZES and place.bounded:
        if place.said[0] in ("gt", "ge") and words.SIZED.match(text, end):
            return "threshold"
        if of is not None and (ahead or (place.first.bare and place.said[0] != "lt")):
            return "threshold"
    voltage = place.measure.told in ("kV", "kVA") and words.CLASS.match(text, end)
    inches = place.measure.told == "英寸" and not place.ends
    return "threshold" if voltage or inches or text.startswith("级", end) else ""


def _limits(place: Place) -> bool:
    """Whether 以上 or 以下 bounds the things that follow: 投资50万元以上的行政村, 20户以上自然村."""
    text, kind, before = place.text, place.measure.kind, place.before
    limit = words.LIMIT.match(text, place.end)
    if limit is None or words.NO_NOUN.match(text, limit.end()):
        return False
    if kind in words.SIZES or place.measure.told == "年" or (limit["of"] and words.MEASURE_OF.search(before)):
        return True
    things = limit["of"] or place.written in words.PARTS or words.COUNT_AHEAD.match(text, limit.end())
    if kind == "count" and things and place.first.low < 1000 and not words.COUNTING.search(before):
        return True
    if limit["of"] and words.HAS_COUNT.match(text, limit.end()):
        return True
    rated = kind == "percent" and limit["of"] and words.RATE_ENDS.search(before)
    if rated and words.COUNT_AHEAD.match(text, limit.end()):
        return True
    return words.OF_COUNTED.match(text, limit.end() - len(limit["of"] or "")) is not None


def _ages(place: Place) -> str:
    """60岁以上老年人, 14岁以下1821人, 满三岁即入园: an age group."""
    if place.measure.kind != "age":
        return ""
    listed = place.text[place.first.end : place.first.end + 1] == "、"
    group = place.shape == "range" or place.before.endswith("满")
    people = words.OF_PEOPLE.match(place.text, place.end)
    grouped = not listed and ((group and not place.ends) or people)
    return "threshold" if grouped or words.AGED.match(place.text, place.end) else ""


_RULES: tuple[Callable[[Place], str], ...] = (
    _hour, _denominator, _bare, _vague, _document, _norm, _frame, _article, _session, _sort, _threshold, _ages,
)  # fmt: skip
