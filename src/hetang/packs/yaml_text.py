"""The text of one YAML file as plain JSON values, each with its line; whatever the text, an answer and no exception.

Values come from the parser's events, not from its composer: the composer of libyaml calls itself for every level and
takes the whole process down on a file of a hundred thousand brackets. Only `true`, `false`, null and whole numbers are
read as such; dates and decimals stay the text that stands in the file: no binary float, and `no` is not false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

Path = tuple[str | int, ...]
Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

DEEPEST = 60
LARGEST_BYTES = 4 * 1024 * 1024

TOO_LARGE = Refusal(
    "file_too_large",
    Text("文件有 {size} 字节", "the file has {size} bytes"),
    Text("不超过 4 MB 的文件；更大的请分成几个", "a file of at most 4 MB; divide a larger one"),
)
NOT_UTF8 = Refusal(
    "not_utf8", Text("不是 UTF-8 文本", "not UTF-8 text"), Text("以 UTF-8 保存的文本文件", "a text file saved as UTF-8")
)
CONTROL_CHARACTER = Refusal(
    "control_character",
    Text("有不可见的控制字符（{code}）", "a control character ({code}) stands in the text"),
    Text("可见的文字", "printable text"),
)
TAB = Refusal("tab", Text("用制表符缩进", "indented with a tab"), Text("用空格缩进", "indentation with spaces"))
NOT_YAML = Refusal(
    "not_yaml",
    Text("YAML 写法有误：{problem}", "not valid YAML: {problem}"),
    Text(
        "YAML 1.2：用空格缩进，冒号后留空格，特殊符号加引号",
        "YAML 1.2: indent with spaces, a space after each colon, quotes around special signs",
    ),
)
EMPTY = Refusal(
    "empty_file", Text("文件是空的", "the file is empty"), Text("至少一个带键的列表", "at least one key with its list")
)
SEVERAL_DOCUMENTS = Refusal(
    "several_documents",
    Text("一个文件里有几份文档（---）", "several documents (---) in one file"),
    Text("每个文件一份文档", "one document a file"),
)
TOO_DEEP = Refusal(
    "too_deep",
    Text("嵌套超过 {deepest} 层", "nested more than {deepest} levels deep"),
    Text("较浅的结构", "a flatter structure"),
)
ALIAS = Refusal(
    "alias",
    Text("用了别名 *{name}", "the alias *{name} is used"),
    Text("把内容写全，不用锚点和别名", "the content written out, without anchors and aliases"),
)
TAG = Refusal(
    "tag",
    Text("用了标签 {tag}", "the tag {tag} is used"),
    Text("不带标签的值；文字可加引号", "a value without a tag; put text in quotes"),
)
DUPLICATE_KEY = Refusal(
    "duplicate_key",
    Text("键“{key}”重复，先见于第 {line} 行", "the key “{key}” stands twice, first on line {line}"),
    Text("每个键只写一次", "each key once"),
)
KEY_NOT_TEXT = Refusal(
    "key_not_text", Text("键不是文字", "a key is not text"), Text("一个词作键", "a single word as the key")
)

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})", re.ASCII)
_PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}
# What YAML admits as printable.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Finding:
    """A refusal with its line (from 1)."""

    line: int
    refusal: Refusal


@dataclass(slots=True)
class Lines:
    """Where each value stands: the line of its key or dash; and where the text inside a block (`|`) begins."""

    at: dict[Path, int] = field(default_factory=dict)
    blocks: dict[Path, int] = field(default_factory=dict)

    def of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing above it that stands in the file."""
        while path and path not in self.at:
            path = path[:-1]
        return self.at.get(path, 1)


@dataclass(frozen=True, slots=True)
class Yaml:
    """`value` is None where the text could not be read to its end; `findings` then says why."""

    value: Any
    lines: Lines
    findings: list[Finding]
    readable: bool


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun."""

    value: Any
    path: Path
    key: str | None = None  # of a mapping: the key that waits for its value
    skipped: bool = False  # a duplicate key's or an alias' value: read, reported, not kept


def read_yaml(data: bytes) -> Yaml:
    """The value of a YAML file; duplicate keys, aliases and tags are all reported, a broken syntax ends the reading."""
    if len(data) > LARGEST_BYTES:
        return _unread(Finding(1, TOO_LARGE.filled(size=len(data))))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        return _unread(Finding(data.count(b"\n", 0, broken.start) + 1, NOT_UTF8))
    unprintable = _UNPRINTABLE.search(text)
    if unprintable is not None:
        line = text.count("\n", 0, unprintable.start()) + 1
        return _unread(Finding(line, CONTROL_CHARACTER.filled(code=f"U+{ord(unprintable[0]):04X}")))
    building = _Building()
    try:
        for event in yaml.parse(text, Loader):
            if not building.take(event):
                break
    except yaml.MarkedYAMLError as broken:
        return _unread(*building.findings, _syntax(broken, text))
    except yaml.YAMLError as broken:
        return _unread(*building.findings, Finding(1, NOT_YAML.filled(problem=str(broken).splitlines()[0])))
    if building.broken:
        return _unread(*building.findings)
    if building.value is None:
        return _unread(*(building.findings or [Finding(1, EMPTY)]))
    return Yaml(building.value, building.lines, building.findings, readable=True)


def _unread(*findings: Finding) -> Yaml:
    return Yaml(None, Lines(), list(findings), readable=False)


def _syntax(broken: yaml.MarkedYAMLError, text: str) -> Finding:
    mark = broken.problem_mark or broken.context_mark
    line = mark.line if mark is not None else 0
    rows = text.split("\n")
    row = rows[line] if line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return Finding(line + 1, TAB)
    problem = ", ".join(part for part in (broken.context, broken.problem) if part)
    return Finding(min(line + 1, max(1, len(rows) - (not rows[-1]))), NOT_YAML.filled(problem=problem))


class _Building:
    """Takes events one by one and builds the value without recursion."""

    def __init__(self) -> None:
        self.value: Any = None
        self.lines = Lines()
        self.findings: list[Finding] = []
        self.broken = False
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Whether the reading may go on."""
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    return self._stop(event, SEVERAL_DOCUMENTS)
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.AliasEvent():
                self._find(event, ALIAS.filled(name=event.anchor))
                if not self._skip_key():
                    self._place(None, event)
            case yaml.CollectionStartEvent():
                return self._begin(event)
            case yaml.CollectionEndEvent():
                self._open.pop()
        return True

    def _begin(self, event: yaml.CollectionStartEvent) -> bool:
        if event.tag is not None:
            self._find(event, TAG.filled(tag=event.tag))
        if len(self._open) >= DEEPEST:
            return self._stop(event, TOO_DEEP.filled(deepest=DEEPEST))
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            return self._stop(event, KEY_NOT_TEXT)
        path, kept = self._place(value, event)
        self._open.append(_Open(value, path, skipped=not kept))
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.tag is not None:
            self._find(event, TAG.filled(tag=event.tag))
        escaped = _UNPRINTABLE.search(event.value) if event.style == '"' else None
        if escaped is not None:  # "\0", which no database keeps
            self._find(event, CONTROL_CHARACTER.filled(code=f"U+{ord(escaped[0]):04X}"))
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            parent.key = event.value
            path = (*parent.path, event.value)
            if event.value not in parent.value:
                if not parent.skipped:
                    self.lines.at[path] = _line(event)
            elif not parent.skipped:
                self._find(event, DUPLICATE_KEY.filled(key=event.value, line=self.lines.of(path)))
            return
        plain = event.style in (None, "") and event.tag is None
        path, kept = self._place(_plain(event.value) if plain else event.value, event)
        if kept and event.style in ("|", ">"):
            self.lines.blocks[path] = _line(event) + 1

    def _place(self, value: Any, event: yaml.Event) -> tuple[Path, bool]:
        """Puts a value where it belongs; its path, and whether it is kept."""
        if not self._open:
            self.value = value
            self.lines.at[()] = _line(event)
            return (), True
        parent = self._open[-1]
        if isinstance(parent.value, list):
            path: Path = (*parent.path, len(parent.value))
            parent.value.append(value)
            if not parent.skipped:
                self.lines.at[path] = _line(event)
            return path, not parent.skipped
        key, parent.key = parent.key or "", None
        kept = key not in parent.value
        if kept:
            parent.value[key] = value
        return (*parent.path, key), kept and not parent.skipped

    def _skip_key(self) -> bool:
        """An alias where a key is expected: the key stands as an empty one."""
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            parent.key = ""
            return True
        return False

    def _find(self, event: yaml.Event, refusal: Refusal) -> None:
        self.findings.append(Finding(_line(event), refusal))

    def _stop(self, event: yaml.Event, refusal: Refusal) -> bool:
        self._find(event, refusal)
        self.broken = True
        return False


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark is not None else 1


def _plain(text: str) -> Any:
    if text in _PLAIN:
        return _PLAIN[text]
    return int(text) if _WHOLE.fullmatch(text) and text != "-0" else text


def paths_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf with its path; depth is bounded by DEEPEST."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths_of(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths_of(item, (*path, index))
    else:
        yield path, value
