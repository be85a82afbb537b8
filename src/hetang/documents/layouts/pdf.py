"""A composed bulletin as PDF, set by typst in the layout of `bulletin.typ`; the same content and fonts give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from hetang.terms.digests import canonical

LAYOUT = Path(__file__).with_name("bulletin.typ")


def pdf(content: Mapping[str, Any], fonts: Path | None = None) -> bytes:
    """`fonts`: the operator's folder (HETANG_FONTS), whose families take precedence; the machine's own are never read."""
    day = datetime.fromisoformat(content["date"]).replace(tzinfo=UTC)
    made = typst.compile(
        LAYOUT.read_bytes(),
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": canonical(content).decode()},
        timestamp=int(day.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts(folder: Path | None) -> typst.Fonts:
    bundled = pylopdf_fonts_zh_cn.serif_path().parent
    return typst.Fonts(include_system_fonts=False, font_paths=[*([folder] if folder else []), bundled])
