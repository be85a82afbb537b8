"""Contributions come from a folder or a mailbox into the desk's queue, each once, whatever hangs on the letter."""

import os
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hetang.office.reads.drafts import Received, drafts
from hetang.web.contributions import take_in
from hetang.web.mailbox import PLAIN, TLS, UNREACHABLE, Mailbox, folder_name
from tests.web.imap_server import PASSWORD, Server, served
from tests.web.test_draft_file import DOCM, WORD_TYPE, letter
from tests.web.word_files import docx

pytestmark = pytest.mark.django_db
WINMAIL = ("winmail.dat", b"\x78\x9f\x3e\x22....", "application/ms-tnef")
WORD = ("小结.docx", docx(), WORD_TYPE)


@pytest.fixture
def server() -> Iterator[Server]:
    with served(Server()) as one:
        yield one


def box(server: Server, **given: object) -> Mailbox:
    where = Mailbox("127.0.0.1", server.port, "desk@town.example", PASSWORD, security=PLAIN)
    return replace(where, **given)   # type: ignore[arg-type]


def queue() -> list[Received]:
    return list(reversed(drafts().drafts))


def told() -> list[tuple[str, str, str]]:
    return [(one.name, one.state, one.refusal.code if one.refusal else "") for one in queue()]


def test_each_letter_brings_its_drafts_once_and_is_marked_when_they_are_stored(server: Server) -> None:
    server.put(
        letter("修路27条。").as_bytes(), letter("请查收", files=(WORD,)).as_bytes(),
        letter("请查收", files=(WORD, ("b.txt", "植树3棵".encode("gb18030"), "text/plain"))).as_bytes(),
    )
    came = take_in(box(server))
    assert (came.taken, came.refused) == (["四月来稿", "小结.docx", "小结.docx", "b.txt"], [])
    assert told() == [("四月来稿", "new", ""), ("小结.docx", "new", ""), ("b.txt", "new", "")]
    first = queue()[0]
    assert (first.source, first.sender, first.text.strip()) == ("mail", "Works <works@town.example>", "修路27条。")
    assert first.received_us == 1_493_195_400_000_000
    assert all(held.seen for held in server.letters.values()) and len(server.letters) == 3
    assert take_in(box(server)).taken == [] and len(queue()) == 3
    assert not [line for line in server.asked if any(word in line for word in ("EXPUNGE", "Deleted", "MOVE", "BODY["))]
    assert 'ID ("name" "hetang")' in server.asked


def test_a_hostile_file_is_refused_under_its_name_and_the_letter_is_not_read_again(server: Server) -> None:
    server.put(letter("请查收", files=(("坏.docx", docx(main_type=DOCM), WORD_TYPE), WORD, WINMAIL)).as_bytes(), letter(" ").as_bytes())
    came = take_in(box(server))
    assert came.taken == ["小结.docx"]
    assert [(one.at, one.code) for one in came.refused] == [("坏.docx", "macros"), ("winmail.dat", "not_a_draft"), ("四月来稿", "no_text")]
    assert sorted(told()) == sorted([
        ("坏.docx", "refused", "macros"), ("小结.docx", "new", ""),
        ("winmail.dat", "refused", "not_a_draft"), ("四月来稿", "refused", "no_text"),
    ])
    assert take_in(box(server)).refused == []


def test_of_a_letter_that_is_too_large_only_the_head_is_fetched(server: Server) -> None:
    server.put(letter("修路27条。").as_bytes())
    server.letters[11].size = 200 << 20
    (refused,) = take_in(box(server)).refused
    assert (refused.at, refused.code) == ("四月来稿", "too_large")
    assert [line for line in server.asked if "PEEK" in line] == ["UID FETCH 11 (BODY.PEEK[HEADER]<0.65536>)"]


def test_a_letter_is_marked_only_once_it_is_stored(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.put(letter("修路27条。").as_bytes(), letter("植树3棵。").as_bytes())

    def fails(*_: object) -> str:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("hetang.web.contributions.take_draft", fails)
        with pytest.raises(RuntimeError):
            take_in(box(server))
    assert not any(held.seen for held in server.letters.values())
    server.breaks_at = "STORE 12"
    with pytest.raises(UNREACHABLE):
        take_in(box(server))
    server.breaks_at = ""
    assert len(take_in(box(server)).taken) == 1   # the second comes again, and is in the queue already
    assert len(queue()) == 2


def test_a_folder_may_have_a_chinese_name(server: Server) -> None:
    server.folder = "&Z2V6Pw-"
    server.put(letter("修路27条。").as_bytes())
    assert len(take_in(box(server, folder="来稿")).taken) == 1
    assert [folder_name(name) for name in ("INBOX", "R&D", "台北/a", 'a"b')] == ["INBOX", "R&-D", "&U,BTFw-/a", 'a\\"b']


@pytest.mark.parametrize("given", [{"password": "wrong"}, {"folder": "Other"}, {"port": 9}, {"security": TLS}])
def test_a_mailbox_that_cannot_be_opened_is_told_and_no_fault(server: Server, given: dict[str, object]) -> None:
    with pytest.raises(UNREACHABLE):
        take_in(box(server, **given))


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine, signed by itself, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False).sign(key, hashes.SHA256())
    )
    kept = folder / "cert.pem", folder / "key.pem"
    kept[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    kept[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return kept


def test_over_tls_only_a_server_whose_certificate_is_believed_gets_the_password(server: Server, tmp_path: Path) -> None:
    cert, key = certificate(tmp_path)
    server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.context.load_cert_chain(cert, key)
    server.put(letter("修路27条。").as_bytes())
    with pytest.raises(UNREACHABLE):
        take_in(box(server, host="localhost", security=TLS))
    assert not [line for line in server.asked if "LOGIN" in line]
    believed = ssl.create_default_context(cafile=str(cert))
    assert len(take_in(box(server, host="localhost", security=TLS, context=believed)).taken) == 1


def laid(folder: Path, name: str, content: bytes, age: int = 60) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_of_a_folder_come_into_the_queue_and_are_laid_aside(tmp_path: Path) -> None:
    folder = tmp_path / "come"
    folder.mkdir()
    laid(folder, "小结.docx", docx())
    laid(folder, "坏.docx", docx(main_type=DOCM))
    laid(folder, "a.eml", letter("请查收", files=(WORD, WINMAIL)).as_bytes())
    for name in ("~$小结.docx", ".hidden", "half.part"):
        laid(folder, name, docx())
    laid(folder, "now.txt", b"27 roads", age=0)
    (folder / "link.txt").symlink_to("/etc/hostname")
    came = take_in(folder)
    assert came.taken == ["小结.docx", "小结.docx"]
    assert [(one.at, one.code) for one in came.refused] == [("winmail.dat", "not_a_draft"), ("坏.docx", "macros")]
    assert {one.source for one in queue()} == {"folder"} and len(queue()) == 3
    left = [".hidden", "half.part", "now.txt", "refused/坏.docx", "taken/a.eml", "taken/小结.docx", "~$小结.docx"]
    assert [name for name in names(folder) if name != "link.txt"] == left
    assert take_in(folder).taken == []
    laid(folder, "小结.docx", docx())
    assert take_in(folder).taken == ["小结.docx"]
    assert len(queue()) == 3 and len([name for name in names(folder) if name.startswith("taken/小结")]) == 2


def test_of_a_file_that_is_too_large_only_the_name_is_kept(tmp_path: Path) -> None:
    with (tmp_path / "large.docx").open("wb") as file:
        file.truncate(200 << 20)
    os.utime(tmp_path / "large.docx", (1, 1))
    assert [one.code for one in take_in(tmp_path).refused] == ["too_large"]
    assert told() == [("large.docx", "refused", "too_large")]


def test_one_file_that_cannot_be_read_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(tmp_path, "a.txt", b"27 roads")
    laid(tmp_path, "b.txt", b"28 roads")

    def read(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return path.read_bytes()

    with monkeypatch.context() as patched:
        patched.setattr("hetang.web.contributions.read_file", read)
        for _ in range(2):
            take_in(tmp_path)
    assert told() == [("a.txt", "refused", "not_read"), ("b.txt", "new", "")]
    assert names(tmp_path) == ["a.txt", "taken/b.txt"]
    assert take_in(tmp_path).taken == ["a.txt"]


@pytest.mark.parametrize(("written", "said"), [("小结".encode("gb18030"), "小结"), (b"a\xff\xfe\x81", "a\ufffd\ufffd\ufffd")])
def test_a_name_in_whatever_bytes_comes_in(tmp_path: Path, written: bytes, said: str) -> None:
    laid(tmp_path, os.fsdecode(written + b".txt"), b"27 roads")
    assert take_in(tmp_path).taken == [f"{said}.txt"]


def test_a_name_as_long_as_there_can_be_is_laid_aside_again_and_again(tmp_path: Path) -> None:
    long = "n" * 251 + ".txt"
    for roads in ("27", "28"):
        laid(tmp_path, long, f"{roads} roads".encode())
        assert len(take_in(tmp_path).taken) == 1
    assert len(names(tmp_path)) == 2
