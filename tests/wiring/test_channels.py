"""Letters: one a person, which says that there is a matter and nothing of it; what does not go out is tried again."""

import csv
import socket
from collections.abc import Iterator
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from hetang.office.actions import mark_mailed
from hetang.office.journal import bulk
from hetang.office.reads import unmailed
from hetang.terms.dates import parse_day
from hetang.web import acting
from hetang.wiring.channels import Delivered, deliver
from hetang.wiring.mailing import Post, addresses
from hetang.wiring.outcome import WrongCall
from tests.web.api import town

SITE = "https://hetang.example"
OF = {town.HEAD: "head@town.example", town.CLERK: "clerk@town.example"}


class Sink:
    """A mail server that keeps what comes, or refuses it."""

    def __init__(self) -> None:
        self.letters: list[tuple[list[str], str]] = []
        self.refuses = False

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:   # noqa: N802 - aiosmtpd's name
        if self.refuses:
            return "451 later"
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))   # type: ignore[attr-defined]
        return "250 kept"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, Post]]:
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, Post(f"smtp://127.0.0.1:{port}", "desk@hetang.example", SITE)
    controller.stop()


def acts(person: str, *given: dict[str, object]) -> None:
    day = parse_day(town.DAY)
    assert day is not None
    for act in given:
        answer = acting.perform(act, acting.Sender({"person": person, "organisation": ""}, day, lambda name: None))
        assert hasattr(answer[0], "seq"), answer


@pytest.fixture
def told(small_town: None) -> None:
    """The head of the road office is told of two repairs."""
    acts(town.CHECKER, town.repair("one"), town.repair("two"))
    assert bulk.select("SELECT person FROM notification") == [(town.HEAD,), (town.HEAD,)]


def test_one_letter_says_that_there_is_a_matter_and_nothing_of_it(told: None, sink: tuple[Sink, Post]) -> None:
    kept, post = sink
    assert deliver(post, OF) == Delivered(2, 0)
    ((to, letter),) = kept.letters
    said = message_from_string(letter, policy=default).get_content()
    assert to == ["head@town.example"] and f"{SITE}/today" in said and "2" in said
    for secret in ("road one", "road two", town.id_of("one"), "zhou", "repair"):
        assert secret not in said and secret not in letter
    assert deliver(post, OF) == Delivered(0, 0)


def test_whoever_has_no_address_gets_no_letter(told: None, sink: tuple[Sink, Post]) -> None:
    assert deliver(sink[1], {town.CLERK: OF[town.CLERK]}) == Delivered(0, 0)


def test_what_was_read_is_not_sent(told: None, sink: tuple[Sink, Post]) -> None:
    bulk.execute("UPDATE notification SET read_at = 1")
    assert deliver(sink[1], OF) == Delivered(0, 0)


def test_what_does_not_go_out_is_tried_again_ever_more_seldom(
    told: None, sink: tuple[Sink, Post], monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept, post = sink
    kept.refuses = True
    now = [1_000_000_000_000_000]
    for module in (mark_mailed, unmailed):
        monkeypatch.setattr(module, "now_us", lambda: now[0])
    waits = []
    for _ in range(3):
        assert deliver(post, OF) == Delivered(0, 2)
        assert deliver(post, OF) == Delivered(0, 0)   # not before its time
        ((next_try,),) = bulk.select("SELECT DISTINCT next_try_at FROM notification")
        waits.append((next_try - now[0]) // mark_mailed.MINUTE_US)
        now[0] = next_try
    assert waits == [1, 2, 4]
    kept.refuses = False
    assert deliver(post, OF) == Delivered(2, 0) and len(kept.letters) == 1


def test_a_server_that_is_not_there_is_no_fault(told: None) -> None:
    assert deliver(Post("smtp://127.0.0.1:9", "desk@hetang.example", SITE), OF) == Delivered(0, 2)


def test_addresses_are_the_operators_file(tmp_path: Path) -> None:
    assert addresses(tmp_path) == {}
    with (tmp_path / "addresses.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("person", "address"), (town.HEAD, "head@town.example"), ("nobody", "")])
    assert addresses(tmp_path) == {town.HEAD: "head@town.example"}


@pytest.mark.parametrize("given", [
    {"HETANG_SMTP": "mail.example"}, {"HETANG_SMTP": "smtp://mail.example"},
    {"HETANG_SMTP": "smtp://mail.example", "HETANG_MAIL_FROM": "a@b", "HETANG_SITE": "desk"},
])
def test_a_way_out_that_lacks_something_is_a_wrong_call(given: dict[str, str]) -> None:
    with pytest.raises(WrongCall, match="HETANG_MAIL_FROM"):
        Post.of(given)
    assert Post.of({}) is None
