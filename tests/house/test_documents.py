"""Documentation that fails when it lies: commands, targets, links and algorithms that are named exist."""

import re
from pathlib import Path

import pytest

from hetang.wiring import command
from tools import house

PAGES = sorted([*house.TOP.glob("*.md"), *(house.TOP / "docs").rglob("*.md")])
NAMES = [str(page.relative_to(house.TOP)) for page in PAGES]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"")
CODE = re.compile(r"`([^`\n]+)`|^    (\S.*)$", re.MULTILINE)
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """What a page tells its reader to type."""
    lines = [line.strip() for block in FENCED.findall(text) for line in block.splitlines()]
    lines += [inline or indented for inline, indented in CODE.findall(FENCED.sub("", text))]
    return [line.removeprefix("$ ").strip() for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_a_page_names_exists(name: str) -> None:
    text = (house.TOP / name).read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", (house.TOP / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in commands(text):
        if told := re.match(r"make ([a-z]+)\b", line):
            assert told[1] in targets, f"{name}: {line}"
        if told := re.match(r"(?:\.venv/bin/)?hetang ([a-z]+)\b", line):
            assert told[1] in command.names(), f"{name}: {line}"


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = house.TOP / name
    for link, image in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        target = (link or image).split("#")[0]
        if target and not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{name}: {link or image}"


def test_every_algorithm_told_has_a_test_of_the_same_name() -> None:
    told = {page.stem.replace("-", "_") for page in (house.TOP / "docs" / "algorithms").glob("*.md")} - {"README"}
    tested = {path.stem.removeprefix("test_") for path in (house.TOP / "tests").rglob("test_*.py")}
    assert told <= tested, told - tested


def test_every_decision_has_its_number_once() -> None:
    numbers = [page.name[:4] for page in (house.TOP / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_the_two_readmes_say_the_same_commands() -> None:
    english, chinese = (commands((house.TOP / name).read_text(encoding="utf-8")) for name in ("README.md", "README.zh-CN.md"))
    kept = [[line for line in lines if line.startswith(("make ", "hetang "))] for lines in (english, chinese)]
    assert kept[0] == kept[1]


def test_a_page_that_names_a_missing_command_is_seen() -> None:
    assert commands("Run `make bread`.\n\n```\n$ hetang bake ID\n```\n") == ["hetang bake ID", "make bread"]


def test_every_room_has_its_sentence_in_the_architecture() -> None:
    text = (house.TOP / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in house.SOURCE.glob("*/__init__.py")}
    assert not [room for room in rooms if f"`{room}`" not in text]


def test_the_licence_is_mulan_with_its_english_text() -> None:
    licence = Path(house.TOP / "LICENSE").read_text(encoding="utf-8")
    assert "木兰宽松许可证" in licence and "Mulan Permissive Software License" in licence
