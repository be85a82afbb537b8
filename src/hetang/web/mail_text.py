"""A letter somebody sends: who, when, what it says, and the files that hang on it, whatever program wrote it."""

import binascii
import email
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from hetang.terms.dates import to_us
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.plain_text import decoded, html_text

BROKEN_MAIL = Refusal(
    "broken_mail", Text("邮件的结构无法读取：{why}", "the structure of the mail cannot be read: {why}"),
    Text("正文加 .docx 附件的普通邮件", "an ordinary mail: text, and .docx files attached"),
)
# The parser looks at every line once for each part that is open: so a letter of a few MB could take minutes.
MOST_MULTIPARTS, MOST_LINES, MOST_PARTS, MOST_FORWARDED = 20, 700_000, 1_000, 3
# Pictures in a signature, invitations, signatures: they come with a letter and are no contribution.
PASSED_OVER = ("image/", "audio/", "video/", "text/calendar", "text/vcard", "text/x-vcard", "application/pgp-signature",
               "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-keys")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file on a letter, or the letter's own text."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """`files` are what hangs on it, also on letters that it forwards; `body` its text, "" where it says nothing."""

    subject: str
    sender: str | None
    sent_us: int | None
    body: str
    files: tuple[Attached, ...]


def read_mail(content: bytes) -> Mail | Refusal:
    """Every part decoded as far as it goes; nothing that the letter names is fetched."""
    if content.lower().count(b"multipart/") > MOST_MULTIPARTS or content.count(b"\n") > MOST_LINES:
        return BROKEN_MAIL.filled(why=Text("分段或行数太多", "too many parts or lines"))
    try:
        message = email.message_from_bytes(content)
        plain, html, files = list[str](), list[str](), list[Attached]()
        for part in _parts(message, 0):
            _sort_in(part, plain, html, files)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as fault:
        return BROKEN_MAIL.filled(why=type(fault).__name__)   # the parser gives up on what no program would write
    body = "\n".join(plain) if any(text.strip() for text in plain) else "\n".join(html)
    return Mail(words(message.get("Subject")), words(message.get("From")) or None, _sent(message), body, tuple(files))


def words(header: object) -> str:
    """A header on one line, with encoded words and bare bytes as the text that they stand for."""
    raw = str(header or "")
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, binascii.Error, ValueError):
        pieces = [(raw, None)]
    said = " ".join("".join(_said(piece, charset) for piece, charset in pieces).split())
    return "".join(sign for sign in said if sign.isprintable())[:300]


def _said(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):   # bare bytes lie in it as surrogates
        piece = piece.encode("utf-8", "surrogateescape")
    for encoding in (*([charset] if charset else []), "utf-8", "gb18030"):   # GB2312 that holds more is GB18030
        try:
            return piece.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return piece.decode("ascii", "replace")


def _parts(message: Message, forwarded: int) -> Iterator[Message]:
    """The leaves, in order; those of a letter that is forwarded as a file too."""
    waiting = [(message, forwarded)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        inner = part.get_payload() if part.is_multipart() else None
        if seen > MOST_PARTS or depth > MOST_FORWARDED:
            raise ValueError("parts")
        if isinstance(inner, list):
            deeper = depth + (part.get_content_maintype() == "message")
            waiting += [(one, deeper) for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def _sort_in(part: Message, plain: list[str], html: list[str], files: list[Attached]) -> None:
    kind, name = part.get_content_type(), _file_name(part)
    if kind.startswith(PASSED_OVER):
        return
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
        if content:
            files.append(Attached(name or kind, content))
    elif kind == "text/html":
        html.append(html_text(_in_utf8(part, content)))
    else:
        plain.append(_in_utf8(part, content).decode().replace("\r\n", "\n"))


def _in_utf8(part: Message, content: bytes) -> bytes:
    """By the charset that the part names, else by what it decodes as."""
    charset = part.get_content_charset()
    if charset:
        try:
            return content.decode(charset).encode()
        except (UnicodeError, LookupError):
            pass
    text = decoded(content)
    return content.decode("utf-8", "replace").encode() if isinstance(text, Refusal) else text.encode()


def _file_name(part: Message) -> str:
    """As sent, in whichever of the ways to write a name that is not ASCII, and without any folder."""
    for name, header in (("filename", "content-disposition"), ("name", "content-type")):
        found = part.get_param(name, header=header)
        if isinstance(found, tuple):
            found = _said(str(found[2]).encode("latin-1", "surrogateescape"), found[0] or "utf-8")
        if isinstance(found, str) and found.strip():
            return words(found).replace("\\", "/").rpartition("/")[2][:200]
    return ""


def _sent(message: Message) -> int | None:
    try:
        sent = parsedate_to_datetime(str(message.get("Date")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return to_us(sent) if sent.tzinfo is not None else None
