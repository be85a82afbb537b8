"""Plain SVG from whole numbers: text that stays text, lines with square corners, widths of words as they are set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

INK, INK_2, INK_3, EDGE, LINE = "#17191b", "#3c4146", "#5b6268", "#80878e", "#b9bec3"
RED, JADE, WASH, JADE_WASH, RED_WASH, PAPER = "#9c0c24", "#1d6b52", "#f5f6f7", "#eff6f3", "#fcf2f3", "#ffffff"
FACE = "PingFang SC, Noto Sans CJK SC, Microsoft YaHei, Noto Sans SC, sans-serif"
NO_BREAK_BEFORE = "，。；：、）》”！？,.;:)"


def width(text: str, size: int) -> int:
    """How wide a text is set, in units of the drawing; Chinese signs fill the size, others a good half of it."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return wide * size + (len(text) - wide) * size * 14 // 25


def wrapped(text: str, size: int, most: int) -> list[str]:
    """Lines no wider than `most`: broken between words, or between Chinese signs."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size) > most and piece[0] not in NO_BREAK_BEFORE:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> Iterator[str]:
    """Single Chinese signs, and words with the space after them."""
    word = ""
    for sign in text:
        if unicodedata.east_asian_width(sign) in "WF":
            if word:
                yield word
                word = ""
            yield sign
        elif sign == " ":
            yield word + sign
            word = ""
        else:
            word += sign
    if word:
        yield word


@dataclass
class Drawing:
    """Shapes as they are put down, later ones on top."""

    shapes: list[str] = field(default_factory=list)

    def put(self, tag: str, inner: str = "", /, **given: object) -> None:
        attributes = "".join(
            f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for name, value in given.items()
        )
        self.shapes.append(f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>")

    def words(self, x: int, y: int, text: str, size: int = 12, fill: str = INK_2, **more: object) -> None:
        self.put("text", escape(text, quote=False), x=x, y=y, font_size=size, fill=fill, **more)

    def box(self, x: int, y: int, w: int, h: int, **style: object) -> None:
        self.put("rect", x=x, y=y, width=w, height=h, rx=2, **style)

    def way(self, points: Iterable[tuple[int, int]], **style: object) -> None:
        """A line through points, with square corners."""
        d = " ".join(f"{'L' if i else 'M'}{x} {y}" for i, (x, y) in enumerate(points))
        self.put("path", d=d, fill="none", **style)

    def svg(self, w: int, h: int, title: str, description: str, lang: str) -> str:
        head: Mapping[str, object] = {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {w} {h}", "width": w, "height": h, "role": "img",
            "lang": "zh-Hans" if lang == "zh" else lang, "font-family": FACE,
        }  # fmt: skip
        attributes = " ".join(f'{name}="{escape(str(value))}"' for name, value in head.items())
        told = f"<title>{escape(title, quote=False)}</title>\n<desc>{escape(description, quote=False)}</desc>"
        return f"<svg {attributes}>\n{told}\n" + "\n".join(self.shapes) + "\n</svg>\n"
