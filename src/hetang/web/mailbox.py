"""A mailbox on an IMAP server: its unread letters one by one; nothing is deleted, what was stored is marked as read."""

import base64
import imaplib
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

TLS, STARTTLS, PLAIN = "tls", "starttls", "plain"
SECONDS = 30                 # that the server may take to answer
LETTER_MEGABYTES = 28        # base64 makes a file of 20 MB so large
_NOT_ASCII = re.compile(r"[^\x20-\x7e]+")
_SIZE, _DATE = re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb"INTERNALDATE \"([^\"]+)\"")
UNREACHABLE = (imaplib.IMAP4.error, OSError, EOFError)   # no server, no such folder, refused, broken off: all of it may pass


@dataclass(frozen=True)
class Mailbox:
    """Where the mailbox is and who opens it; `context` says whose certificate is believed."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    security: str = TLS
    context: ssl.SSLContext | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """`content` is only the head of a letter that is larger than is taken."""

    uid: str
    content: bytes
    whole: bool
    received_us: int


class Opened:
    """The folder while it is open."""

    def __init__(self, server: imaplib.IMAP4) -> None:
        self._server = server

    def unread(self) -> Iterator[Letter]:
        """Oldest first. What is not marked by `stored` comes again the next time."""
        (found,) = self._said("SEARCH", "UNSEEN") or [b""]
        for uid in (found or b"").decode("ascii").split():
            told = self._said("FETCH", uid, "(RFC822.SIZE INTERNALDATE)")
            about = b" ".join(part if isinstance(part, bytes) else part[0] for part in told)
            size = _SIZE.search(about)
            if size is None:   # gone in the meantime
                continue
            most = LETTER_MEGABYTES << 20
            whole = int(size[1]) <= most
            content = self._fetched(uid, f"(BODY.PEEK[]<0.{most}>)" if whole else "(BODY.PEEK[HEADER]<0.65536>)")
            yield Letter(uid, content, whole, _instant(about))

    def stored(self, letter: Letter) -> None:
        self._said("STORE", letter.uid, "+FLAGS.SILENT", r"(\Seen)")

    def _fetched(self, uid: str, what: str) -> bytes:
        return next((bytes(part[1]) for part in self._said("FETCH", uid, what) if isinstance(part, tuple)), b"")

    def _said(self, command: str, *words: str) -> list[Any]:
        status, data = self._server.uid(command, *words)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{command}: {status}")
        return [part for part in data if part is not None]


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Opened]:
    """One of UNREACHABLE where that does not succeed."""
    context = mailbox.context or ssl.create_default_context()
    server = (
        imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS)
        if mailbox.security == TLS else imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    )
    try:
        if mailbox.security == STARTTLS:
            server.starttls(context)
        server.login(mailbox.user, mailbox.password)
        if "ID" in server.capabilities:   # some servers open no folder to a program that does not say what it is
            server.xatom("ID", '("name" "hetang")')
        status, said = server.select(f'"{folder_name(mailbox.folder)}"')
        if status != "OK":
            raise imaplib.IMAP4.error(f"{mailbox.folder}: {said}")
        yield Opened(server)
    finally:
        for leave in (server.logout, server.shutdown):
            with suppress(*UNREACHABLE):   # it has gone already
                leave()


def folder_name(name: str) -> str:
    """As IMAP writes it (RFC 3501, 5.1.3): 来稿 is &Z2V6Pw-."""

    def encoded(found: re.Match[str]) -> str:
        return f"&{base64.b64encode(found.group().encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"

    return _NOT_ASCII.sub(encoded, name.replace("&", "&-")).replace("\\", "\\\\").replace('"', '\\"')


def _instant(about: bytes) -> int:
    """When the server received it; 0 where it does not say."""
    found = imaplib.Internaldate2tuple(b"INTERNALDATE \"" + date[1] + b"\"") if (date := _DATE.search(about)) else None
    return int(time.mktime(found)) * 10**6 if found is not None else 0
