"""A composed bulletin as a Word file that a clerk can edit: named styles, a document grid, tables instead of text boxes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

# The fonts the standard names; where a machine lacks one, Word puts its nearest in place.
FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋_GBK", "宋体"
PITCH = Pt(28.95)  # 22 lines in 225 mm
RED = RGBColor(0xC8, 0x16, 0x1D)
FIXED = (1980, 1, 1, 0, 0, 0)
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY

# name, font, size in points, alignment, first-line indent in characters, line pitch or None for single
STYLES = (
    ("通讯正文", FANG, 16.0, BOTH, 2, PITCH),
    ("通讯标记", HEI, 16.0, LEFT, 0, None),
    ("通讯名称", TITLE, 58.0, CENTRE, 0, None),
    ("通讯期号", FANG, 16.0, CENTRE, 0, PITCH),
    ("通讯编印", FANG, 16.0, LEFT, 0, PITCH),
    ("通讯编者按", KAI, 14.0, BOTH, 2, Pt(27)),
    ("通讯标题", TITLE, 22.0, CENTRE, 0, Pt(34)),
    ("通讯副题", KAI, 16.0, CENTRE, 0, PITCH),
    ("通讯一级标题", HEI, 16.0, LEFT, 2, PITCH),
    ("通讯二级标题", KAI, 16.0, LEFT, 2, PITCH),
    ("通讯供稿", FANG, 16.0, RIGHT, 0, PITCH),
    ("通讯数字注", SONG, 10.5, LEFT, 0, Pt(16)),
    ("通讯版记", FANG, 14.0, LEFT, 0, Pt(24)),
    ("通讯页码", SONG, 14.0, RIGHT, 0, None),
)
# The order in which the format wants the properties that are set here; Word refuses files that mix it up.
ORDER = {
    "w:pPr": "pStyle keepNext keepLines widowControl tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc rPr",
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs vertAlign lang",
    "w:tblPr": "tblStyle tblpPr tblW jc tblBorders tblLayout tblCellMar tblLook",
    "w:tcPr": "tcW gridSpan vMerge tcBorders",
}
ON_GRID = ("通讯正文", "通讯一级标题", "通讯二级标题", "通讯供稿")


def word(content: Mapping[str, Any]) -> bytes:
    """The same content gives the same bytes: the parts of the file carry one fixed time."""
    document = docx.Document()
    for name, font, size, align, indent, pitch in STYLES:
        _style(document, name, font, size, align, indent, pitch)
    _page(document)
    _properties(document, content)
    _banner(document, content)
    for block in content["editors_note"]:
        _runs(document.add_paragraph(style="通讯编者按"), block["runs"])
    _runs(_line(document, "通讯标题", before=14), content["title"])
    if content["subtitle"]:
        _runs(document.add_paragraph(style="通讯副题"), content["subtitle"])
    _line(document, "通讯正文")
    styles = {0: "通讯正文", 1: "通讯一级标题", 2: "通讯二级标题"}
    for block in content["blocks"]:
        paragraph = document.add_paragraph(style=styles[block["level"]])
        paragraph.paragraph_format.keep_with_next = block["level"] > 0
        _runs(paragraph, block["runs"])
    if content["contributor"]:
        _runs(document.add_paragraph(style="通讯供稿"), content["contributor"])
    _notes(document, content)
    _colophon(document, content)
    parts = (document.element, document.styles.element, *(part.element for part in _footers(document)))
    for part in parts:
        _in_order(part)
    held = BytesIO()
    document.save(held)
    return _fixed(held.getvalue())


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(24)
    # 225 mm over 22 lines. The 28 characters come from the styles' own spacing: a grid of characters is read
    # by Word as spacing and by LibreOffice as cells, which a character of 16 pt does not fit.
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = _element("w:docGrid")
        section._sectPr.append(grid)
    for key, value in (("type", "lines"), ("linePitch", "579")):
        grid.set(qn(f"w:{key}"), value)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _font(normal, FANG, 16.0)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = "通讯页码"
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        paragraph.add_run("— ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _style(document: Document, name: str, font: str, size: float, align: Any, indent: int, pitch: Any) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = None
    style.quick_style = True
    _font(style, font, size)
    shape = style.paragraph_format
    shape.alignment = align
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = False
    if pitch is not None:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, pitch
    if indent:
        spacing = style.element.get_or_add_pPr().get_or_add_ind()
        spacing.set(qn("w:firstLineChars"), str(indent * 100))
        spacing.set(qn("w:firstLine"), str(int(size * 20 * indent)))
    if name in ON_GRID:  # 156 mm over 28: 15.75 pt a character
        style.element.get_or_add_rPr().append(_element("w:spacing", val="-5"))
    else:
        style.element.get_or_add_pPr().append(_element("w:snapToGrid", val="0"))
    for side in ("autoSpaceDE", "autoSpaceDN"):  # no gap between figures and characters
        style.element.get_or_add_pPr().append(_element(f"w:{side}", val="0"))
    if name == "通讯编者按":
        shape.left_indent = shape.right_indent = Pt(2 * size)
    if name == "通讯名称":
        style.font.color.rgb = RED


def _footers(document: Document) -> list[Any]:
    return [document.sections[0].footer.part, document.sections[0].even_page_footer.part]


def _in_order(root: Any) -> None:
    for tag, names in ORDER.items():
        places = {qn(f"w:{name}"): place for place, name in enumerate(names.split())}
        for element in root.iter(qn(tag)):
            element[:] = sorted(element, key=lambda child: places.get(child.tag, len(places)))


def _font(style: ParagraphStyle, font: str, size: float) -> None:
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for side in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{side}"), font)
    for side in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{side}"), None)


def _properties(document: Document, content: Mapping[str, Any]) -> None:
    day = datetime.fromisoformat(content["date"]).replace(tzinfo=UTC)
    about = document.core_properties
    about.title = f"{content['name']['zh']} {content['year']}年第{content['issue']}期"
    about.author = about.last_modified_by = "".join(run["text"] for run in content["organ"])
    about.language, about.comments, about.revision = "zh-CN", "", 1
    about.created = about.modified = about.last_printed = day.replace(tzinfo=None)


def _banner(document: Document, content: Mapping[str, Any]) -> None:
    top = _table(document, 1, (Mm(100), Mm(56)))
    _put(top, 0, 0, "通讯标记", content["mark"], LEFT)
    _put(top, 0, 1, "通讯编印", "第　　　份" if content["copies"] else "", RIGHT)
    name = _line(document, "通讯名称", before=24, after=12)
    # 156 mm less the spacing of the letters decides the size, as the red head is never broken.
    letters = len(content["name"]["zh"])
    run = name.add_run(content["name"]["zh"])
    run.font.size = Pt(min(58.0, round(442 / (letters * 1.1) * 2) / 2))
    running = f"（总第 {content['running']} 期）" if content["running"] else ""
    document.add_paragraph(f"第 {content['issue']} 期{running}", style="通讯期号")
    year, month, day = (int(part) for part in content["date"].split("-"))
    organ = _table(document, 1, (Mm(100), Mm(56)))
    _put(organ, 0, 0, "通讯编印", "　" + "".join(run["text"] for run in content["organ"]), LEFT)
    _put(organ, 0, 1, "通讯编印", f"{year}年{month}月{day}日　", RIGHT)
    _borders(organ, bottom=(18, str(RED)))
    _line(document, "通讯正文")


def _runs(paragraph: Paragraph, runs: Iterable[Mapping[str, Any]]) -> None:
    for run in runs:
        paragraph.add_run(run["text"])
        if "note" in run:
            _reference(paragraph, run["note"])


def _reference(paragraph: Paragraph, number: int) -> None:
    """A raised number that leads to the note."""
    link = _element("w:hyperlink", anchor=f"note_{number}", history="1")
    raised = paragraph.add_run(str(number))
    raised.font.superscript = True
    link.append(raised._r)
    paragraph._p.append(link)


def _notes(document: Document, content: Mapping[str, Any]) -> None:
    if not content["notes"]:
        return
    heading = _line(document, "通讯数字注", before=14)
    heading.add_run("数字注").bold = True
    for note in content["notes"]:
        paragraph = document.add_paragraph(style="通讯数字注")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(21), Pt(-21)
        number = str(note["number"])
        paragraph._p.append(_element("w:bookmarkStart", id=number, name=f"note_{number}"))
        paragraph.add_run(f"{number}\t{note['text']}")
        paragraph._p.append(_element("w:bookmarkEnd", id=number))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(21))
    head = content["head"]
    document.add_paragraph(
        f"数字截至 {content['as_of']}，读自账簿前 {head['size']} 条，账簿头 {head['root']}。凭可重算包可逐一重算。",
        style="通讯数字注",
    )


def _colophon(document: Document, content: Mapping[str, Any]) -> None:
    _line(document, "通讯版记")
    rows = [(f"{kind}：", said) for kind, said in content["distribution"]]
    signed = "　".join(f"{one['role']} {one['name']}" for one in content["signed_off"])
    table = _table(document, len(rows) + 1, (Mm(16), Mm(140)))
    for index, (kind, said) in enumerate(rows):
        _put(table, index, 0, "通讯版记", "　" + kind, LEFT)
        _put(table, index, 1, "通讯版记", said, LEFT)
    last = table.cell(len(rows), 0).merge(table.cell(len(rows), 1))
    paragraph = last.paragraphs[0]
    paragraph.style = "通讯版记"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(149), WD_TAB_ALIGNMENT.RIGHT)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    copies = f"\t（共印 {content['copies']} 份）" if content["copies"] else ""
    paragraph.add_run(f"　{signed}{copies}")
    _borders(table, top=(8, "000000"), bottom=(8, "000000"))
    if rows:
        for cell in table.rows[len(rows)].cells:
            edges = _element("w:tcBorders")
            edges.append(_element("w:top", val="single", sz="6", space="0", color="000000"))
            cell._tc.get_or_add_tcPr().append(edges)
    # Its last line is the foot of the last page's type area.
    place = {"horzAnchor": "margin", "vertAnchor": "margin", "tblpXSpec": "left", "tblpYSpec": "bottom"}
    table._tbl.tblPr.insert(1, _element("w:tblpPr", **place))
    last_line = _line(document, "通讯数字注")  # a document may not end in a table
    last_line.paragraph_format.line_spacing = Pt(1)


def _line(document: Document, style: str, before: float = 0, after: float = 0) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def _table(document: Document, rows: int, widths: tuple[Any, Any]) -> Table:
    table: Table = document.add_table(rows=rows, cols=2)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table._tbl.tblPr.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="0", type="dxa"))
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _put(table: Table, row: int, column: int, style: str, text: str, align: Any) -> None:
    paragraph = table.cell(row, column).paragraphs[0]
    paragraph.style, paragraph.alignment = style, align
    paragraph.add_run(text)


def _borders(table: Table, **edges: tuple[int, str]) -> None:
    """Widths in eighths of a point."""
    borders = _element("w:tblBorders")
    for side, (width, colour) in edges.items():
        borders.append(_element(f"w:{side}", val="single", sz=str(width), space="0", color=colour))
    table._tbl.tblPr.append(borders)


def _field(paragraph: Paragraph, name: str) -> None:
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            instruction = _element("w:instrText")
            instruction.text = name
            run._r.append(instruction)


def _element(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _fixed(written: bytes) -> bytes:
    """The same parts in the same order, every one dated 1980-01-01."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(written)) as parts, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as again:
        for part in parts.infolist():
            info = zipfile.ZipInfo(part.filename, FIXED)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            again.writestr(info, parts.read(part))
    return held.getvalue()
