"""The text of a Word file: in the order in which people read it, and only what they see."""

import pytest

from hetang.web.word_container import WordFile, open_word
from hetang.web.word_text import WordText, read_word
from tests.web.word_files import TYPE, docx, field, paragraph, relation, run, story


def read(content: bytes) -> WordText:
    word = open_word(content)
    assert isinstance(word, WordFile), word
    return read_word(word)


def text(body: str) -> str:
    return read(docx(body)).text


def cell(inside: str, about: str = "") -> str:
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, about: str = "") -> str:
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def changed(kind: str, inside: str) -> str:
    return f'<w:{kind} w:id="1" w:author="a">{inside}</w:{kind}>'


def said(words: str) -> str:
    return paragraph(run(words))


RAISED = "<w:vertAlign w:val='superscript'/>"
BOX = "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>" \
      "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"


@pytest.mark.parametrize(("body", "expected"), [
    (said("甲") + said("") + said("乙"), "甲\n\n乙"),
    (paragraph(run("2"), run("7条", "<w:b/>")), "27条"),
    (paragraph("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>"), "甲\t乙\n丙-丁"),
    (paragraph("<w:r><w:t>\n 27\n条 </w:t></w:r>"), "27 条"),
    (paragraph("<w:r><w:t>27</w:t><w:softHyphen/><w:sym w:font='W' w:char='F0FC'/><w:t>条</w:t></w:r>"), "27\ufffc条"),
    # what was changed is read as if it had been accepted
    (paragraph(run("修"), changed("del", "<w:r><w:delText>26</w:delText></w:r>"), changed("ins", run("27")), run("条")), "修27条"),
    (paragraph(changed("moveFrom", run("甲")), run("乙"), changed("moveTo", run("甲"))), "乙甲"),
    (paragraph("<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>", run("修2")) + said("7条"), "修27条"),
    # hidden text, links, controls, spoken forms, formulas
    (paragraph(run("27", "<w:vanish/>"), run("28", "<w:vanish w:val='0'/>")), "28"),
    (paragraph("<w:hyperlink>" + run("27") + "</w:hyperlink><w:sdt><w:sdtContent>" + run("条") + "</w:sdtContent></w:sdt>"), "27条"),
    ("<w:sdt><w:sdtContent>" + said("甲") + "</w:sdtContent></w:sdt>" + said("乙"), "甲\n乙"),
    (paragraph("<w:r><w:ruby><w:rt>" + run("yi") + "</w:rt><w:rubyBase>" + run("一") + "</w:rubyBase></w:ruby></w:r>", run("万")), "一万"),
    (paragraph(run("增长"), "<m:oMath><m:r><m:t>8.5%</m:t></m:r></m:oMath>"), "增长8.5%"),
    (paragraph(run("第"), "<w:fldSimple w:instr=' PAGE '>" + run("3") + "</w:fldSimple>", field("REF a \\h", "27条")), "第27条"),
    (paragraph(run("修27"), run("1", RAISED), run("条"), run("[2]", RAISED)), "修27条"),
    (paragraph(run("修27"), run("1", "<w:position w:val='8'/>"), run("条"), run("3", "<w:position w:val='-8'/>")), "修27条3"),
    (paragraph(run("H"), run("2", "<w:vertAlign w:val='subscript'/>"), run("O")), "H2O"),
    (paragraph(run("9m"), run("2", RAISED), run("，3×10"), run("4", RAISED)), "9m²，3×10⁴"),
    # tables
    (table(row(cell(said("县区")), cell(said("户数"))), row(cell(said("合计")), cell(said("9,") + said("846")))) + said("完"),
     "县区\t户数\n合计\t9, 846\n完"),
    (table(row(cell(said("全"), "<w:gridSpan w:val='3'/>"), cell(said("末"))), row(cell(""), about=changed("del", ""))), "全\t\t\t末"),
    (table(row(cell(table(row(cell(said("甲")), cell(said("乙"))), row(cell(said("丙")))) + said("")), cell(said("丁")))), "甲 乙 丙 \t丁"),
    (table(row(cell(paragraph("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>")))), "甲 乙"),
    (table(row(f"<w:sdt><w:sdtContent>{cell(said('甲'))}</w:sdtContent></w:sdt>", cell(said("乙")), about="<w:gridBefore w:val='1'/>")),
     "\t甲\t乙"),
    # a text box stands once, behind the paragraph that holds it
    (paragraph(run("上"), BOX.format(said("盒27条") + said("盒二")), run("下")) + said("末"), "上下\n盒27条\n盒二\n末"),
])
def test_what_people_read_is_read_in_their_order(body: str, expected: str) -> None:
    assert text(body) == expected


def test_notes_follow_the_text_in_the_order_of_their_references() -> None:
    body = paragraph(run("甲"), "<w:r><w:footnoteReference w:id='3'/></w:r>", run("乙"), "<w:r><w:footnoteReference w:id='2'/></w:r>")
    notes = story("footnotes", f"<w:footnote w:id='-1'>{said('-')}</w:footnote><w:footnote w:id='2'>{said('其中9户')}</w:footnote>"
                               f"<w:footnote w:id='3'>{said('含31条')}</w:footnote>")
    content = docx(body + said("末"), links=(relation("r", "footnotes", "footnotes.xml"),), parts={"word/footnotes.xml": notes},
                   types={"word/footnotes.xml": f"{TYPE}.footnotes+xml"})
    assert read(content).text == "甲乙\n末\n含31条\n其中9户"


def test_headers_footers_and_comments_are_not_read() -> None:
    comments = story("comments", f"<w:comment w:id='0'>{said('98')}</w:comment>")
    parts = {"word/header1.xml": story("hdr", said("99")), "word/comments.xml": comments}
    links = (relation("a", "header", "header1.xml"), relation("b", "comments", "comments.xml"))
    assert read(docx(links=links, parts=parts)).text == "修路27条。"


def test_every_character_of_the_text_leads_to_the_element_that_holds_it() -> None:
    found = read(docx(paragraph(run("一2"), run("7条")) + table(row(cell(said("甲")), cell(said("30"))))))
    assert found.text == "一27条\n甲\t30"
    assert [(piece.start, piece.end, piece.node.text) for piece in found.pieces] == [
        (0, 2, "一2"), (2, 4, "7条"), (5, 6, "甲"), (7, 9, "30"),
    ]
    assert [piece.node.text for piece in found.within(1, 3)] == ["一2", "7条"]
    assert [piece.node.text for piece in found.within(4, 8)] == ["甲", "30"]
    assert found.within(4, 5) == []
