"""A draft that came as plain text, as a Word file: a paragraph a line."""

import re
import zipfile
from bisect import bisect_right
from collections.abc import Sequence
from io import BytesIO

from lxml import etree

from hetang.web.word_container import CONTENT_TYPES, W, put
from hetang.web.word_text import SPACE, Piece

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_XML = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_AROUND = {
    CONTENT_TYPES: f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{W[1:-1]}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="仿宋"/><w:sz w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="579" w:lineRule="exact"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults></w:styles>",
}   # fmt: skip


def plain_word(text: str) -> bytes:
    """The file; a character that XML cannot hold becomes U+FFFD. Lines end as in `placed_as_in`."""
    document = etree.Element(f"{W}document", nsmap={"w": W[1:-1]})
    body = etree.SubElement(document, f"{W}body")
    for line in _BREAK.split(text):
        run = etree.SubElement(etree.SubElement(body, f"{W}p"), f"{W}r")
        for place, words in enumerate(_NOT_XML.sub("\ufffd", line).split("\t")):
            if place:
                etree.SubElement(run, f"{W}tab")
            if words:
                etree.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = words
    page = etree.SubElement(body, f"{W}sectPr")
    etree.SubElement(page, f"{W}pgSz", {f"{W}w": "11906", f"{W}h": "16838"})
    margins = {"top": "2098", "right": "1474", "bottom": "1984", "left": "1588", "header": "851", "footer": "992", "gutter": "0"}
    etree.SubElement(page, f"{W}pgMar", {f"{W}{side}": width for side, width in margins.items()})
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, around in _AROUND.items():
            put(archive, name, _HEAD + around.encode())
        put(archive, "word/document.xml", _HEAD + etree.tostring(document, encoding="UTF-8"))
    return held.getvalue()


def placed_as_in(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces of the file made from `text`, with offsets in `text`, where a line may end in two characters."""
    breaks = list(_BREAK.finditer(text))
    starts, longer = [0], [0]   # of each line: in the file, and by how much it begins later in the text
    for one in breaks:
        longer.append(longer[-1] + len(one.group()) - 1)
        starts.append(one.end() - longer[-1])
    moved = (longer[bisect_right(starts, piece.start) - 1] for piece in pieces)
    return [Piece(piece.start + by, piece.end + by, piece.node) for piece, by in zip(pieces, moved, strict=True)]
