"""The comments of a Word file: one a claim, with its verdict, the figure and the reason, signed by the system."""

import posixpath
from typing import Any

from lxml import etree

from hetang.claims.verdict import Judged
from hetang.documents.check_report import told
from hetang.terms.dates import instant_text
from hetang.web.word_container import CONTENT_TYPES, W, WordFile

AUTHOR, INITIALS = "荷塘", "荷"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
SMALL = "18"   # half points


class Comments:
    """The part with the comments that the file already has, and those that are added."""

    def __init__(self, word: WordFile, lang: str, at_us: int | None) -> None:
        self.word, self.lang, self.at_us = word, lang, at_us
        self.there = word.related("comments")
        self.root = word.tree(self.there) if self.there else etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
        numbers = [int(id) for one in self.root if (id := one.get(f"{W}id", "")).isascii() and id.isdigit()]
        self.first = self.next = max(numbers, default=-1) + 1

    def add(self, judged: Judged) -> str:
        """The number of the new comment."""
        number = str(self.next)
        self.next += 1
        comment = etree.SubElement(self.root, f"{W}comment", {f"{W}id": number, f"{W}author": AUTHOR, f"{W}initials": INITIALS})
        if self.at_us is not None:
            comment.set(f"{W}date", second(self.at_us))
        for place, line in enumerate(told(judged, self.lang)):
            _paragraph(comment, line, first=not place)
        return number

    def parts(self) -> dict[str, bytes]:
        """What of the file changes; nothing where no comment was added."""
        if self.next == self.first:
            return {}
        if self.there:
            return {self.there: xml_bytes(self.root)}
        folder, main = posixpath.split(self.word.main)
        name = _unused(posixpath.join(folder, "comments"), self.word.names)
        where = posixpath.join(folder, "_rels", f"{main}.rels")
        relations = self.word.tree(where) if where in self.word.names else etree.Element(
            f"{_RELATIONS_SPACE}Relationships", nsmap={None: _RELATIONS_SPACE[1:-1]}
        )
        ids = {one.get("Id") for one in relations}
        id = next(id for number in range(len(ids) + 1) if (id := f"hetang{number}") not in ids)
        etree.SubElement(relations, f"{_RELATIONS_SPACE}Relationship", {"Id": id, "Type": _RELATION, "Target": f"/{name}"})
        types = self.word.tree(CONTENT_TYPES)
        etree.SubElement(types, f"{_TYPES_SPACE}Override", {"PartName": f"/{name}", "ContentType": _TYPE})
        return {name: xml_bytes(self.root), where: xml_bytes(relations), CONTENT_TYPES: xml_bytes(types)}


def second(us: int) -> str:
    """An instant as Word writes it: 2017-04-26T08:30:00Z."""
    return f"{instant_text(us)[:19]}Z"


def xml_bytes(root: Any) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _paragraph(comment: Any, line: str, first: bool) -> None:
    """Small letters from the left, whatever the document's own style of paragraphs is; the verdict in bold."""
    paragraph = etree.SubElement(comment, f"{W}p")
    shape = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(shape, f"{W}spacing", {f"{W}before": "0", f"{W}after": "0", f"{W}line": "240", f"{W}lineRule": "auto"})
    etree.SubElement(shape, f"{W}ind", {f"{W}firstLine": "0", f"{W}firstLineChars": "0"})
    etree.SubElement(shape, f"{W}jc", {f"{W}val": "left"})
    run = etree.SubElement(paragraph, f"{W}r")
    look = etree.SubElement(run, f"{W}rPr")
    if first:
        etree.SubElement(look, f"{W}b")
    etree.SubElement(look, f"{W}sz", {f"{W}val": SMALL})
    etree.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = line


def _unused(stem: str, names: list[str]) -> str:
    taken = {name.lower() for name in names}
    return next(name for number in range(len(names) + 1) if (name := f"{stem}{number or ''}.xml").lower() not in taken)
