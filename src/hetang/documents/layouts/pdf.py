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
        font_paths=_folders(fonts),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"content": canonical(content).decode()},
        timestamp=int(day.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _bundled() -> Path:
    return pylopdf_fonts_zh_cn.serif_path().parent


def _folders(fonts: Path | None) -> list[str | Path]:
    return [*([fonts] if fonts else []), _bundled()]
