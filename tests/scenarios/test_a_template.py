"""The city's own bulletin, typed out as a draft, becomes a template that fills to the same sentences, every one of them."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hetang.documents.composing import Asked, Composed, compose
from hetang.documents.container import read_zip
from hetang.documents.package import CONTENT
from hetang.documents.slotting import Fitting, slotted
from hetang.documents.template import Template
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.terms.refusals import Refusal
from hetang.terms.wording import Wording
from hetang.terms.words import Text
from tests.scenarios import homes
from tests.scenarios.door import Door

AS_OF = date(2017, 4, 26)
NAMES = ("前五年", "瓷源里二期")


def test_the_citys_bulletin_becomes_a_template_that_reads_the_same(city: Door, tmp_path: Path) -> None:
    assert city.run("bulletin", "build", "cidu-2017-09", "--out", tmp_path).status == 0
    members = read_zip((tmp_path / "cidu-2017-09.zip").read_bytes())
    assert not isinstance(members, list)
    content = json.loads(members[CONTENT])
    text, fittings, headings = typed_out(content)
    made = slotted(text, fittings, answers(content), AS_OF, headings)
    assert made.otherwise == ()
    bulletin = Template("小结", made.markup, NAMES).bulletin(AS_OF, "编辑室")
    assert not isinstance(bulletin, list), [one.text("zh") for one in bulletin]
    filled = compose(bulletin, as_of=AS_OF, head=content["head"], ask=answers(content), holder=lambda post, day: None)
    assert isinstance(filled, Composed), filled
    assert [(block["level"], said(block)) for block in filled.content["blocks"]] == [
        (block["level"], said(block)) for block in content["blocks"]
    ]
    assert len(fittings) > 30


def typed_out(content: Mapping[str, Any]) -> tuple[str, list[Fitting], dict[int, int]]:
    """The text without its slots; where its figures stand; its headings."""
    asked = {item["key"]: item for item in content["figures"]}
    text, fittings, headings = "", list[Fitting](), dict[int, int]()
    for block in content["blocks"]:
        if block["level"]:
            headings[len(text)] = block["level"]
        for run in block["runs"]:
            if "figure" in run:
                item = asked[run["figure"]]
                fittings.append(Fitting(len(text), len(text) + len(run["text"]), item["indicator"], item["question"]))
            text += run["text"]
        text += "\n"
    return text, fittings, headings


def answers(content: Mapping[str, Any]) -> Any:
    pack = read_pack(homes.CITY)
    assert isinstance(pack, Pack)

    def ask(indicator: str, question: Mapping[str, str]) -> Asked | Refusal:
        item = next(one for one in content["figures"] if (one["indicator"], one["question"]) == (indicator, dict(question)))
        declared = pack.definitions.indicator(indicator, AS_OF)
        assert declared is not None
        wording = Wording.parse(declared.wording or {})
        assert isinstance(wording, Wording)
        return Asked(item["figure"], Text.of(item["name"]), None, (), wording, item["disclosure"])

    return ask


def said(block: Mapping[str, Any]) -> str:
    return "".join(run["text"] for run in block["runs"])
