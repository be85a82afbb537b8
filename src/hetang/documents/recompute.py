"""Checks an issued package on a bare Python: container, chain, proofs, every figure again, every sentence again.

Each check says what it found and never stops the next one that can still be made. No database, no pack, no other library.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hetang.documents.again import Again, read_world
from hetang.documents.bulletin import Bulletin, parse_bulletin
from hetang.documents.composing import Asked, Composed, compose
from hetang.documents.container import looks_like_package, read_zip
from hetang.documents.layouts.html import page
from hetang.documents.package import (
    CHECKPOINT,
    CONTENT,
    DEFINITIONS,
    DOCX,
    ENTRIES,
    HTML,
    MANIFEST,
    MEMBERS,
    PACKED_ROWS,
    PDF,
    ROWS,
    manifest_of,
)
from hetang.documents.rows import prove, unpacked
from hetang.documents.subtotals import fault_of
from hetang.ledger.checker import check_chain, read_checkpoint, read_entry
from hetang.ledger.checkpoint import checkpoint_of
from hetang.ledger.checkpoint import format as checkpoint_text
from hetang.terms.digests import canonical, digest
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_A_PACKAGE = Refusal(
    "not_a_package",
    Text("“{path}”不是通讯的可重算包：{why}", "“{path}” is no package of a bulletin: {why}"),
    Text("hetang bulletin build 或 issue 写出的 .zip", "a .zip that `hetang bulletin build` or `issue` has written"),
)
NOT_PRINTED = Refusal(
    "figure_not_in_content",
    Text("声明里的 {id} 不在内容里", "the declaration asks {id}, which the content does not hold"),
    Text("声明所问的每个数字", "every figure that the declaration asks for"),
)
CHECKED_BY = {"open": "facts", "subtotals": "subtotals", "released": "released"}
NOTHING = Text("", "")
NOT_ROUNDED = Text("值不是精确值按声明修约的结果", "the value is not the exact one, rounded as declared")
PARTS = ("container", "chain", "issue", "proofs", "figures", "text")


@dataclass(frozen=True, slots=True)
class FigureChecked:
    """A printed figure, what it was checked by, and what came out."""

    key: str
    indicator: str
    question: Mapping[str, str]
    checked: str  # facts | subtotals | released
    expected: str | None
    value: str | None
    holds: bool
    why: Text = NOTHING

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "id": self.indicator,
            "question": dict(self.question),
            "checked": self.checked,
            "expected": self.expected,
            "value": self.value,
            "outcome": "holds" if self.holds else "fails",
            "why": self.why.to_json() if self.why is not NOTHING else None,
        }


@dataclass(slots=True)
class Report:
    """What each part of the check found; it holds when no part found anything."""

    bulletin: str = ""
    issued: bool = False
    as_of: str = ""
    head: dict[str, Any] = field(default_factory=dict)
    entries: int = 0
    rows: int = 0
    whole_batches: int = 0
    figures: list[FigureChecked] = field(default_factory=list)
    findings: dict[str, list[Text]] = field(default_factory=lambda: {part: [] for part in PARTS})

    @property
    def holds(self) -> bool:
        return not any(self.findings.values()) and all(figure.holds for figure in self.figures)

    def to_json(self) -> dict[str, Any]:
        return {
            "holds": self.holds,
            "bulletin": self.bulletin,
            "issued": self.issued,
            "as_of": self.as_of,
            "head": self.head,
            "entries": self.entries,
            "rows": self.rows,
            "whole_batches": self.whole_batches,
            "checks": {
                part: {"outcome": "fails" if found else "holds", "findings": [one.to_json() for one in found]}
                for part, found in self.findings.items()
            },
            "figures": [figure.to_json() for figure in self.figures],
        }


@dataclass(slots=True)
class _Opened:
    """The members of a package, read as far as they can be."""

    members: Mapping[str, bytes]
    alg: str
    entries: list[bytes]
    rows: bytes
    content: Mapping[str, Any]
    definitions: Mapping[str, Any]


def recompute(path: Path, head: tuple[int, str] | None = None) -> Report | Refusal:
    """`head`: (size, root hex) of the ledger kept elsewhere; the package's own head must then be that one."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        return NOT_A_PACKAGE.filled(path=path, why=fault.strerror or "")
    return recompute_bytes(data, str(path), head)


def recompute_bytes(data: bytes, name: str = "package", head: tuple[int, str] | None = None) -> Report | Refusal:
    if not looks_like_package(data, (MANIFEST, ENTRIES, PACKED_ROWS)):
        return NOT_A_PACKAGE.filled(path=name, why=Text("不是这种文件", "another kind of file"))
    report = Report()
    opened = _open(data, report.findings["container"])
    if opened is None:
        return report
    try:
        _check(opened, report, head)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
        # The content is sealed by digest; a form that no writer makes is itself a finding, never a crash.
        said = f"{type(fault).__name__} {fault}"
        report.findings["container"].append(Text(f"成员的形式不对：{said}", f"a member has another form: {said}"))
    return report


def _open(data: bytes, found: list[Text]) -> _Opened | None:
    members = read_zip(data)
    if isinstance(members, Text):
        found.append(members)
        return None
    if tuple(members) != MEMBERS:
        given, right = ", ".join(members), ", ".join(MEMBERS)
        found.append(Text(f"成员是 {given}，应为 {right}", f"the members are {given}; they should be {right}"))
        return None
    try:
        manifest, content, definitions = (_json(members[name]) for name in (MANIFEST, CONTENT, DEFINITIONS))
        alg, rows_bytes = manifest["alg"], manifest["rows_bytes"]
        others = {name: content_ for name, content_ in members.items() if name != MANIFEST}
        if members[MANIFEST] != manifest_of(others, alg, rows_bytes):
            found.append(Text("清单与成员不符", "the manifest does not name the members as they are"))
        rows = unpacked(members[PACKED_ROWS], rows_bytes)
    except (ValueError, KeyError, TypeError) as fault:
        found.append(
            Text(f"成员不是规范的 JSON：{fault}", f"a member is not the canonical JSON that it should be: {fault}")
        )
        return None
    if rows is None:
        found.append(
            Text(f"{PACKED_ROWS} 解不出 {rows_bytes} 字节", f"{PACKED_ROWS} does not unpack to {rows_bytes} bytes")
        )
        return None
    lines = members[ENTRIES].split(b"\n")
    if lines.pop() != b"":
        found.append(Text(f"{ENTRIES} 的末行没有结束", f"the last line of {ENTRIES} does not end"))
    return _Opened(members, alg, lines, rows, content, definitions)


def _json(data: bytes) -> Any:
    value = json.loads(data)
    if canonical(value) != data:
        raise ValueError("not canonical")
    return value


def _check(opened: _Opened, report: Report, head: tuple[int, str] | None) -> None:
    content = opened.content
    report.bulletin, report.as_of = content["bulletin"], content["as_of"]
    _check_chain(opened, report, head)
    _check_issue(opened, report)
    proven = prove(opened.rows, opened.entries, opened.alg)
    report.rows, report.whole_batches = len(proven.rows), proven.whole
    report.findings["proofs"] += proven.faults
    world = read_world(opened.definitions, content, opened.alg)
    if isinstance(world, Text):
        report.findings["figures"].append(world)
        return
    again = Again(world, proven.rows, opened.entries)
    for item in content["figures"]:
        report.figures.append(_check_figure(item, again))
    _check_text(opened, again, report.findings["text"])


def _check_chain(opened: _Opened, report: Report, head: tuple[int, str] | None) -> None:
    found, content = report.findings["chain"], opened.content
    text = opened.members[CHECKPOINT].decode()
    size, root = read_checkpoint(text)
    read_at = content["head"]
    chain = check_chain(opened.entries, [(size, root), (read_at["size"], read_at["root"])])
    found += [Text(finding.text("zh"), finding.text("en")) for finding in chain.findings]
    report.entries, report.head = chain.size, {"ledger": chain.ledger, "size": size, "root": root}
    if size != chain.size:
        found.append(
            Text(
                f"检查点有 {size} 条，包里有 {chain.size} 条",
                f"the checkpoint is of {size}, the package has {chain.size}",
            )
        )
    if text != checkpoint_text(checkpoint_of(chain.ledger, size, root, chain.alg)):
        found.append(Text("检查点的写法不是这本账簿的", "the checkpoint is not written as this ledger writes it"))
    if chain.alg != opened.alg:
        found.append(Text("清单与账簿的摘要算法不同", "the manifest and the ledger use different digests"))
    if head is not None and head != (size, root):
        found.append(
            Text(f"另存的头是 {head[0]} 条、根 {head[1]}", f"the head kept elsewhere is of {head[0]}, root {head[1]}")
        )


def _check_issue(opened: _Opened, report: Report) -> None:
    """What the bulletin's own entry seals; a draft has none, and then nothing but the chain stands behind it."""
    found, content = report.findings["issue"], opened.content
    last = read_entry(opened.entries[-1]) if opened.entries else None
    # A draft may follow an issue: what its figures read then ends at that issue's entry, and the entry seals something else.
    report.issued = last is not None and last["kind"] == "bulletin.issued" and content["head"]["size"] != len(opened.entries)
    _check_pack(opened, found)
    if last is None or not report.issued:
        if content["head"]["size"] != len(opened.entries):
            found.append(Text("草稿应止于读数时的头", "a draft ends at the head that its figures were read at"))
        return
    composed = Composed(content)
    expected = {
        "bulletin": content["bulletin"],
        "as_of": content["as_of"],
        "issue": content["issue"],
        "known_at_seq": content["head"]["size"] - 1,
        "content": composed.digest(opened.alg),
        "figures": composed.sealed_figures(),
        "files": {
            ROWS: digest(opened.rows, opened.alg),
            **{name: digest(opened.members[name], opened.alg) for name in (DEFINITIONS, HTML, PDF, DOCX)},
        },
    }
    for key, value in expected.items():
        if last["body"].get(key) != value:
            differ = _difference(last["body"].get(key), value)
            found.append(Text(f"签发条目所封的 {key} 不同：{differ}", f"its entry seals another `{key}`: {differ}"))
    if not expected["known_at_seq"] < last["seq"]:
        found.append(Text("读数晚于签发", "its figures were read after it was issued"))


def _check_pack(opened: _Opened, found: list[Text]) -> None:
    """The pack that the definitions are of is the one in force where the figures were read."""
    active = None
    for data in opened.entries[: opened.content["head"]["size"]]:
        if b'"kind":"pack.activated"' in data and (entry := read_entry(data)) and entry["kind"] == "pack.activated":
            active = entry["body"]["digest"]
    named = {opened.definitions["pack"], *(item["figure"]["pack"] for item in opened.content["figures"])}
    if named != {active}:
        found.append(Text("定义不属于当时生效的包", "the definitions are not those of the pack in force"))


def _difference(sealed: Any, given: Any) -> str:
    if isinstance(sealed, Mapping) and isinstance(given, Mapping):
        return ", ".join(sorted(key for key in {*sealed, *given} if sealed.get(key) != given.get(key)))
    if isinstance(sealed, Sequence) and isinstance(given, Sequence) and not isinstance(sealed, str):
        differ = [one["id"] for one, other in zip(sealed, given, strict=False) if one != other]
        return ", ".join(differ) or f"{len(sealed)} and {len(given)} of them"
    return f"{sealed} and {given}"


def _check_figure(item: Mapping[str, Any], again: Again) -> FigureChecked:
    printed = item["figure"]
    told = (item["key"], item["indicator"], item["question"])
    by = CHECKED_BY[item["disclosure"]]
    declared = again.declared(item["indicator"], item["question"])
    if isinstance(declared, Text):
        return FigureChecked(*told, by, printed["value"], None, False, declared)
    if declared.disclosure != item["disclosure"] or declared.definition != printed["definition"]["digest"]:
        why = Text("定义不同", "another definition")
        if declared.disclosure != item["disclosure"]:
            why = Text("公开方式不同", "another disclosure")
        return FigureChecked(*told, by, printed["value"], None, False, why)
    if item["disclosure"] == "open":
        computed = again.figure(item["indicator"], item["question"], printed)
        if isinstance(computed, Text):
            return FigureChecked(*told, "facts", printed["value"], None, False, computed)
        differ = [key for key, value in computed.items() if value != printed.get(key)]
        said = "; ".join(f"{key}: {computed[key]} ≠ {printed.get(key)}" for key in differ)
        why = Text(said, said) if differ else NOTHING
        return FigureChecked(*told, "facts", printed["value"], computed["value"], not differ, why)
    parts = item.get("subtotals")
    if item["disclosure"] == "subtotals" and parts:
        fault = fault_of(parts, printed["exact"], printed["fact_count"])
        value = declared.rounded(printed["exact"])
        if fault is None and value != printed["value"]:
            fault = NOT_ROUNDED
        return FigureChecked(*told, "subtotals", printed["value"], value, fault is None, fault or NOTHING)
    value = declared.rounded(printed["exact"])
    holds = value == printed["value"]
    return FigureChecked(*told, "released", printed["value"], value, holds, NOTHING if holds else NOT_ROUNDED)


def _check_text(opened: _Opened, again: Again, found: list[Text]) -> None:
    """The bulletin composed again from its declaration: every word, every wording of a number, every note."""
    content, definitions = opened.content, opened.definitions
    bulletin = parse_bulletin(definitions["bulletin"], definitions["names"])
    if not isinstance(bulletin, Bulletin):
        found.append(_because("声明不成立：", "the declaration does not stand: ", bulletin[0]))
        return
    items = {(item["indicator"], canonical(item["question"])): item for item in content["figures"]}

    def ask(indicator: str, question: Mapping[str, str]) -> Asked | Refusal:
        item = items.get((indicator, canonical(dict(question))))
        return NOT_PRINTED.filled(id=indicator) if item is None else again.asked(item)

    names = {one["post"]: one["name"] for one in content["signed_off"]}
    composed = compose(
        bulletin,
        as_of=date.fromisoformat(content["as_of"]),
        head=content["head"],
        ask=ask,
        holder=lambda post, _: names.get(post),
    )
    if not isinstance(composed, Composed):
        found.append(_because("无法成文：", "it does not compose: ", composed[0]))
    elif composed.bytes() != opened.members[CONTENT]:
        differ = sorted(key for key in {*content, *composed.content} if content.get(key) != composed.content.get(key))
        said = ", ".join(differ)
        found.append(Text(f"重新成文后不同：{said}", f"composed again it differs in: {said}"))
    elif page(content) != opened.members[HTML]:
        found.append(Text(f"{HTML} 不是按内容排出的", f"{HTML} is not the content laid out"))


def _because(zh: str, en: str, refusal: Refusal) -> Text:
    return Text(zh + refusal.text("zh"), en + refusal.text("en"))
