"""Contributions from a folder or a mailbox: every draft lies in the desk's queue once, what cannot be opened with why."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from hetang.office.actions.refuse_draft import refuse_draft
from hetang.office.actions.take_draft import take_draft
from hetang.office.journal.clock import now_us
from hetang.terms.digests import digest
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.draft_file import FILE_MEGABYTES, TOO_LARGE, Opened, drafts_in, drafts_on, is_mail, read_file
from hetang.web.mail_text import read_mail
from hetang.web.mailbox import Letter, Mailbox, opened
from hetang.web.plain_text import decoded

FOLDER, MAIL = "folder", "mail"
TAKEN, REFUSED = "taken", "refused"   # folders beside the files, into which they are laid once they are in the queue
SETTLED_SECONDS = 5                   # a file that was written just now may not be whole yet
UNFINISHED = (".", "~$"), (".tmp", ".part", ".crdownload")
LONGEST_NAME = 200
LONGEST_STEM, LONGEST_ENDING = 40, 10   # letters of a name that another moment is added to; the file's system allows some 255 bytes
NOT_READ = Refusal(
    "not_read", Text("文件读不出来：{why}", "the file cannot be read: {why}"),
    Text("收稿程序有权读的文件", "a file that the program may read"),
)
UNNAMED = Text("无题来信", "a letter without a subject")


@dataclass
class TakenIn:
    """What came: names of drafts now in the queue, and refusals placed with the name that they concern."""

    taken: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def take_in(source: Path | Mailbox) -> TakenIn:
    """Whatever is new in the folder or the mailbox; run again it takes nothing twice.

    OSError or one of `mailbox.UNREACHABLE` where it cannot be read; what came before stays taken.
    """
    return _from_folder(source) if isinstance(source, Path) else _from_mailbox(source)


def _from_folder(folder: Path) -> TakenIn:
    came = TakenIn()
    for path in sorted(folder.iterdir()):
        about = path.lstat()
        is_draft = stat.S_ISREG(about.st_mode) and not path.name.startswith(UNFINISHED[0]) and not path.name.endswith(UNFINISHED[1])
        at_us = about.st_mtime_ns // 1000
        if not is_draft or 0 <= now_us() - at_us < SETTLED_SECONDS * 10**6:
            continue
        name = _name(path)
        try:
            content = read_file(path)
        except OSError as fault:   # it stays where it lies and holds up no other
            _refuse(came, name, digest(name.encode()), FOLDER, None, NOT_READ.filled(why=fault.strerror or ""))
            continue
        before = len(came.taken)
        if isinstance(content, Refusal):
            _refuse(came, name, digest(f"{name} {about.st_size}".encode()), FOLDER, None, content)
        else:
            _store(came, name, content, FOLDER, min(at_us, now_us()))
        _lay_aside(path, TAKEN if len(came.taken) > before else REFUSED, about.st_mtime_ns)
    return came


def _name(path: Path) -> str:
    """As its bytes decode: a name from an older Windows is GB18030."""
    told = decoded(os.fsencode(path.name))
    return told if isinstance(told, str) else os.fsencode(path.name).decode("utf-8", "replace")


def _lay_aside(path: Path, where: str, moment: int) -> None:
    """A file of the same name that lies there already keeps its own."""
    aside = path.parent / where
    aside.mkdir(exist_ok=True)
    target = aside / path.name
    other = f"{path.stem[:LONGEST_STEM]}-{moment}{path.suffix[:LONGEST_ENDING]}"
    path.rename(target if not target.exists() else aside / other)


def _from_mailbox(mailbox: Mailbox) -> TakenIn:
    came = TakenIn()
    with opened(mailbox) as box:
        for letter in box.unread():
            _take_letter(came, letter)
            box.stored(letter)
    return came


def _take_letter(came: TakenIn, letter: Letter) -> None:
    at_us = letter.received_us or now_us()
    if letter.whole:
        return _store(came, UNNAMED.zh, letter.content, MAIL, at_us, is_letter=True)
    head = read_mail(letter.content)
    name, sender = (head.subject, head.sender) if not isinstance(head, Refusal) else ("", None)
    return _refuse(came, name or UNNAMED.zh, digest(letter.content), MAIL, sender, TOO_LARGE.filled(most=FILE_MEGABYTES))


def _store(came: TakenIn, name: str, content: bytes, source: str, at_us: int, is_letter: bool = False) -> None:
    mail = read_mail(content) if is_letter or is_mail(name, content) else None
    sender = mail.sender if mail is not None and not isinstance(mail, Refusal) else None
    found = [mail] if isinstance(mail, Refusal) else drafts_in(name, content) if mail is None else drafts_on(mail, name)
    for draft in found:
        if isinstance(draft, Opened):
            take_draft(draft.name[:LONGEST_NAME], draft.content, draft.text, source, sender, at_us, None)
            came.taken.append(draft.name)
        else:
            of = mail.subject if mail is not None and not isinstance(mail, Refusal) and mail.subject else name
            _refuse(came, draft.at or of, digest(content), source, sender, draft)


def _refuse(came: TakenIn, name: str, content_digest: str, source: str, sender: str | None, refusal: Refusal) -> None:
    refuse_draft(name[:LONGEST_NAME], content_digest, source, sender, refusal)
    came.refused.append(refusal.placed(name))
