"""Writes docs/rules/kinds: a page in each language and a diagram for every kind of the base pack (`make kinds`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from hetang.matters.explain import diagram, sections
from hetang.matters.kinds import Kind
from hetang.matters.price import Price, hours_text, price
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.terms.words import LANGUAGES, Text
from tools.house import TOP

FOLDER = TOP / "docs" / "rules" / "kinds"
PACK = TOP / "packs" / "base"
WRITTEN = Text(
    "由 `make kinds` 从城市包的声明生成；要改，改声明。",
    "Written by `make kinds` from the pack's declarations; to change it, change them.",
)
INDEX = Text("事项种类", "Kinds of matters")
OTHER = Text("[English]({file})", "[中文]({file})")
VERSION = Text("自 {since} 起立的事项", "For matters that begin from {since}")
COST = Text("填表要花的时间", "What its forms cost")
COLUMNS = Text(
    "| 表 | 栏目 | 分钟 | 人 | 每人每年 | 每年小时 |",
    "| form | fields | minutes | people | times a year, each | hours a year |",
)
RULE = "| --- | --- | --- | --- | --- | --- |"
SUM = Text("合计每年 {hours} 小时。", "{hours} hours a year in all.")


def pages(pack: Pack) -> dict[str, str]:
    """Every file by its name, made from the pack alone."""
    found = {f"README{suffix}.md": _index(pack, lang) for lang, suffix in (("en", ""), ("zh", ".zh-CN"))}
    for id, versions in pack.kinds.versions.items():
        for lang in LANGUAGES:
            found[f"{id}.{lang}.md"] = _page(versions, pack, lang)
            for kind in versions:
                found[picture(kind, versions, lang)] = diagram(kind, lang, pack.roles)
    return found


def picture(kind: Kind, versions: tuple[Kind, ...], lang: str) -> str:
    """The newest version's diagram bears the kind's name alone."""
    return f"{kind.id}.{lang}.svg" if kind is versions[-1] else f"{kind.id}.{kind.version}.{lang}.svg"


def _index(pack: Pack, lang: str) -> str:
    lines = [f"# {INDEX.text(lang)}", "", WRITTEN.text(lang), ""]
    for id in sorted(pack.kinds.versions):
        kind = pack.kinds.versions[id][-1]
        between = "：" if lang == "zh" else ": "
        lines.append(f"- [{kind.name.text(lang)}]({id}.{lang}.md){between}{kind.purpose.text(lang)}")
    return "\n".join(lines) + "\n"


def _page(versions: tuple[Kind, ...], pack: Pack, lang: str) -> str:
    newest, other = versions[-1], "en" if lang == "zh" else "zh"
    lines = [
        f"# {newest.name.text(lang)}",
        "",
        f"{OTHER.filled(file=f'{newest.id}.{other}.md').text(lang)} · {WRITTEN.text(lang)}",
        "",
    ]
    for kind in reversed(versions):
        if len(versions) > 1:
            lines += [f"## {VERSION.filled(since=kind.version).text(lang)}", ""]
        lines += [f"![{kind.name.text(lang)}]({picture(kind, versions, lang)})", ""]
        for section in sections(kind, lang, pack.roles):
            lines += [f"### {section.title}", "", *(f"- {line}" for line in section.lines), ""]
        lines += _cost(price(kind, pack.kinds), lang)
    return "\n".join(lines).rstrip() + "\n"


def _cost(found: Price, lang: str) -> Iterator[str]:
    if not found.forms:
        return
    yield from (f"### {COST.text(lang)}", "", COLUMNS.text(lang), RULE)
    for form in found.forms:
        told = [form.minutes, form.people, form.yearly, None if form.hours is None else hours_text(form.hours)]
        cells = [form.name.text(lang), len(form.asks), *("—" if cell is None else cell for cell in told)]
        yield "| " + " | ".join(map(str, cells)) + " |"
    yield from ("", SUM.filled(hours=hours_text(found.hours)).text(lang), "")


def main() -> int:
    pack = read_pack(PACK)
    if not isinstance(pack, Pack):
        print(*(refusal.text("en") for refusal in pack), sep="\n", file=sys.stderr)
        return 1
    made = pages(pack)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{FOLDER.relative_to(TOP)}: {len(made)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
