"""A composed bulletin as HTML: the reader's fragment, every number a link to its figure, and a page that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from hetang.documents.errata import Erratum, noted

Address = Callable[[Mapping[str, Any], Mapping[str, Any]], str]

STYLE = """
body{margin:0;background:#f4f3ef;color:#1c1c1c}
.sheet{max-width:49.6rem;margin:0 auto;padding:2.25rem 6.4rem 3rem;background:#fff;font:1.3125rem/1.82 FangSong,STFangsong,serif}
.sheet p{text-indent:2em;text-align:justify;margin:0}.sheet a{color:#12466b}.sheet p>a{white-space:nowrap}
.sheet .b-top{display:flex;justify-content:space-between;font:1rem/1.5 SimHei,sans-serif}
.sheet .b-name{text-align:center;color:#c8161d;font:700 3.6rem/1.25 SimSun,serif;letter-spacing:.14em}
.sheet .b-name{margin:1.75rem -.14em .75rem 0;text-indent:0}
.sheet .b-no{text-align:center;text-indent:0}
.sheet .b-org{display:flex;justify-content:space-between;margin-top:1rem;padding:0 .5em .4em;border-bottom:3px solid #c8161d}
.sheet .b-by{font-family:KaiTi,STKaiti,serif;font-size:1.125rem;margin-top:1.5rem;padding:0 2em}
.sheet .b-title{text-align:center;font:600 1.8rem/1.5 SimSun,serif;margin:1.5rem 0 1.25rem}
.sheet h3,.sheet h4{font:600 1.3125rem/1.82 SimHei,sans-serif;text-indent:2em;margin:0}.sheet h4{font-family:KaiTi,serif}
.sheet .fn{font:.75rem/1 sans-serif;vertical-align:.45em;text-decoration:none;padding:.25em .15em}
.sheet .b-sign{text-align:right;text-indent:0}
.sheet .b-notes{margin-top:1.5rem;border-top:1px solid;padding-top:.5rem;font:.875rem/1.65 sans-serif}
.sheet .b-notes ol{list-style:none;margin:0;padding:0}.sheet .b-notes li{display:grid;grid-template-columns:1.75rem minmax(0,1fr)}
.sheet .b-notes p{text-indent:0;overflow-wrap:anywhere}
.sheet .b-foot{margin-top:1.5rem;font-size:1.06rem;border-top:1.5px solid;border-bottom:1.5px solid}
.sheet .b-foot>div{display:grid;grid-template-columns:3em minmax(0,1fr);padding:.2em 1em}
.sheet .b-foot .b-last{display:flex;justify-content:space-between;border-top:1px solid}
.notice{max-width:44rem;margin:1rem auto;padding:.75rem 1rem;border:1px solid #b7791f;background:#fff8e6;font:1rem/1.7 sans-serif}
@media (max-width:44rem){.sheet{padding:1rem;font-size:1.125rem}.sheet .b-name{font-size:2.4rem}}
@media print{body{background:#fff}.sheet{padding:0;max-width:none}}
""".strip()


def figure_address(item: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """The figure's page at the bulletin's as-of and at what was known when its figures were read."""
    asked = {"as_of": content["as_of"], "known_at_seq": str(content["head"]["size"] - 1), **item["question"]}
    return f"/figures/{item['indicator']}?{urlencode(asked)}"


def fragment(content: Mapping[str, Any], errata: Iterable[Erratum] = (), address: Address = figure_address) -> str:
    """The errata block, where there are errata, then `<article class="sheet">`; every text escaped."""
    wrong = noted(errata)
    page = _Page(content, wrong, address)
    return "\n".join(part for part in (_errata_block(page), _article(page)) if part) + "\n"


def page(content: Mapping[str, Any], address: Address = figure_address) -> bytes:
    """A file of its own, with its style; as issued, so without errata."""
    title = f"{content['name']['zh']} {content['year']}年第 {content['issue']} 期"
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n"
        f"{fragment(content, (), address)}</body>\n</html>\n"
    ).encode()


class _Page:
    """The content with its figures by key."""

    def __init__(self, content: Mapping[str, Any], wrong: Mapping[str, Erratum], address: Address) -> None:
        self.content, self.wrong = content, wrong
        self.links = {item["key"]: escape(address(item, content)) for item in content["figures"]}

    def runs(self, runs: Iterable[Mapping[str, Any]]) -> str:
        return "".join(self.run(run) for run in runs)

    def run(self, run: Mapping[str, Any]) -> str:
        text = escape(run["text"])
        if "figure" not in run:
            return text
        number = run["note"]
        corrected = '<span class="b-err">（见勘误）</span>' if run["figure"] in self.wrong else ""
        return (
            f'<a href="{self.links[run["figure"]]}">{text}</a>'
            f'<a class="fn" href="#n{number}" aria-label="注{number}">{number}</a>{corrected}'
        )


def _article(page: _Page) -> str:
    content = page.content
    running = f"（总第 {content['running']} 期）" if content["running"] else ""
    year, month, day = (int(part) for part in content["date"].split("-"))
    title = page.runs(content["title"]) + (f"<br>{page.runs(content['subtitle'])}" if content["subtitle"] else "")
    parts = [
        '<article class="sheet" lang="zh-Hans">',
        f'<div class="b-top"><span>{escape(content["mark"])}</span></div>' if content["mark"] else "",
        f'<p class="b-name">{escape(content["name"]["zh"])}</p>',
        f'<p class="b-no">第 {content["issue"]} 期{running}</p>',
        f'<div class="b-org"><span>{page.runs(content["organ"])}</span><span>{year}年{month}月{day}日</span></div>',
        *(f'<p class="b-by">{page.runs(block["runs"])}</p>' for block in content["editors_note"]),
        f'<h1 class="b-title">{title}</h1>',
        *(_block(page, block) for block in content["blocks"]),
        f'<p class="b-sign">{page.runs(content["contributor"])}</p>' if content["contributor"] else "",
        _notes(page),
        _colophon(content),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _block(page: _Page, block: Mapping[str, Any]) -> str:
    tag = {0: "p", 1: "h3", 2: "h4"}[block["level"]]
    return f"<{tag}>{page.runs(block['runs'])}</{tag}>"


def _notes(page: _Page) -> str:
    if not page.content["notes"]:
        return ""
    lines = ['<section class="b-notes" id="notes" aria-label="数字注">', "<ol>"]
    for note in page.content["notes"]:
        erratum = page.wrong.get(note["figure"])
        now = f"<b>现{escape(erratum.now)}</b>，见勘误。" if erratum else ""
        link = f'<a href="{page.links[note["figure"]]}">打开</a>'
        lines.append(
            f'<li id="n{note["number"]}"><span>{note["number"]}</span><span>{escape(note["text"])}{now}{link}</span></li>'
        )
    head = page.content["head"]
    lines += [
        "</ol>",
        f"<p>数字截至 {page.content['as_of']}，读自账簿前 {head['size']} 条，账簿头 <code>{escape(head['root'])}</code>。</p>",
        "</section>",
    ]
    return "\n".join(lines)


def _colophon(content: Mapping[str, Any]) -> str:
    lines = ['<div class="b-foot">']
    lines += [
        f"<div><span>{escape(kind)}：</span><span>{escape(said)}</span></div>" for kind, said in content["distribution"]
    ]
    signed = "　".join(f"{escape(one['role'])} {escape(one['name'])}" for one in content["signed_off"])
    copies = f"<span>（共印 {content['copies']} 份）</span>" if content["copies"] else ""
    return "\n".join([*lines, f'<div class="b-last"><span>{signed}</span>{copies}</div>', "</div>"])


def _errata_block(page: _Page) -> str:
    """What stands printed stays printed; the block says what it is now."""
    if not page.wrong:
        return ""
    lines = []
    for erratum in page.wrong.values():
        where = f'<a href="#n{erratum.note}">注{erratum.note}</a>　' if erratum.note else ""
        lines.append(f"<p>{where}{escape(erratum.text())}</p>")
    heading = f"<p><b>勘误 {len(page.wrong)} 处</b>原文照印不改，以此为准。</p>"
    return "\n".join(['<div class="notice amber gap" role="note" id="errata">', heading, *lines, "</div>"])
