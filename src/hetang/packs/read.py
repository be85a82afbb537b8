"""The door of the room: a pack folder read whole, or everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from hetang.packs.check import check_pack
from hetang.packs.pack import Pack
from hetang.terms.refusals import Refusal


def read_pack(folder: Path | str) -> Pack | list[Refusal]:
    """The pack, or every refusal in it with `at` = "file:line"; whatever lies in the folder, it never raises."""
    checked = check_pack(folder)
    return checked.pack if checked.pack is not None else checked.refusals
