"""The text of a Word file in the order in which it is read, with the element behind every character."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hetang.web.word_container import W, WordFile

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LINE, CELL, WITHIN = "\n", "\t", " "   # between paragraphs and rows; between cells; between the paragraphs of a cell
UNKNOWN = "\ufffc"                     # a sign of a font of signs, which has no letter

# Elements that stand for one character, as it is told; in a cell what would break the row is a blank.
SIGNS = {f"{W}tab": CELL, f"{W}ptab": CELL, f"{W}br": LINE, f"{W}cr": LINE, f"{W}noBreakHyphen": "-", f"{W}sym": UNKNOWN}
THROUGH = frozenset(f"{W}{name}" for name in (
    "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "fldSimple", "customXml", "dir", "bdo",
))
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
LIFTED = 4
NOTE_MARK = re.compile(r"[\s\d,，、*＊①-⑳()（）\[\]［］〔〕注-]*")   # a raised run of these refers to a note
PAGE_NUMBERS = frozenset({"PAGE", "PAGEREF", "NUMPAGES", "SECTION", "SECTIONPAGES"})   # fields that count pages, not the city


@dataclass(slots=True)
class Piece:
    """`text[start:end]` is what `node` holds: a `w:t`, a sign of one character, or a text of a formula."""

    start: int
    end: int
    node: Any


class WordText:
    """The text, its pieces in order, and the trees that they stand in; between pieces lie the breaks that reading put in."""

    def __init__(self, word: WordFile) -> None:
        self.word = word
        self.text = ""
        self.trees = {word.main: word.tree(word.main)}
        self.pieces: list[Piece] = []
        self.references: dict[tuple[str, str], Any] = {}   # (part, id of a note) -> the run in the text that refers to it
        _Reader(self).document()

    def within(self, start: int, end: int) -> list[Piece]:
        """The pieces that hold any of these characters."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        last = bisect_left(self.pieces, end, key=lambda piece: piece.start)
        return self.pieces[first:last]


def read_word(word: WordFile) -> WordText:
    """Paragraphs on lines of their own, table rows as cells between tabs, then text boxes and notes where they belong.

    A text box follows the paragraph that holds it, foot- and endnotes follow the text in the order of their references.
    Tracked changes are read as accepted; hidden text, page numbers and raised marks of notes are left out, raised digits behind
    a letter (m²) or a ten stay raised. Headers, footers, comments and the numbers that Word itself gives to list items are not read.
    """
    return WordText(word)


class _Reader:
    """Goes through the elements in their order and puts down what each one says."""

    def __init__(self, to: WordText) -> None:
        self.to = to
        self.parts: list[str] = []
        self.length = 0
        self.last = ""                                  # the last characters
        self.cells = 0                                  # how deep in cells of tables
        self.opened = True                              # no break before what comes next
        self.boxes: list[Any] = []                      # text boxes of the paragraph that is read
        self.fields: list[tuple[bool, str]] = []        # open fields: whether the result has begun, and its instruction
        self.notes: list[tuple[str, str]] = []

    def document(self) -> None:
        self.blocks(self.to.trees[self.to.word.main].find(f"{W}body"))
        for kind, tag in (("footnotes", f"{W}footnote"), ("endnotes", f"{W}endnote")):
            wanted = [id for of, id in self.notes if of == kind]
            part = self.to.word.related(kind) if wanted else None
            if part is None:
                continue
            tree = self.to.trees[part] = self.to.word.tree(part)
            found = {note.get(f"{W}id"): note for note in tree.iter(tag)}
            for id in dict.fromkeys(wanted):
                self.to.references[part, id] = self.to.references.pop((kind, id))
                self.fields.clear()
                self.blocks(found.get(id))
        self.to.text = "".join(self.parts)

    def blocks(self, container: Any) -> None:
        for child in () if container is None else container:
            if child.tag == f"{W}p":
                self.paragraph(child)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag in THROUGH:
                self.blocks(child)
            elif child.tag == f"{MC}AlternateContent":
                self.blocks(_chosen(child))

    def paragraph(self, paragraph: Any) -> None:
        self.open_line()
        outer, self.boxes = self.boxes, []
        self.inline(paragraph)
        boxes, self.boxes = self.boxes, outer
        self.opened = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None   # with its mark deleted it runs on
        for box in boxes:
            fields, self.fields = self.fields, []
            self.blocks(box)
            self.fields = fields

    def open_line(self) -> None:
        if not self.opened:
            self.put(WITHIN if self.cells else LINE)
        self.opened = False

    def table(self, table: Any) -> None:
        for row in _wrapped(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            self.open_line()
            before = row.find(f"{W}trPr/{W}gridBefore")
            self.put((WITHIN if self.cells else CELL) * _number(before))
            for place, cell in enumerate(_wrapped(row, f"{W}tc")):
                if place:
                    self.put(WITHIN if self.cells else CELL)
                self.cell(cell)

    def cell(self, cell: Any) -> None:
        """A cell that spans columns is followed by empty ones, so that what is below each other stays so."""
        self.cells, self.opened = self.cells + 1, True
        if cell.find(f"{W}tcPr/{W}cellDel") is None:
            self.blocks(cell)
        self.cells, self.opened = self.cells - 1, False
        self.put((WITHIN if self.cells else CELL) * min(_number(cell.find(f"{W}tcPr/{W}gridSpan")) - 1, 63))

    def inline(self, container: Any) -> None:
        for child in container:
            if child.tag == f"{W}r":
                self.run(child)
            elif child.tag == f"{W}fldSimple" and _first(child.get(f"{W}instr") or "") in PAGE_NUMBERS:
                continue
            elif child.tag in THROUGH:
                self.inline(child)
            elif child.tag == f"{MC}AlternateContent":
                self.inline(_chosen(child))
            elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
                for text in child.iter(f"{M}t"):
                    self.piece(text, text.text or "")

    def run(self, run: Any) -> None:
        if _is_on(run.find(f"{W}rPr/{W}vanish")):
            return
        for child in run:
            self.content(child, run)

    def content(self, child: Any, run: Any) -> None:
        if child.tag == f"{W}t":
            self.written(child)
        elif child.tag in SIGNS:
            self.piece(child, SIGNS[child.tag])
        elif child.tag == f"{W}fldChar":
            self.field(child.get(f"{W}fldCharType"))
        elif child.tag == f"{W}instrText":
            if self.fields and not self.fields[-1][0]:
                self.fields[-1] = (False, self.fields[-1][1] + (child.text or ""))
        elif child.tag == f"{W}ruby":
            for below in child.iterchildren(f"{W}rubyBase"):   # what is read, not how it is spoken
                self.inline(below)
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            note = (f"{child.tag.removeprefix(W).removesuffix('Reference')}s", child.get(f"{W}id") or "")
            self.notes.append(note)
            self.to.references.setdefault(note, run)
        elif child.tag == f"{MC}AlternateContent":
            for one in _chosen(child):
                self.content(one, run)
        elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self.boxes += _outermost(child)

    def field(self, mark: str | None) -> None:
        if mark == "begin":
            self.fields.append((False, ""))
        elif mark == "separate" and self.fields:
            self.fields[-1] = (True, self.fields[-1][1])
        elif mark == "end" and self.fields:
            self.fields.pop()

    def written(self, node: Any) -> None:
        """Blanks at the ends of an unmarked `w:t` do not count; line ends and tabs in it are blanks."""
        text = (node.text or "").replace("\n", " ").replace("\t", " ").replace("\r", " ")
        if node.get(SPACE) != "preserve":
            text = text.strip(" ")
        node.text = text
        if _is_raised(node.getparent().find(f"{W}rPr")) and NOTE_MARK.fullmatch(text):
            if not _takes_power(self.last):
                return
            text = text.translate(RAISED)
        self.piece(node, text)

    def piece(self, node: Any, text: str) -> None:
        if any(not begun or _first(told) in PAGE_NUMBERS for begun, told in self.fields):
            return
        if self.cells and text in (LINE, CELL):
            text = WITHIN
        if text:
            self.to.pieces.append(Piece(self.length, self.length + len(text), node))
            self.put(text)

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.last = (self.last + text)[-3:]


def _wrapped(container: Any, tag: str) -> Iterator[Any]:
    """Rows of a table, cells of a row, also where something is wrapped round them."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in THROUGH:
            yield from _wrapped(child, tag)


def _chosen(alternates: Any) -> Any:
    """Of two forms of the same content the newer."""
    choice = alternates.find(f"{MC}Choice")
    fallback = alternates.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _outermost(drawing: Any) -> list[Any]:
    """The contents of the text boxes of a drawing; a box within a box is found when the outer one is read."""
    found: list[Any] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            found.append(element)
        elif element.tag == f"{MC}AlternateContent":
            waiting += reversed(list(_chosen(element)))
        else:
            waiting += reversed(list(element))
    return found


def _is_raised(look: Any) -> bool:
    """As a superscript, or by some half points, as other programs write it."""
    if look is None:
        return False
    raised, moved = look.find(f"{W}vertAlign"), look.find(f"{W}position")
    return (raised is not None and raised.get(f"{W}val") == "superscript") or _number(moved) >= LIFTED


def _takes_power(before: str) -> bool:
    """Whether a raised digit behind these characters is a power: m², 10⁴."""
    return before[-1:].isascii() and (before[-1:].isalpha() or (before[-2:] == "10" and not before[-3:-2].isdigit()))


def _is_on(toggle: Any) -> bool:
    return toggle is not None and toggle.get(f"{W}val", "1") not in ("0", "false", "off")


def _number(element: Any) -> int:
    """The `w:val` of an element of a table; 1 where a span is not given, 0 where no column is left out."""
    if element is None:
        return 0
    value = element.get(f"{W}val", "")
    return min(int(value), 64) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def _first(instruction: str) -> str:
    return (instruction.split(maxsplit=1) or [""])[0].upper()
