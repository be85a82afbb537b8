"""A Word file as a container: opened only where nothing in it could run, be fetched from elsewhere, or swell."""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from hetang.terms.refusals import Refusal, Refused
from hetang.terms.words import Text

WORD_FILE = Text("能在 Word 或 WPS 里打开的 .docx 文件", "a .docx file that Word opens")
DAMAGED = Refusal("damaged", Text("Word 文件已损坏：{why}", "the Word file is damaged: {why}"), WORD_FILE)
PASSWORD = Refusal(
    "password", Text("文件设了打开密码", "the file opens with a password only"),
    Text("去掉密码后另存的 .docx", "the same saved as .docx without a password"),
)
NOT_WORD = Refusal("not_word", Text("文件不是 Word 文稿", "the file is no Word document"), WORD_FILE)
STRICT = Refusal(
    "strict_word", Text("文件存成了“严格 Open XML”", "the file is in the form “Strict Open XML”"),
    Text("另存为“Word 文档 (.docx)”", "the same saved as “Word document (.docx)”"),
)
SWELLS = Refusal(
    "swells", Text("压缩包里的东西太多：{found}", "the container holds too much: {found}"),
    Text("不超过 {parts} 个部件、展开后不超过 {most} MB 的 .docx", "a .docx of at most {parts} parts and {most} MB unpacked"),
)
MACROS = Refusal(
    "macros", Text("文件带有宏", "the file carries macros"), Text("另存为不带宏的 .docx", "the same saved as .docx, without macros"),
)
EMBEDS = Refusal(
    "embeds", Text("文件嵌有别的对象：{what}", "another object is embedded in the file: {what}"),
    Text("去掉嵌入对象的 .docx，图表可留作图片", "a .docx without embedded objects; a picture in their place"),
)
FETCHES = Refusal(
    "fetches", Text("文件要从别处取东西：{what}", "the file would fetch from elsewhere: {what}"),
    Text("断开链接、把内容存进文件里的 .docx（网页链接可留）", "a .docx that holds all of its content; links to pages may stay"),
)
ENTITIES = Refusal("entities", Text("{part} 里声明了 XML 实体", "{part} declares XML entities"), WORD_FILE)

PARTS, UNPACKED_MEGABYTES, XML_MEGABYTES = 4_000, 200, 64
MEGABYTE = 1 << 20
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORD, CONTENT_TYPES, ROOT = b"PK\x03\x04", "[Content_Types].xml", ""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAINS = (f"{_MAIN}document.main+xml", f"{_MAIN}template.main+xml")
STORIES = (*MAINS, *(f"{_MAIN}{name}+xml" for name in (
    "header", "footer", "footnotes", "endnotes", "comments", "document.glossary",
)))
OBJECTS = ("oleobject", "control", "activexcontrolbinary", "package", "afchunk", "attachedtoolbars", "frame", "subdocument")
FETCHING_FIELDS = frozenset({"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD"})
_BARE_NAME = re.compile(r"[\w .-]{1,80}")
_NESTED = "\0"   # stands in an instruction for a field within it
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Relation:
    """From one part to another, or outside; `kind` is the last word of its type in small letters."""

    id: str
    kind: str
    target: str
    external: bool


class WordFile:
    """The parts of a file that has passed every check; `main` is the part that holds the text."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = [member.filename for member in archive.infolist() if not member.filename.endswith("/")]
        self._there = frozenset(self.names)
        self.types: dict[str, str] = {}
        self.main = ""

    def read(self, name: str) -> bytes:
        """A part's bytes, never unpacked beyond the size that was declared; where that does not hold, the file is damaged."""
        if name not in self._there:
            raise Refused([DAMAGED.filled(why=Text(f"缺 {name}", f"{name} is missing"))])
        try:
            with self._archive.open(name) as part:
                return part.read(self._archive.getinfo(name).file_size + 1)
        except _BROKEN:
            raise Refused([DAMAGED.filled(why=Text(f"{name} 解不开", f"{name} does not unpack"))]) from None

    def tree(self, name: str) -> Any:
        """The root element of an XML part."""
        return parse(name, self.read(name))

    def relations(self, part: str) -> list[Relation]:
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self._there:
            return []
        return [_relation(part, element) for element in self.tree(where) if _local(element) == "Relationship"]

    def related(self, kind: str) -> str | None:
        """The part of that kind that belongs to the text."""
        found = (one.target for one in self.relations(self.main) if one.kind == kind and not one.external)
        return next((target for target in found if target in self._there), None)

    def written(self, changed: Mapping[str, bytes]) -> bytes:
        """The file with some parts changed or added; parts in their order, each with one fixed date."""
        held = BytesIO()
        with zipfile.ZipFile(held, "w") as again:
            for name in [*self.names, *(name for name in changed if name not in self._there)]:
                put(again, name, changed[name] if name in changed else self.read(name))
        return held.getvalue()


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    archive.writestr(info, data)


def open_word(content: bytes) -> WordFile | Refusal:
    """The file, or the first reason not to open it. Nothing outside of `content` is read, whatever it asks for."""
    try:
        return _opened(content)
    except Refused as refused:
        return refused.refusals[0]
    except RecursionError:
        return DAMAGED.filled(why=Text("嵌套太深", "too deeply nested"))


def parse(name: str, data: bytes) -> Any:
    """An XML part without DTD, entities or access to anything else."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    broken = DAMAGED.filled(why=Text(f"{name} 不是完好的 XML", f"{name} is not well-formed XML"))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused([broken]) from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused([ENTITIES.filled(part=name)])
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_pis=True, remove_comments=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        raise Refused([broken]) from None


def _opened(content: bytes) -> WordFile:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _BROKEN:
        raise Refused([DAMAGED.filled(why=Text("不是完整的压缩包", "not a whole container"))]) from None
    _measure(archive.infolist())
    word = WordFile(archive)
    word.types = _types(word)
    word.main = _main(word)
    for name in word.names:
        _look_at_part(word, name)
    for name in (ROOT, *word.names):
        for relation in word.relations(name):
            _look_at_relation(name, relation)
    for name in word.names:
        if word.types.get(name) in STORIES:
            _look_at_story(word.tree(name))
    return word


def _measure(members: Sequence[zipfile.ZipInfo]) -> None:
    """By what the container declares: more than it declares is never unpacked."""
    size = sum(member.file_size for member in members)
    xml = max((member.file_size for member in members if _is_xml(member.filename)), default=0)
    limits = {"parts": PARTS, "most": UNPACKED_MEGABYTES}
    if len(members) > PARTS:
        raise Refused([SWELLS.filled(found=Text(f"{len(members)} 个部件", f"{len(members)} parts"), **limits)])
    if size > UNPACKED_MEGABYTES * MEGABYTE or xml > XML_MEGABYTES * MEGABYTE:
        raise Refused([SWELLS.filled(found=f"{size // MEGABYTE} MB", **limits)])
    names = [member.filename.lower() for member in members]
    if len(set(names)) < len(names) or "" in names:
        raise Refused([DAMAGED.filled(why=Text("部件的名称空缺或重复", "a part without a name of its own"))])
    if any(member.flag_bits & 1 for member in members):
        raise Refused([PASSWORD])


def _types(word: WordFile) -> dict[str, str]:
    """The declared content type of each part."""
    if CONTENT_TYPES not in word.names:
        raise Refused([NOT_WORD])
    root = word.tree(CONTENT_TYPES)
    by_ending = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root if _local(e) == "Default"}
    by_name = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in root if _local(e) == "Override"}
    return {name: by_name.get(name) or by_ending.get(name.rpartition(".")[2].lower(), "") for name in word.names}


def _main(word: WordFile) -> str:
    found = [one for one in word.relations(ROOT) if one.kind == "officedocument" and not one.external]
    if len(found) != 1 or found[0].target not in word.names:
        raise Refused([NOT_WORD])
    name, declared = found[0].target, word.types[found[0].target]
    if "macroenabled" in declared.lower():
        raise Refused([MACROS])
    if declared not in MAINS:
        raise Refused([NOT_WORD])
    root = word.tree(name)
    if root.tag != f"{W}document":
        raise Refused([STRICT if root.tag.startswith("{http://purl.oclc.org/ooxml/") else NOT_WORD])
    return name


def _look_at_part(word: WordFile, name: str) -> None:
    low, declared = name.lower(), word.types[name].lower()
    if low.endswith(("vbaproject.bin", "vbadata.xml")) or "macroenabled" in declared or "vbaproject" in declared:
        raise Refused([MACROS])
    if "/activex/" in low or "oleobject" in declared or "activex" in declared:
        raise Refused([EMBEDS.filled(what=name)])
    if _is_xml(name):   # also of what is not read here: it goes out again with the marks
        data = word.read(name).replace(b"\0", b"")   # UTF-16 as well
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Refused([ENTITIES.filled(part=name)])


def _look_at_relation(part: str, relation: Relation) -> None:
    """A link to a page waits for a reader's click; everything else outside is fetched when the file opens."""
    own_template = relation.kind == "attachedtemplate" and _BARE_NAME.fullmatch(relation.target)   # of the reader's own program
    if relation.external and relation.kind != "hyperlink" and not own_template:
        raise Refused([FETCHES.filled(what=f"{relation.kind} {relation.target[:80]}")])
    if "vba" in relation.kind or "macro" in relation.kind:
        raise Refused([MACROS])
    chart_data = relation.kind == "package" and "/charts/" in f"/{part}" and relation.target.lower().endswith(".xlsx")
    if relation.kind in OBJECTS and not chart_data:   # the sheet behind a chart is data, and is not opened here
        raise Refused([EMBEDS.filled(what=relation.target[:80])])


def _look_at_story(root: Any) -> None:
    """Fields that would fetch, pieces of other formats, pictures named by an address."""
    for instruction in _instructions(root):
        word = (instruction.split(maxsplit=1) or [""])[0].upper()
        if word in FETCHING_FIELDS or _NESTED in word:   # a name that another field makes up hides what it does
            raise Refused([FETCHES.filled(what=Text(f"{word.replace(_NESTED, '…')} 域", f"a field {word.replace(_NESTED, '…')}"))])
    for element in root.iter(f"{W}altChunk", f"{W}subDoc"):
        raise Refused([EMBEDS.filled(what=_local(element))])
    for element in root.iter("{urn:schemas-microsoft-com:vml}imagedata", "{urn:schemas-microsoft-com:vml}fill"):
        if element.get("src"):
            raise Refused([FETCHES.filled(what=element.get("src")[:80])])


def _instructions(root: Any) -> Iterator[str]:
    """What each field is told to do."""
    told: list[list[str] | None] = []   # of the fields that stand open; None once the result has begun
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        mark = element.get(f"{W}fldCharType")
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr") or ""
        elif mark == "begin":
            if told and (top := told[-1]) is not None:
                top.append(_NESTED)
            told.append([])
        elif element.tag == f"{W}instrText":
            if told and (top := told[-1]) is not None:
                top.append(element.text or "")
        elif told and mark in ("separate", "end"):
            top = told[-1]
            if top is not None:
                yield "".join(top)
                told[-1] = None
            if mark == "end":
                told.pop()
    yield from ("".join(top) for top in told if top)   # a field that nobody ended


def _relation(part: str, element: Any) -> Relation:
    target, external = element.get("Target", ""), element.get("TargetMode", "").lower() == "external"
    if not external:
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        target = posixpath.normpath(whole)
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2].lower(), target, external)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)
