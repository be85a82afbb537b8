"""Bytes as text: UTF-8, UTF-16 or GB18030, told by mark, by zeros, else by what all of it decodes as; nothing is guessed."""

import re

from lxml import etree

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.csv_text import MARKS, NO_ENCODING

NOT_TEXT = Refusal(
    "not_text", Text("文件不是文字", "the file is no text"),
    Text("Word 文稿 (.docx) 或纯文本（UTF-8、GB18030、UTF-16）", "a Word document (.docx) or plain text in UTF-8, GB18030 or UTF-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BLANK = re.compile(r"[ \t\r\n\xa0]+")
ZEROS = 16              # of UTF-16 without a mark at least every sixteenth sign is Latin
CONTROLS, BROKEN = 200, 4   # one control character among so many is noise; one broken byte among so many letters is damage
# Elements that stand on lines of their own, and those of which nothing is read.
_LINES = frozenset((
    "address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "section", "table", "tr", "ul",
))
_CELLS = ("td", "th")
_UNREAD = frozenset(("head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"))


def decoded(content: bytes) -> str | Refusal:
    """The text without its mark, every other character as it came, line ends too; a NUL, which no table holds, as U+FFFD."""
    encoding = _encoding(content)
    if isinstance(encoding, Refusal):
        return encoding
    text = content.decode(encoding)
    return NOT_TEXT if len(_CONTROL.findall(text)) * CONTROLS > len(text) else text.replace("\0", "\ufffd")


def html_text(content: bytes) -> str:
    """What a page of HTML says, block by block; nothing that it names is fetched."""
    encoding = _encoding(content)
    parser = etree.HTMLParser(
        encoding="utf-8" if isinstance(encoding, Refusal) else encoding, no_network=True, remove_comments=True, remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return ""
    parts: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end")) if root is not None else ()
    for event, element in walker:
        tag = str(element.tag)
        if tag in _LINES:
            parts.append("\n")
        if event == "end":
            parts.append(_BLANK.sub(" ", element.tail or ""))
        elif tag in _UNREAD:
            walker.skip_subtree()
        else:
            parts.append("\t" if tag in _CELLS and element.getprevious() is not None else "")
            parts.append(_BLANK.sub(" ", element.text or ""))
    return "\n".join(line.strip(" ") for line in "".join(parts).split("\n") if line.strip())


def _encoding(content: bytes) -> str | Refusal:
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            wrong = _undecodable(content, encoding)
            return encoding if wrong is None else NO_ENCODING.filled(byte=wrong)
    if len(content) % 2 == 0:
        for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            zeros, others = content[offset::2].count(0), content[1 - offset :: 2].count(0)
            if zeros > len(content) // 2 // ZEROS and not others and _undecodable(content, encoding) is None:
                return encoding
    wrong = _undecodable(content, "utf-8")
    if wrong is None:
        return "utf-8"
    damaged = content.decode("utf-8", "replace")   # a broken UTF-8 would pass for GB18030 and say something else
    if damaged.count("\ufffd") * BROKEN < sum(sign > "\x7f" for sign in damaged) or _undecodable(content, "gb18030") is not None:
        return NO_ENCODING.filled(byte=wrong) if b"\0" not in content else NOT_TEXT
    return "gb18030"


def _undecodable(content: bytes, encoding: str) -> int | None:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as fault:
        return fault.start
    return None
