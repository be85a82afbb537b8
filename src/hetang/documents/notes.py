"""The note of a figure: which floor, which definition, how many facts, in which entries they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FLOOR_WORDS = {"reported": "已报", "evidenced": "有佐证", "verified": "已核实"}
DIGEST_SHOWN = 8


def note_text(item: Mapping[str, Any], said: str) -> str:
    """“改造道路，已核实27条；口径2016年1月1日起（版本9f3c77e0）；事实214条，载于账簿第12至1279条（共30个条目）。”"""
    figure = item["figure"]
    clauses = [f"{item['name']['zh']}，{FLOOR_WORDS[figure['floor']]}{said}"]
    clauses.append(f"口径{_since(item['since'])}（版本{figure['definition']['digest'][:DIGEST_SHOWN]}）")
    clauses += [_asked(item["question"])] if item["question"] else []
    clauses.append(_facts(item))
    if coverage := _coverage(figure):
        clauses.append(coverage)
    if figure.get("withheld"):
        clauses.append(f"另有{figure['withheld']}条事实不公开")
    return "；".join(clauses) + "。"


def _since(day: str | None) -> str:
    if day is None:
        return ""
    year, month, number = (int(part) for part in day.split("-"))
    return f"{year}年{month}月{number}日起"


def _facts(item: Mapping[str, Any]) -> str:
    count, entries = item["figure"]["fact_count"], item["entries"]
    if item["disclosure"] != "open":
        return f"事实{count}条，以单位小计公开" if item.get("subtotals") else "只公开数值"
    if not entries["count"]:
        return f"事实{count}条"
    if entries["count"] == 1:
        return f"事实{count}条，载于账簿第{entries['first']}条"
    return f"事实{count}条，载于账簿第{entries['first']}至{entries['last']}条（共{entries['count']}个条目）"


def _coverage(figure: Mapping[str, Any]) -> str:
    coverage = figure.get("coverage")
    if not coverage or coverage["reported_by"] == coverage["out_of"]:
        return ""
    return f"应报{coverage['out_of']}个单位，已报{coverage['reported_by']}个"


def _asked(question: Mapping[str, str]) -> str:
    words = {"place": "地点", "organisation": "单位", "period": "时段", "floor": "层次", "as_of": "截至"}
    return "、".join(f"{words[key]}{value}" for key, value in question.items())
