"""Words before and after a number that say how it stands to the true value: 近, 超过, 不低于, 以上, 左右."""

from __future__ import annotations

import re

# README of the annotation: 近 is below, 多 and 超 above, 以上 at least, 左右 about.
BEFORE = {
    "lt": "< ＜ 了小 近 将近 接近 临近 逼近 不足 不到 未到 未满 不满 低于 少于 小于 未达 未达到 不够 短于",
    "le": "≤ 不超过 不高于 不多于 不大于 最多 至多 不超 未超过 不得超过 控制在 不晚于",
    "gt": "> ＞ 超 超过 过了 投资过 产值过 收入过 税收过 营收过 人口过 规模过 销售过 总量过 余额过 其中过 "
    "突破 逾 高于 多于 大于 破 跨过 越过 跨越 冲破 远超 已超 首超 长于 优于",
    "ge": "≥ 少说 少说也有 不低于 不少于 不小于 至少 最少 不短于 不下 不下于 起码 跨上 迈上 跃上 站上 登上 迈入 跨入 跨进 迈过",
    "about": "≈ 约 大约 约为 约占 约等于 约增加 约增长 约减少 约下降 约需 约计 约达 约折合 约有 约合 大概 大致 平均约 估计 折合约 左右约",
    "eq": "达 达到 高达 多达 降至 升至 增至 增加到 减少到 下降到 提高到 提升至 提高至 上升到 扩大到 缩短至 压缩至 减至 增长到 "
    "仅 只有 共 为 累计",
}
BARE_BEFORE = {"gt": "过 超 破 逾", "ge": "上"}   # 过万, 上百: before a scale word alone
AFTER = {
    "ge": "及以上 或以上 或者以上 以上 之上 以上的",
    "le": "及以下 或以下 以下 以内 之内 及以内",
    "about": "左右 上下 前后 许",
    "gt": "有余 之多的 多 余 出头 开外 强",
    "lt": "不到 弱",
}
_NOT_A_MARKER = {
    "过了": "通经走度跑去来看超", "约": "签节条公合契制预集履简违守缔爽特隐婉", "近": "附最邻亲临靠远就迫", "超": "赶反高",
    "破": "打侦告识击攻爆", "过": "通经不超渡路越", "上": "以马网线之身会纸海路史世早晚手地车", "共": "公一总",
    "达": "到传发表直抵", "仅": "不",
}  # fmt: skip
# What follows makes another word of it: 多样, 余额, 强县.
_AFTER_WORD = {
    "多": re.compile("[样元种数少达为余次边方式功彩项渠]"), "余": re.compile("[额下款地热]"), "许": re.compile("[多可]"),
    "强": re.compile("[^，。；、）的]"), "弱": re.compile("[^，。；、）的]"), "以上": re.compile("述"),
}  # fmt: skip


def _table(words: dict[str, str]) -> dict[str, str]:
    return {word: relation for relation, line in words.items() for word in line.split()}


_BEFORE, _AFTER = _table(BEFORE), _table(AFTER)
_BEFORE_BARE = _BEFORE | _table(BARE_BEFORE)
_OF_A_SHARE = re.compile("(?P<word>约占|约为|不得超过|不超过|不高于|不低于|不少于|接近|超过|不足|不到|将近|大约)[^，。；、0-9]{1,16}的$")
_LONGEST = 5
_FILLER = re.compile("[了过到]$")


def before(text: str, start: int, bare: bool = False) -> tuple[str, str]:
    """(relation, marker) of the words right before; ("", "") where none stand there."""
    window = text[max(0, start - 8) : start]
    shown = window.rstrip("\r\n“")
    filled = _FILLER.sub("", shown)
    words = _BEFORE_BARE if bare else _BEFORE
    for said in dict.fromkeys((shown, filled)):
        for size in range(_LONGEST, 0, -1):
            word = said[-size:]
            if len(word) == size and word in words and not _part_of_another(word, said[:-size]):
                return words[word], word
    return "", ""


def of_a_share(text: str, start: int) -> tuple[str, str]:
    """约占全市的30%, 接近总量的三分之一: words that stand before what the share is of."""
    match = _OF_A_SHARE.search(text[max(0, start - 24) : start])
    return (_BEFORE[match["word"]], match["word"]) if match else ("", "")


def _part_of_another(word: str, rest: str) -> bool:
    return bool(rest) and rest[-1] in _NOT_A_MARKER.get(word, "")


def after(text: str, end: int, loose: bool = True) -> tuple[str, str]:
    """(relation, marker) of the words right after the unit; `loose`: 多 and 余 may stand there (三年多)."""
    if text.startswith("\n", end):   # a line may end before 以上, hardly before 多
        end, loose = end + 1, False
    for size in range(4, 0, -1):
        word = text[end : end + size]
        if len(word) == size and word in _AFTER:
            if word in ("多", "余", "强", "弱", "许") and not loose:
                continue
            stop = _AFTER_WORD.get(word)
            if stop is None or not stop.match(text, end + size):
                return _AFTER[word], word
    return "", ""
