"""The pack of docs/packs/README.md, written to a folder, with changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

README = Path(__file__).parents[2] / "docs" / "packs" / "README.md"
BLOCK = re.compile(r"^```(?:yaml|csv) (lakeside/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def documented_files() -> dict[str, str]:
    """Name (below the pack's folder) and text of every file shown."""
    return {name.removeprefix("lakeside/"): text for name, text in BLOCK.findall(README.read_text("utf-8"))}


def write_pack(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    pack = folder / "lakeside"
    for name, text in files.items():
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return pack


def lakeside(folder: Path, **changes: Callable[[str], str] | str | bytes | None) -> Path:
    """The documented pack; a change is named by its file (`_` for `/` and `.`): text, bytes, a function, or None: no file."""
    files: dict[str, str | bytes] = {}
    for name, text in documented_files().items():
        change = changes.pop(re.sub(r"[/.]", "_", name), text)
        if change is not None:
            files[name] = change(text) if callable(change) else change
    assert not changes, f"no such files: {changes}"
    return write_pack(folder, files)
