"""The pages and diagrams of docs/rules/kinds are those that the base pack's declarations give today."""

from __future__ import annotations

from xml.etree import ElementTree

from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from tools.kinds import FOLDER, PACK, pages


def written() -> dict[str, str]:
    pack = read_pack(PACK)
    assert isinstance(pack, Pack), [refusal.text("en") for refusal in pack]
    return pages(pack)


def test_the_pages_of_the_kinds_are_fresh() -> None:
    made, kept = written(), {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    stale = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    assert stale == [], "run `make kinds`"


def test_every_diagram_is_whole_and_tells_itself_in_words() -> None:
    space = "{http://www.w3.org/2000/svg}"
    pictures = {name: text for name, text in written().items() if name.endswith(".svg")}
    assert len(pictures) >= 20
    for name, text in pictures.items():
        root = ElementTree.fromstring(text)
        wide, tall = int(root.get("width", 0)), int(root.get("height", 0))
        assert root.findtext(f"{space}title") and root.findtext(f"{space}desc"), name
        assert "style" not in {element.tag.removeprefix(space) for element in root.iter()}, name
        assert wide <= 720, f"{name} is too wide to print: {wide}"
        for element in root.iter(f"{space}text"):
            assert 0 <= int(element.get("x", 0)) < wide and 0 <= int(element.get("y", 0)) <= tall, name
