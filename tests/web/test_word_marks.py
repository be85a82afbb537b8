"""A checked draft comes back as the same Word file, with a comment at each claim and corrections that can be declined."""

import io
import re
import zipfile
from fractions import Fraction

import docx as python_docx
import pytest
from lxml import etree

from hetang.claims.claim import Claim, Number
from hetang.claims.verdict import Checked, Judged
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.word_container import W, WordFile, open_word
from hetang.web.word_marks import Correction, marked_docx
from hetang.web.word_text import M, read_word
from tests.web.test_word_text import BOX, cell, row, said, table
from tests.web.word_files import TYPE, docx, paragraph, relation, run, story

AT = 1_493_166_600_123_456


def judged(start: int, surface: str, verdict: str = "contradicted", instead: str = "") -> Judged:
    value = Fraction(1)
    number = Number(start, start + len(surface), surface, "1", value, value, value, "", "", "count")
    return Judged(Claim(number), verdict, "roads", "28 条", Text("账簿是 28 条", "the ledger has 28"), instead=instead)


def checked(text: str, *surfaces: str) -> Checked:
    return Checked(text, [judged(text.index(surface), surface) for surface in surfaces])


def text_of(content: bytes) -> str:
    word = open_word(content)
    assert isinstance(word, WordFile), word
    return read_word(word).text


def corrected(text: str, old: str, new: str) -> Correction:
    return Correction(text.index(old), text.index(old) + len(old), new, "袁听雨", AT)


def marked(content: bytes, surfaces: tuple[str, ...] = (), *changes: tuple[str, str]) -> bytes:
    text = text_of(content)
    done = marked_docx(content, checked(text, *surfaces), [corrected(text, *change) for change in changes], "zh", AT)
    assert isinstance(done, bytes), done
    return done


def body(content: bytes) -> str:
    """The text's XML, without the declarations of names."""
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    return re.sub(r"^.*?<w:body>|</w:body>.*$", "", xml, flags=re.DOTALL)


def declined(content: bytes) -> str:
    """The text as it was before the changes."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    for change in root.findall(f".//{W}ins"):
        change.getparent().remove(change)
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t", f"{W}delText")) for p in root.iter(f"{W}p"))


def commented(content: bytes) -> list[str]:
    """What each comment is tied to, as it stood."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    order = list(root.iter())
    told = []
    for start in root.iter(f"{W}commentRangeStart"):
        end = next(e for e in root.iter(f"{W}commentRangeEnd") if e.get(f"{W}id") == start.get(f"{W}id"))
        between = order[order.index(start) : order.index(end)]
        told.append("".join(e.text or "" for e in between if e.tag in (f"{W}t", f"{W}delText")))
    return told


def test_each_claim_has_its_comment_exactly_at_its_number() -> None:
    content = docx(paragraph(run("今年修路2", "<w:b/>"), run("7条，植树3棵。")))
    done = marked(content, ("27条", "3棵"))
    assert text_of(done) == text_of(content)
    assert commented(done) == ["27条", "3棵"]
    comments = list(python_docx.Document(io.BytesIO(done)).comments)
    assert [(one.author, one.initials) for one in comments] == [("荷塘", "荷")] * 2
    assert comments[0].text.split("\n") == ["不符：roads", "账簿是 28 条"]
    assert comments[0].timestamp is not None and comments[0].timestamp.isoformat() == "2017-04-26T00:30:00+00:00"


def test_a_correction_can_be_accepted_and_declined_and_keeps_the_look_of_the_first_old_word() -> None:
    content = docx(paragraph(run("今年修路2", "<w:b/>"), run("7条，植树3棵。", "<w:i/>")))
    done = marked(content, ("27条",), ("27条", "28条"))
    assert text_of(done) == "今年修路28条，植树3棵。"
    assert declined(done) == "今年修路27条，植树3棵。"
    assert commented(done) == ["27条28条"]
    about = 'w:author="袁听雨" w:date="2017-04-26T00:30:00Z"'
    assert f'{about}><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">2</w:delText></w:r></w:del>' in body(done)
    assert f'{about}><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">28条</w:t></w:r></w:ins>' in body(done)
    assert '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">，植树3棵。</w:t></w:r>' in body(done)


def test_the_same_draft_gives_the_same_bytes_and_every_other_part_as_it_came() -> None:
    picture = bytes(range(256)) * 9
    content = docx(parts={"word/media/a.png": picture, "word/styles.xml": "<w:styles xmlns:w='x'/>"})
    done = marked(content, ("27条",), ("27条", "28条"))
    assert done == marked(content, ("27条",), ("27条", "28条"))
    parts, before = (zipfile.ZipFile(io.BytesIO(one)) for one in (done, content))
    for name in ("word/media/a.png", "word/styles.xml", "_rels/.rels"):
        assert parts.read(name) == before.read(name)
    assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_marked_can_be_opened_and_marked_again_and_comments_add_up() -> None:
    once = marked(docx(), ("27条",))
    twice = marked(once, ("27条",), ("27条", "28条"))
    assert [one.comment_id for one in python_docx.Document(io.BytesIO(twice)).comments] == [0, 1]
    assert text_of(twice) == "修路28条。"


@pytest.mark.parametrize(("content", "old", "new", "text"), [
    (docx(table(row(cell(said("甲")), cell(said("30"))))), "30", "31", "甲\t31"),
    (docx(paragraph(run("上"), BOX.format(said("盒27条")))), "27条", "28条", "上\n盒28条"),
    (docx(paragraph("<w:hyperlink>" + run("修27条") + "</w:hyperlink>")), "27条", "28条", "修28条"),
    (docx(paragraph("<w:ins w:id='1' w:author='a'>" + run("修27条路") + "</w:ins>", run("完"))), "27条", "28条", "修28条路完"),
    (docx(paragraph("<w:r><w:t>修</w:t><w:tab/><w:t>27</w:t><w:br/><w:t>条</w:t><w:drawing/></w:r>")), "27\n条", "28条", "修\t28条"),
    (docx(paragraph("<w:r><w:drawing/><w:t>修2</w:t><w:drawing/><w:t>7条</w:t></w:r>")), "修27条", "修28条", "修28条"),
    (docx(said("修2") + said("7条路")), "2\n7条", "28条", "修28条\n路"),
    (docx(paragraph(run("增长"), "<m:oMath><m:r><m:t>8.5%</m:t></m:r></m:oMath>")), "8.5%", "8.6%", "增长8.5%"),   # told in the comment
])
def test_a_correction_lands_wherever_the_text_was_read(content: bytes, old: str, new: str, text: str) -> None:
    done = marked(content, (old,), (old, new))
    assert text_of(done) == text
    assert len(commented(done)) == 1
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(done)).read("word/document.xml"))
    assert not root.findall(f".//{W}ins/{W}ins") and not root.findall(f".//{W}del/{W}del")
    assert not root.findall(f".//{W}del//{W}t") and not root.findall(f".//{W}del//{W}drawing")
    assert not root.findall(f".//{M}oMath//{W}del")
    ids = [e.get(f"{W}id") for e in root.iter(f"{W}ins", f"{W}del")]
    assert len(set(ids)) == len(ids)


def test_a_note_is_corrected_in_its_part_and_commented_where_the_text_refers_to_it() -> None:
    notes = story("footnotes", f"<w:footnote w:id='2'>{said('其中9户')}</w:footnote>")
    content = docx(paragraph(run("甲"), "<w:r><w:footnoteReference w:id='2'/></w:r>"), links=(relation("r", "footnotes", "footnotes.xml"),),
                   parts={"word/footnotes.xml": notes}, types={"word/footnotes.xml": f"{TYPE}.footnotes+xml"})
    done = marked(content, ("9户",), ("9户", "8户"))
    assert text_of(done) == "甲\n其中8户"
    assert re.search(r'<w:commentRangeStart w:id="0"/><w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeEnd w:id="0"/>', body(done))


PLAIN = "一、修路27条，\r\n\t植树3棵\n\x07完 100万元。"


def test_plain_text_becomes_a_word_file_with_the_same_marks() -> None:
    found = checked(PLAIN, "27条", "3棵", "100万元")
    done = marked_docx(PLAIN.encode(), found, [corrected(PLAIN, "3棵", "4棵")], "en", None)
    assert isinstance(done, bytes)
    assert done == marked_docx(PLAIN.encode("gb18030"), found, [corrected(PLAIN, "3棵", "4棵")], "en", None)
    assert text_of(done) == "一、修路27条，\n\t植树4棵\n\ufffd完 100万元。"
    assert commented(done) == ["27条", "3棵4棵", "100万元"]
    assert [one.text.split("\n")[0] for one in python_docx.Document(io.BytesIO(done)).comments] == ["contradicted: roads"] * 3


def test_a_draft_that_is_read_otherwise_now_is_not_marked_in_the_wrong_place() -> None:
    found = marked_docx(docx(), checked("另一份修路27条", "27条"))
    assert isinstance(found, Refusal) and found.code == "read_otherwise"


def test_corrections_everywhere_at_random_leave_all_else_as_it_was() -> None:
    words = "甲2乙13丙4" * 40
    runs = [run(words[i : i + 7], "<w:b/>" if i % 2 else "") for i in range(0, len(words), 7)]
    content = docx(paragraph(*runs))
    spans = [m.span() for m in re.finditer(r"\d+", words)][::2]
    changes = [Correction(start, end, f"<{start}>", "袁", AT) for start, end in spans]
    done = marked_docx(content, Checked(words, [judged(start, words[start:end]) for start, end in spans]), changes, "zh", AT)
    assert isinstance(done, bytes)
    expected, last = "", 0
    for start, end in spans:
        expected, last = expected + words[last:start] + f"<{start}>", end
    assert text_of(done) == expected + words[last:]
    assert declined(done) == words
