"""A kind explains itself: every step, act, clause and limit of the declaration stands in the summary and the diagram."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from hetang.matters.declared import own_acts
from hetang.matters.drawing import width, wrapped
from hetang.matters.explain import diagram, sections, summary
from hetang.matters.kinds import Kind
from hetang.packs.check import check_pack
from hetang.packs.pack import Pack
from tests.packs.lakeside import lakeside

SAID = {
    "zh": ("核实单位", "5个工作日", "已退回三次", "依惯例"),
    "en": ("the verifier", "5 working days", "sent back three times", "by convention"),
}
SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    found = check_pack(lakeside(tmp_path_factory.mktemp("pack"))).pack
    assert found is not None
    return found


@pytest.fixture
def repair(pack: Pack) -> Kind:
    return pack.kinds.versions["lamp_repair"][0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_names_every_step_act_field_and_limit(repair: Kind, pack: Pack, lang: str) -> None:
    said = "\n".join(summary(repair, lang, pack.roles))
    for item in [*repair.steps.values(), *repair.fields.values(), *repair.clocks.values(), *own_acts(repair)]:
        assert item.name.text(lang) in said
    for part in SAID[lang]:
        assert part in said


def test_roles_are_called_by_their_declared_names(repair: Kind, pack: Pack) -> None:
    assert any("the recorder" in line for line in summary(repair, "en", pack.roles))
    assert {section.id for section in sections(repair, "en")} == {"about", "steps", "acts", "clocks", "fields", "facts"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_diagram_shows_every_step_and_every_move_as_text(repair: Kind, pack: Pack, lang: str) -> None:
    root = ElementTree.fromstring(diagram(repair, lang, pack.roles))
    shown = [element.text for element in root.iter(f"{SPACE}text")]
    for step in repair.steps.values():
        assert step.name.text(lang) in shown
    for act in ("report", "repair", "accept", "send_back"):
        assert repair.acts[act].name.text(lang) in shown
    assert repair.acts["overdue"].name.text(lang) not in shown  # it moves nothing
    told = root.findtext(f"{SPACE}desc") or ""
    assert repair.acts["send_back"].name.text(lang) in told


def test_the_step_at_which_a_matter_stands_is_marked(repair: Kind) -> None:
    plain, marked = diagram(repair, "en"), diagram(repair, "en", current="repaired")
    assert plain != marked and plain.count("<rect") == marked.count("<rect")


def test_a_diagram_does_not_overlap_its_labels(repair: Kind) -> None:
    root = ElementTree.fromstring(diagram(repair, "en"))
    boxes = []
    for element in root.iter(f"{SPACE}text"):
        size, x, y = (int(element.get(name, 0)) for name in ("font-size", "x", "y"))
        boxes.append((x, y - size, x + width(element.text or "", size), y))
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def test_words_are_broken_between_words_and_between_chinese_signs() -> None:
    assert wrapped("to be repaired within days", 10, 80) == ["to be repaired", "within days"]
    assert wrapped("公布意见和修改情况", 10, 50) == ["公布意见和", "修改情况"]
    assert wrapped("", 10, 50) == [""]
