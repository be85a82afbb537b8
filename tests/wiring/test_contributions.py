"""Where contributions come in is the operator's to say, with a password that nobody else reads."""

import json
import logging
import os
from pathlib import Path

import pytest

from hetang.web.mailbox import PLAIN, STARTTLS, TLS, Mailbox
from hetang.wiring.command import main
from hetang.wiring.contributing import source_of
from hetang.wiring.outcome import WrongCall
from hetang.wiring.working import receive_once
from tests.web.word_files import docx

SECRET = {"HETANG_IMAP_PASSWORD": "secret"}


def source(told: str, **more: str) -> object:
    return source_of({"HETANG_CONTRIBUTIONS": told, **SECRET, **more})


def test_a_folder_or_a_mailbox_is_named_in_one_setting(tmp_path: Path) -> None:
    assert source_of({}) is None
    assert source(str(tmp_path)) == tmp_path
    assert source("imaps://desk@mail.example/INBOX") == Mailbox("mail.example", 993, "desk", "secret", "INBOX", TLS)
    assert source("imaps://desk@town.example@mail.example:9993/%E6%9D%A5%E7%A8%BF") == Mailbox(
        "mail.example", 9993, "desk@town.example", "secret", "来稿", TLS)
    assert source("imap://desk@mail.example/?starttls=1") == Mailbox("mail.example", 143, "desk", "secret", "INBOX", STARTTLS)
    assert source("imap://desk@127.0.0.1:1143") == Mailbox("127.0.0.1", 1143, "desk", "secret", "INBOX", PLAIN)


def test_the_password_may_lie_in_a_file_and_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("from a file \n", encoding="utf-8")
    found = source_of({"HETANG_CONTRIBUTIONS": "imaps://desk@mail.example", "HETANG_IMAP_PASSWORD_FILE": str(tmp_path / "password")})
    assert isinstance(found, Mailbox) and found.password == "from a file "
    assert "from a file" not in repr(found)


@pytest.mark.parametrize(("told", "says"), [
    ("no/such/folder", "no folder"), ("imaps://mail.example", "names no mailbox"), ("pop3://desk@mail.example", "names no mailbox"),
    ("imaps://desk:secret@mail.example", "holds a password"), ("imap://desk@mail.example", "in the clear"),
    ("imaps://desk@mail.example:x/", "no number"),
])
def test_a_setting_that_would_not_do_is_refused_with_what_would(told: str, says: str) -> None:
    with pytest.raises(WrongCall, match=says) as refused:
        source(told)
    assert "accepted" in str(refused.value) and "secret" not in str(refused.value)


def test_a_mailbox_needs_its_password() -> None:
    with pytest.raises(WrongCall, match="HETANG_IMAP_PASSWORD_FILE"):
        source_of({"HETANG_CONTRIBUTIONS": "imaps://desk@mail.example"})


@pytest.fixture
def folder(small_town: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "come"
    folder.mkdir()
    for name, content in (("小结.docx", docx()), ("bad.docx", docx()[:-40])):
        (folder / name).write_bytes(content)
        os.utime(folder / name, (1_493_000_000, 1_493_000_000))
    monkeypatch.setenv("HETANG_CONTRIBUTIONS", str(folder))
    return folder


def test_the_command_says_what_was_taken_in_and_what_was_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contributions", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["taken"] == ["小结.docx"]
    assert [(one["at"], one["code"]) for one in told["refused"]] == [("bad.docx", "damaged")]
    assert main(["contributions", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "taken 0, refused 0\n"


@pytest.mark.parametrize("told", ["", "imap://desk@127.0.0.1:9"])
def test_nowhere_to_look_and_nobody_there_are_wrong_calls(
    told: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HETANG_CONTRIBUTIONS", told)
    monkeypatch.setenv("HETANG_IMAP_PASSWORD", "secret")
    assert main(["contributions"]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and "HETANG_CONTRIBUTIONS" in said.err and "secret" not in said.err


def test_a_worker_goes_on_whatever_a_letter_does(folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fails(*_: object) -> None:
        raise KeyError("a fault of ours")

    with caplog.at_level(logging.WARNING):
        receive_once(Mailbox("127.0.0.1", 9, "desk", "secret", security=PLAIN))
        monkeypatch.setattr("hetang.web.contributions.take_draft", fails)
        receive_once(folder)
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]
    assert "secret" not in caplog.text
    monkeypatch.undo()
    receive_once(folder)
    assert (folder / "taken" / "小结.docx").exists()
