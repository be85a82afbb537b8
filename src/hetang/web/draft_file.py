"""A draft as it comes, Word, plain text or mail: its text, or a refusal in a sentence; nothing runs, nothing is fetched."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hetang.terms.refusals import Refusal, Refused
from hetang.terms.words import Text
from hetang.web.mail_text import Mail, read_mail
from hetang.web.plain_text import decoded
from hetang.web.word_container import MEGABYTE, NOT_WORD, PASSWORD, WORD, open_word
from hetang.web.word_text import read_word

DRAFT = Text("Word 文稿 (.docx)、纯文本或邮件 (.eml)", "a Word document (.docx), plain text or a mail (.eml)")
TOO_LARGE = Refusal(
    "too_large", Text("文件超过 {most} MB", "the file is larger than {most} MB"),
    Text("不超过 {most} MB 的文稿；图片可先压缩", "a draft of at most {most} MB; pictures may be made smaller"),
)
TOO_LONG = Refusal(
    "too_long", Text("文字有 {found} 字", "the text has {found} characters"), Text("不超过 {most} 字", "at most {most} characters"),
)
EMPTY = Refusal("empty", Text("文件是空的", "the file is empty"), DRAFT)
NO_TEXT = Refusal(
    "no_text", Text("文件里没有文字，可能只有图片", "the file holds no text, perhaps only pictures"),
    Text("文字稿，不是扫描件", "a draft in letters, not scanned"),
)
OLD_WORD = Refusal(
    "old_word", Text("这是旧格式的文稿（.doc 或 .wps）", "this is a draft of an older format (.doc or .wps)"),
    Text("在 Word 或 WPS 里另存为 .docx", "the same saved as .docx"),
)
OTHER = Refusal(
    "not_a_draft", Text("这是 {what}，不是能核的文稿", "this is {what}, no draft that can be checked"), DRAFT,
)
SEVERAL = Refusal(
    "several_drafts", Text("邮件里有 {count} 份文稿：{names}", "the mail holds {count} drafts: {names}"),
    Text("一次一份", "one at a time"),
)

FILE_MEGABYTES, TEXT_CHARACTERS = 20, 2_000_000
TEXT, DOCX = "text", "docx"
FORMS = (TEXT, DOCX)
ZIPS = (WORD, b"PK\x05\x06")   # with and without members
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
# What a file begins with, and what is said of it.
OTHERS = (
    (b"%PDF-", Text("PDF", "a PDF")), (b"{\\rtf", Text("RTF", "RTF")), (b"\x78\x9f\x3e\x22", Text("winmail.dat", "winmail.dat")),
    (b"\x89PNG", Text("图片", "a picture")), (b"\xff\xd8\xff", Text("图片", "a picture")), (b"GIF8", Text("图片", "a picture")),
    (b"Rar!", Text("压缩包", "an archive")), (b"7z\xbc\xaf", Text("压缩包", "an archive")), (b"\x1f\x8b", Text("压缩包", "an archive")),
    (b"MZ", Text("程序", "a program")), (b"\x7fELF", Text("程序", "a program")),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|\?xml|w:worddocument)\b", re.IGNORECASE)
_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
_MAIL_LINES = (b"\nfrom:", b"\nmime-version:", b"\nmessage-id:", b"\nreceived:")


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with its text. `content` are its own bytes, also of one that came on a mail; offsets count in `text`."""

    name: str
    form: str   # text, docx
    content: bytes
    text: str


def read_file(path: Path) -> bytes | Refusal:
    """The file's bytes; of a larger one than is taken not a byte is read. OSError where there is none to read."""
    with path.open("rb") as file:
        about = path.stat()
        if stat.S_ISREG(about.st_mode) and about.st_size > FILE_MEGABYTES * MEGABYTE:
            return TOO_LARGE.filled(most=FILE_MEGABYTES)
        return read_stream(file)


def read_stream(stream: BinaryIO) -> bytes | Refusal:
    """What comes, up to one byte more than is taken."""
    content = stream.read(FILE_MEGABYTES * MEGABYTE + 1)
    return TOO_LARGE.filled(most=FILE_MEGABYTES) if len(content) > FILE_MEGABYTES * MEGABYTE else content


def open_draft(name: str, content: bytes, form: str | None = None) -> Opened | Refusal:
    """The draft in the file; `form` (text, docx) says how to read it, None leaves it to the content. Of a mail its only draft."""
    found = drafts_in(name, content, form)
    if len(found) > 1:
        taken = [one for one in found if isinstance(one, Opened)]
        return SEVERAL.filled(count=len(found), names="、".join(one.name for one in taken)) if len(taken) != 1 else taken[0]
    return found[0]


def drafts_in(name: str, content: bytes, form: str | None = None) -> list[Opened | Refusal]:
    """Each draft that the file brings, at least one or a refusal; refusals on a mail are placed with the file's name.

    Of a mail the files are the drafts, and its text where no file hangs on it: beside files it only says that they come.
    """
    if len(content) > FILE_MEGABYTES * MEGABYTE:
        return [TOO_LARGE.filled(most=FILE_MEGABYTES)]
    if form is None and is_mail(name, content):
        mail = read_mail(content)
        return [mail] if isinstance(mail, Refusal) else drafts_on(mail, name)
    return [_alone(name, content, form)]


def drafts_on(mail: Mail, name: str) -> list[Opened | Refusal]:
    """As `drafts_in`; `name` for a letter without a subject."""
    if not mail.files:
        return [_alone(mail.subject or name, mail.body.encode(), TEXT) if mail.body.strip() else NO_TEXT]
    opened = [_alone(one.name, one.content, None) for one in mail.files]
    return [
        answer.placed(one.name) if isinstance(answer, Refusal) else answer for one, answer in zip(mail.files, opened, strict=True)
    ]


def _alone(name: str, content: bytes, form: str | None) -> Opened | Refusal:
    if not content:
        return EMPTY
    is_word = content.startswith(ZIPS)
    if form == DOCX and not is_word:
        return _refused_by_content(content) or NOT_WORD
    if is_word and form != TEXT:
        return _word(name, content)
    refused = None if form == TEXT and not content.startswith(_OLE) else _refused_by_content(content)
    text = refused or decoded(content)
    return text if isinstance(text, Refusal) else _measured(Opened(name, TEXT, content, text))


def _word(name: str, content: bytes) -> Opened | Refusal:
    word = open_word(content)
    if isinstance(word, Refusal):
        return word
    try:
        return _measured(Opened(name, DOCX, content, read_word(word).text))
    except Refused as refused:
        return refused.refusals[0]


def _measured(draft: Opened) -> Opened | Refusal:
    if not draft.text.strip():
        return NO_TEXT
    if len(draft.text) > TEXT_CHARACTERS:
        return TOO_LONG.filled(found=len(draft.text), most=TEXT_CHARACTERS)
    return draft


def _refused_by_content(content: bytes) -> Refusal | None:
    if content.startswith(_OLE):
        return PASSWORD if _ENCRYPTED in content else OLD_WORD
    what = next((said for mark, said in OTHERS if content.startswith(mark)), None)
    if what is None and _MARKUP.match(content):
        what = Text("网页或 XML", "a page of HTML or XML")
    return OTHER.filled(what=what) if what is not None else None


def is_mail(name: str, content: bytes) -> bool:
    """By its ending, or by headers before the first empty line."""
    if content.startswith((*ZIPS, _OLE)):
        return False
    head = content[:65536]
    found = _MAIL_HEAD.match(head)
    lines = b"\n" + head[: found.end()].lower() if found else b""
    return name.lower().endswith(".eml") or sum(line in lines for line in _MAIL_LINES) >= 2
