"""The report of a checked draft: how many claims bear which verdict, then each claim with its figure and the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import escape

from hetang.claims.verdict import VERDICTS, Checked, Judged
from hetang.terms.words import Text

VERDICT_NAMES = {
    "supported": Text("相符", "supported"),
    "contradicted": Text("不符", "contradicted"),
    "rounded": Text("舍入有误", "rounded wrongly"),
    "stale": Text("已过时", "stale"),
    "out_of_scope": Text("用错范围", "out of scope"),
    "inconsistent": Text("自相矛盾", "inconsistent"),
    "unsupported": Text("无据", "unsupported"),
}
VERDICT_MEANS = {
    "supported": Text("有事实撑得住，说法也对", "borne out by facts, and said rightly"),
    "contradicted": Text("数不对，或说法与数相反", "the number is wrong, or what is said of it"),
    "rounded": Text("舍入有误，或比事实更精确", "rounded wrongly, or more exact than the facts"),
    "stale": Text("当时对，现在已变", "was right, and has changed since"),
    "out_of_scope": Text("时间、地方或单位不同，不能这样用", "of another time, place or organisation"),
    "inconsistent": Text("与同篇别处合不上", "does not agree with the same text elsewhere"),
    "unsupported": Text("账簿里没有这项，须另附来源", "the ledger holds nothing of it; name another source"),
}
TITLE = Text("核稿报告", "Report of a draft check")
AS_OF = Text("截至{day}核对，共 {count} 处", "held against figures as of {day}; claims: {count}")
HEADS = (
    Text("处", "No."), Text("文中", "In the text"), Text("结论", "Verdict"), Text("指标", "Figure"), Text("账簿", "Ledger"),
    Text("理由", "Why"),
)
INSTEAD = Text("应为：{words}", "Right would be: {words}")
MAY_BE = Text("可能指：", "May mean: ")
COLON = Text("：", ": ")
BEFORE, AFTER = 16, 4   # characters of the text that are shown round a number, within its sentence
_BREAK = re.compile(r"[\n\r\t。；;]")

STYLE = """
body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:1rem/1.6 FangSong,STFangsong,serif;color:#1c1c1c}
h1{font:600 1.6rem/1.4 SimSun,serif;margin:0}table{border-collapse:collapse;width:100%;margin:1.25rem 0}
th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}th{font-family:SimHei,sans-serif;font-weight:600}
td.n{text-align:right}.v,th{white-space:nowrap}tr{break-inside:avoid}thead{display:table-header-group}.contradicted,.inconsistent{color:#c8161d;font-weight:600}
@page{size:A4;margin:20mm 15mm}@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}}
""".strip()


def told(judged: Judged, lang: str) -> Iterator[str]:
    """A claim in lines: verdict with the figure's name, why, what would be right, what else it may mean."""
    name = _name(judged, lang)
    verdict = VERDICT_NAMES[judged.verdict].text(lang)
    yield f"{verdict}{COLON.text(lang)}{name}" if name else verdict
    if judged.why.text(lang):
        yield judged.why.text(lang)
    if judged.instead:
        yield INSTEAD.filled(words=judged.instead).text(lang)
    if judged.figure is None:
        for one in judged.candidates:
            value = f" {one.figure.value} {one.figure.unit}" if one.figure is not None and one.figure.value is not None else ""
            yield f"{MAY_BE.text(lang)}{one.name.text(lang)}{value}"


def report(checked: Checked, name: str, as_of: date, lang: str) -> bytes:
    """A page of HTML that stands alone and prints on A4; the same arguments give the same bytes."""
    title = f"{TITLE.text(lang)}{COLON.text(lang)}{name}"
    about = AS_OF.filled(day=as_of.isoformat(), count=len(checked.claims)).text(lang)
    heads = "".join(f"<th>{escape(head.text(lang))}</th>" for head in HEADS)
    rows = "\n".join(_row(place, judged, checked.text, lang) for place, judged in enumerate(checked.claims, 1))
    return (
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-Hans"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n<p>{escape(about)}</p>\n"
        f"<table>\n{_counts(checked, lang)}\n</table>\n"
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</body>\n</html>\n"
    ).encode()


def _counts(checked: Checked, lang: str) -> str:
    counts = Counter(one.verdict for one in checked.claims)
    return "\n".join(
        f'<tr><th>{VERDICT_NAMES[verdict].text(lang)}</th><td class="n">{counts[verdict]}</td>'
        f"<td>{VERDICT_MEANS[verdict].text(lang)}</td></tr>"
        for verdict in VERDICTS
    )


def _row(place: int, judged: Judged, text: str, lang: str) -> str:
    number = judged.claim.number
    before = _BREAK.split(text[max(0, number.start - BEFORE) : number.start])[-1]
    after = _BREAK.split(text[number.end : number.end + AFTER])[0]
    _, *why = told(judged, lang)
    computed = f"{judged.computed} {number.unit}".strip() if judged.computed is not None else ""
    return (
        f'<tr><td class="n">{place}</td><td>{escape(before)}<b>{escape(number.surface)}</b>{escape(after)}</td>'
        f'<td class="v {judged.verdict}">{VERDICT_NAMES[judged.verdict].text(lang)}</td><td>{escape(_name(judged, lang))}</td>'
        f"<td>{escape(computed)}</td><td>{'<br>'.join(escape(line) for line in why)}</td></tr>"
    )


def _name(judged: Judged, lang: str) -> str:
    """The name of the figure that the claim was held against."""
    return next((one.name.text(lang) for one in judged.candidates if one.ask.indicator == judged.figure), judged.figure or "")
