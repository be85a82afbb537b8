"""A bulletin is built, handed on and recomputed by who has nothing but the package; later corrections show as errata."""

import gzip
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from hetang.documents.container import read_zip, write_zip
from hetang.documents.package import DEFINITIONS, HTML, MANIFEST, PACKED_ROWS, manifest_of
from hetang.documents.rows import packed, unpacked
from hetang.terms.digests import canonical
from tests.scenarios.changing import correct, owner
from tests.scenarios.door import TOP, Door

ENDINGS = ("docx", "html", "pdf", "zip")
SECONDS = 60
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def package(quarter: Door, scratch: Path) -> Path:
    assert quarter.run("bulletin", "build", "quarter", "--out", scratch / "issued").status == 0
    return scratch / "issued" / "quarter.zip"


def built(door: Door, folder: Path, *words: str) -> dict[str, bytes]:
    said = door.run("bulletin", "build", *words, "--out", folder)
    assert said.status == 0, said.err
    assert sorted(Path(name) for name in said.out.split()) == sorted(folder.iterdir())
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_citys_bulletin_built_twice_is_the_same_bytes_and_recomputes(city: Door, tmp_path: Path) -> None:
    once, again = (built(city, tmp_path / name, "cidu-2017-09") for name in ("once", "again"))
    assert sorted(once) == [f"cidu-2017-09.{ending}" for ending in ENDINGS]
    assert once == again
    told = city.json("recompute", tmp_path / "once" / "cidu-2017-09.zip")
    assert told["holds"] is True and told["issued"] is True
    assert len({figure["id"] for figure in told["figures"]}) == 36
    assert {figure["outcome"] for figure in told["figures"]} == {"holds"}


def test_a_draft_built_twice_is_the_same_bytes_and_says_that_it_is_not_issued(quarter: Door, tmp_path: Path) -> None:
    once, again = (built(quarter, tmp_path / name, "quarter", "--as-of", "2016-12-31") for name in ("once", "again"))
    assert len(once) == 4 and once == again
    told = quarter.json("recompute", tmp_path / "once" / "quarter.zip")
    assert (told["holds"], told["issued"], told["as_of"]) == (True, False, "2016-12-31")


def test_the_package_holds_where_there_is_no_city(package: Path, tmp_path: Path) -> None:
    told = Door(tmp_path / "nowhere").run("recompute", package, "--json")
    assert (told.status, told.json["holds"]) == (0, True)
    assert not (tmp_path / "nowhere").exists()
    assert {figure["expected"] for figure in told.json["figures"]} == {"423000", "27500", "71300"}


def a_byte(members: Members) -> None:
    text = bytearray(members[HTML])
    text[len(text) // 2] ^= 1
    members[HTML] = bytes(text)


def a_definition(members: Members) -> None:
    definitions = json.loads(members[DEFINITIONS])
    (green,) = (one for one in definitions["definitions"]["indicators"] if one["id"] == "greened_area")
    green["floor"] = "reported"
    members[DEFINITIONS] = canonical(definitions)


def rows(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[Members], None]:
    """The carried rows, changed; each line is an entry's."""
    def changed(members: Members) -> None:
        size = json.loads(members[MANIFEST])["rows_bytes"]
        lines = [json.loads(line) for line in (unpacked(members[PACKED_ROWS], size) or b"").splitlines()]
        change(lines)
        members[PACKED_ROWS] = packed(b"".join(canonical(line) + b"\n" for line in lines))
    return changed


def whole(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return next(line["rows"] for line in lines if "at" not in line and line["rows"][0].get("measure") == "green_area_accepted")


def a_fact_less(lines: list[dict[str, Any]]) -> None:
    del whole(lines)[0]


def a_fact_more(lines: list[dict[str, Any]]) -> None:
    whole(lines).append({**whole(lines)[0], "id": "0192f0c0-0000-7000-8000-000000000009"})


def another_value(lines: list[dict[str, Any]]) -> None:
    whole(lines)[0]["value"] = "1"


def remade(package: Path, change: Callable[[Members], None], to: Path) -> Path:
    """The package as a forger would leave it: changed, with a manifest that fits."""
    members = read_zip(package.read_bytes())
    assert isinstance(members, dict)
    before = json.loads(members[MANIFEST])
    change(members)
    del members[MANIFEST]
    size = len(gzip.decompress(members[PACKED_ROWS]))
    to.write_bytes(write_zip({MANIFEST: manifest_of(members, before["alg"], size), **members}))
    return to


@pytest.mark.parametrize(
    ("change", "found_in"),
    [
        pytest.param(a_byte, "issue", id="a byte of the page"),
        pytest.param(a_definition, "issue", id="another definition"),
        pytest.param(rows(a_fact_less), "proofs", id="a fact less"),
        pytest.param(rows(a_fact_more), "proofs", id="a fact more"),
        pytest.param(rows(another_value), "proofs", id="another value"),
    ],
)
def test_a_package_changed_by_a_careful_forger_does_not_hold(
    quarter: Door, package: Path, tmp_path: Path, change: Callable[[Members], None], found_in: str,
) -> None:
    said = quarter.ask("recompute", remade(package, change, tmp_path / "forged.zip"), "--json")
    assert (said.status, said.json["holds"]) == (1, False)
    assert said.json["checks"]["container"]["outcome"] == "holds"
    assert said.json["checks"][found_in]["outcome"] == "fails"


def test_remade_without_a_change_it_is_the_same_package(package: Path, tmp_path: Path) -> None:
    assert remade(package, lambda members: None, tmp_path / "same.zip").read_bytes() == package.read_bytes()


@pytest.mark.parametrize("tenth", range(1, 10))
def test_any_byte_changed_anywhere_is_found(quarter: Door, package: Path, tmp_path: Path, tenth: int) -> None:
    data = bytearray(package.read_bytes())
    data[len(data) * tenth // 10] ^= 0x10
    (tmp_path / "changed.zip").write_bytes(data)
    assert quarter.ask("recompute", tmp_path / "changed.zip").status == 1


def test_the_package_ends_at_the_head_that_was_kept_elsewhere_or_does_not_hold(quarter: Door, package: Path, tmp_path: Path) -> None:
    members = read_zip(package.read_bytes())
    assert isinstance(members, dict)
    kept = tmp_path / "checkpoint"
    kept.write_bytes(members["checkpoint"])
    assert quarter.ask("recompute", package, "--head", kept).status == 0
    origin, size, root, *rest = members["checkpoint"].decode().split("\n")
    another = ("B" if root[0] == "A" else "A") + root[1:]
    kept.write_text("\n".join([origin, size, another, *rest]), encoding="utf-8")
    assert quarter.ask("recompute", package, "--head", kept).status == 1


def test_the_list_says_what_was_issued_by_which_entry(quarter: Door) -> None:
    (listed,) = quarter.json("bulletin", "list")["bulletins"]
    assert (listed["id"], listed["issued"], listed["as_of"]) == ("quarter", True, "2017-04-26")
    assert listed["entry"] == quarter.figure("greened_area")["head"]["size"] - 1


def test_after_a_correction_the_bulletin_shows_an_erratum_and_stays_as_issued(town: Door, package: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in package.parent.iterdir()}
    fact = next(fact for fact in town.trace("greened_area")["facts"] if Fraction(fact["value"]) > 500)
    corrected, verified = correct(town, fact, str(Fraction(fact["value"]) - 200), 1)
    assert built(town, tmp_path / "later", "quarter") == before
    with served(town) as at:
        page = read_by(signed_in(town, at), f"{at}/bulletins/quarter/1")
    assert "原印423000平方米，现为422800平方米" in page
    assert f"条目{corrected}" in page and verified == corrected + 1
    assert page.count("原印") == 1


def test_issued_again_under_its_number_it_is_refused_and_without_the_editors_grant_too(town: Door) -> None:
    assert town.ask("bulletin", "issue", "quarter", "--as-of", "2017-04-30", actor="person-003").status == 1
    assert town.ask("bulletin", "issue", "quarter", "--as-of", "2017-04-30", actor="person-006").status == 1
    assert len(owner(town, "SELECT entry FROM bulletin")) == 1


@contextmanager
def served(door: Door) -> Iterator[str]:
    """The city at an address of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (door.home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "hetang.wiring.command", "serve", "--port", str(port), "--workers", "1"],
            env=door.environment(), cwd=TOP, stdout=log, stderr=log,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(SECONDS)


def wait_for(at: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            build_opener().open(f"{at}/health", timeout=5).close()
            return
        except URLError:
            time.sleep(0.2)
    raise AssertionError("the server did not come up")


def signed_in(door: Door, at: str) -> OpenerDirector:
    """An editor's visit, by the one-time link that the command line gives."""
    said = door.run("links", "--at", at)
    link = re.search(r"editor .*?(http\S+)", said.out)
    assert link, said.out
    visit = build_opener(HTTPCookieProcessor(CookieJar()))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', read_by(visit, link[1]))
    assert token, "the link shows a button"
    visit.open(link[1], urlencode({"csrfmiddlewaretoken": token[1]}).encode(), timeout=SECONDS).close()
    return visit


def read_by(visit: OpenerDirector, address: str) -> str:
    with visit.open(address, timeout=SECONDS) as page:
        return str(page.read().decode())
