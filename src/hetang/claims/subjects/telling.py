"""What a text has told so far: of each number its name, and what a sentence or paragraph carries on to those that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from hetang.claims.subjects.phrases import led, measure_of

_VIEW = re.compile(r"^(?:其中[，,]?)?(?:从|按照?|分|就)(?P<what>[^，。；]{1,20}?)(?:来看|看|分|划分|来说|而言)$")
_WITHIN = re.compile(r"(?P<what>[^，。；]{2,24})(?:中|之中|里面|方面)$")
_LISTED = re.compile(r"^.*(?:的有|包括|主要是|分别是|其中)")
_TREND = re.compile(
    r"(?P<what>[^，。；]{2,14}?)(?:发展步伐|发展|生产|运行|增势|步伐|增速)?"
    r"(?:小幅|大幅|稳步|稳中|持续|不断|较快|平稳|快速|明显|进一步|加快|总体|逐步|健康|有序|深入|止跌|企稳|回升|回暖|增长|下降|上涨|提高|突破|首次|迈上|再创)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one number, kept for those that follow it."""

    index: int
    named: str           # the thing without its change: 一产增加值
    entity: str = ""     # 一产
    measure: str = ""    # 增加值
    verb: str = ""       # 新增
    unit: str = ""
    change: str = ""
    thing: str = ""
    head: str = ""
    qualifiers: tuple[str, ...] = ()
    base: str = ""
    planned: bool = False
    stage: str = ""
    same_as: int | None = None
    part_of: int | None = None
    aside: bool = False  # a value beside what is told: nothing is carried on from it
    time: str = ""       # where it is not that of the clause


@dataclass(slots=True)
class Telling:
    """What has been told so far in a sentence, and what a paragraph carries on."""

    told: list[Told] = field(default_factory=list)
    sources: dict[int, Told] = field(default_factory=dict)    # by index: what changes lead back to
    levels: list[Told] = field(default_factory=list)   # since the last change told of several at once
    whole: Told | None = None
    view: str = ""
    topic: str = ""
    part: bool = False
    verb: str = ""
    heard: str = ""
    part_now: bool = False    # 其中 stands before this very number
    amid: bool = False        # the parts began within the sentence: 用户60万户，其中城市48万户；
    opening: bool = False     # what is told next is the whole of what follows: 82种产品中，
    within: str = ""          # that whole: 村党组织书记中，大专以上学历占17%
    framed_only: str = ""     # time | place: the words before the number say no more than that
    years: tuple[str, ...] = ()   # 2015年和2016年，……分别为: of which the next several are
    ways: tuple[str, ...] = ()    # what stands between the numbers of a run: 分别下降7%、提高2个百分点
    so_far: str = ""              # the clause up to the number
    names: set[str] = field(default_factory=set)   # of the paragraph
    of: str = ""              # 占年初预算10065万元的43.2%: of what the next per cent is a share
    adjacent: bool = False    # the number follows another at once: 1646户6680人
    front: str = ""
    together: tuple[str, ...] = ()

    def sentence(self) -> None:
        self.told, self.levels, self.view, self.topic, self.part, self.verb, self.heard = [], [], "", "", False, "", ""
        self.amid = self.opening = False
        self.years, self.sources = (), {}

    def inside(self) -> Telling:
        """The same, for a bracket: what is told in it is not carried on after it."""
        recent = self.told[-3:]
        inner = Telling(recent, {one.index: self.sources.get(one.index, one) for one in recent}, view=self.view, topic=self.topic)
        inner.whole, inner.part = (recent[-1] if recent else self.whole), bool(recent)
        if self.heard and (name := _LISTED.sub("", self.heard.rsplit("、", 1)[-1])):
            inner.told.append(Told(-1, named=name, entity=name, thing=name, head=name))
            inner.part = False
        return inner

    @property
    def last(self) -> Told | None:
        """Of whom the next words speak when they do not say it: an amount of change leads back to what changed."""
        at = len(self.told) - 1
        while at >= 0 and self.told[at].aside and at > len(self.told) - 9:
            at -= 1
        one = self.told[at] if at >= 0 else None
        if one is not None and one.change in ("increase", "decrease", "contribution") and one.same_as is not None:
            one = self.sources.get(one.same_as, one)
        return one

    @property
    def subject(self) -> str:
        """Of what a sentence speaks that has told no number yet: its topic, or what it named just before (研发经费，从2亿元增加到3亿元)."""
        return self.topic or (name if measure_of(name := led(self.heard)) and len(name) <= 24 else "")

    def clause(self) -> None:
        self.verb, self.front, self.of = "", "", ""

    def hear(self, words: str) -> None:
        """A clause without a number: it may say from where the next ones are seen, or of whom they speak."""
        self.heard = words = words.strip()
        if self.look(words):
            return
        if words.startswith("其中"):
            self.open_parts()
        elif not self.topic and not self.told and (trend := _TREND.match(led(words))):
            self.topic = trend["what"] if "实现" not in trend["what"] and not trend["what"].endswith("的") else ""

    def look(self, words: str) -> bool:
        """从八大类消费品价格看, 规上工业中: what follows are parts."""
        view = _VIEW.match(words)
        if view is not None:
            self.view = measure_of(view["what"])
        if view is None and _WITHIN.fullmatch(words) is None:
            return False
        self.part = True
        if view is None and not self.told:
            self.whole = None       # 党员队伍中: of whom the parts are was not counted here
        return True

    def stop(self) -> None:
        """At a semicolon: parts opened within the sentence end, several told at once begin anew."""
        self.levels = []
        if self.amid:
            self.part = self.amid = False

    def open_parts(self) -> None:
        self.amid = self.amid or (not self.part and bool(self.told))
        self.part = True

    def keep(self, one: Told) -> Told:
        """Remembered for what follows, and marked as a part where the text says so."""
        whole = self.whole if self.part and not (one.change or one.aside or self.opening) else None
        if whole is not None and one.verb and not self.part_now and one.named != whole.named:
            whole, self.part = None, False       # 新增铁路60公里，其中高铁50公里，新增公路200公里: a deed of its own
        if whole is not None and whole.index >= 0 and one.unit == whole.unit and one.unit not in ("%", "‰", "pp", "rank"):
            one = replace(one, part_of=whole.index)
        self.told.append(one)
        self.names.add(one.named)
        source = self.sources.get(one.same_as) if one.same_as is not None else None
        amount = one.change in ("increase", "decrease", "contribution")
        self.sources[one.index] = source if amount and source is not None else one
        if self.opening:
            self.whole, self.within, self.part, self.opening = one, one.head, True, False
            return one
        if not one.change and not one.aside:
            self.levels.append(one)
            if not self.part and not one.stage and not any(word in one.named for word in ("人均", "户均", "平均", "亩均", "每")):
                self.whole = one
        return one
