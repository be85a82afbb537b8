"""The pages of rules name acts, clocks and rules that the base pack has, and leave out none that a law guards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hetang.packs.files import read_folder

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "docs" / "rules").glob("*.md") if path.name not in ("access.md",))
ITEMS = read_folder(ROOT / "packs" / "base").items
KINDS = [item.data for item in ITEMS if item.list == "kinds"]
RULES = {item.data["id"] for item in ITEMS if item.list == "rules"}
NAMED = re.compile(r"`([a-z_]+)([.:])([a-z_]+)`")
HELD = {f"{kind['id']}.{act['id']}" for kind in KINDS for act in kind["acts"]} | {
    f"{kind['id']}:{clock['id']}" for kind in KINDS for clock in kind.get("clocks", ())
}


def named(page: Path) -> set[str]:
    return {"".join(found) for found in NAMED.findall(page.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_names_is_in_the_pack(page: Path) -> None:
    assert named(page) <= HELD | {f"rule:{rule}" for rule in RULES}


def test_every_guarded_act_and_every_legal_limit_stands_on_a_page() -> None:
    guarded = {f"{kind['id']}.{act['id']}" for kind in KINDS for act in kind["acts"] if act.get("guards")}
    legal = {f"{kind['id']}:{clock['id']}" for kind in KINDS for clock in kind.get("clocks", ()) if clock.get("legal")}
    told = set().union(*(named(page) for page in PAGES))
    assert len(guarded) > 60 and len(legal) > 10
    assert guarded | legal <= told
