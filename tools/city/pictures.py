"""Draws the evidence pictures: small scenes that no camera saw, each stamped 合成 (synthetic), all different."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from tools.city.story import chance

WIDTH, HEIGHT = 160, 120
# One palette for all: paper, ink, grey, light grey, green, dark green, brown, red, blue, light blue, ochre, white.
PALETTE = [
    "f4efe4",
    "23272b",
    "7d8387",
    "c3c7c8",
    "7fa66a",
    "4a6b45",
    "8a6a4b",
    "b23a30",
    "3f6f9a",
    "a8c6da",
    "c79a4a",
    "ffffff",
]
PAPER, INK, GREY, PALE, GREEN, DARK, BROWN, RED, BLUE, SKY, OCHRE, WHITE = range(12)

# The two signs as strokes on a 16 by 16 grid, so that no font is needed.
_HE = [[(8, 0), (0, 7)], [(8, 0), (15, 7)], [(4, 7), (12, 7)], [(4, 9), (12, 9), (12, 15), (4, 15), (4, 9)]]
_CHENG = [
    [(2, 4), (15, 4)],
    [(3, 4), (3, 9), (0, 15)],
    [(3, 8), (7, 8), (7, 12), (5, 12)],
    [(9, 0), (10, 8), (15, 15)],
    [(14, 7), (9, 14)],
    [(12, 0), (14, 2)],
]


class Album:
    """Hands out picture names as deeds need them, and draws them all at the end."""

    def __init__(self) -> None:
        self._asked: dict[str, tuple[str, str]] = {}

    def take(self, scene: str, caption: str) -> str:
        name = f"{scene}-{len(self._asked) + 1:04d}.png"
        self._asked[name] = (scene, caption)
        return name

    def __len__(self) -> int:
        return len(self._asked)

    def archive(self) -> bytes:
        """A zip with fixed dates: the same pictures are the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name, (scene, caption) in self._asked.items():
                entry = zipfile.ZipInfo(name, (2017, 4, 26, 0, 0, 0))
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, picture(name, scene, caption))
        return buffer.getvalue()


def picture(name: str, scene: str, caption: str) -> bytes:
    image = Image.new("P", (WIDTH, HEIGHT), PAPER)
    image.putpalette([int(colour[at : at + 2], 16) for colour in PALETTE for at in (0, 2, 4)])
    draw, luck = ImageDraw.Draw(image), chance(f"picture {name}")
    SCENES[scene](draw, luck)
    draw.rectangle((0, HEIGHT - 13, WIDTH, HEIGHT), fill=INK)
    draw.text((3, HEIGHT - 12), caption, fill=PAPER, font=ImageFont.load_default_imagefont())
    _stamp(draw, WIDTH - 47 + luck.randrange(4), 4 + luck.randrange(6))
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _stamp(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    draw.rectangle((left, top, left + 41, top + 22), fill=PAPER, outline=RED, width=2)
    for offset, strokes in ((4, _HE), (22, _CHENG)):
        for stroke in strokes:
            draw.line([(left + offset + x, top + 4 + y * 15 // 16) for x, y in stroke], fill=RED, width=1)


def _ground(draw: ImageDraw.ImageDraw, luck: random.Random, sky: int, ground: int) -> int:
    horizon = 34 + luck.randrange(14)
    draw.rectangle((0, 0, WIDTH, horizon), fill=sky)
    draw.rectangle((0, horizon, WIDTH, HEIGHT), fill=ground)
    for _ in range(3 + luck.randrange(4)):
        x, wide, high = luck.randrange(WIDTH), 10 + luck.randrange(22), 6 + luck.randrange(20)
        draw.rectangle((x, horizon - high, x + wide, horizon), fill=luck.choice((PALE, GREY, PAPER)), outline=GREY)
    return horizon


def _tree(draw: ImageDraw.ImageDraw, luck: random.Random, x: int, foot: int) -> None:
    high, wide = 8 + luck.randrange(14), 4 + luck.randrange(6)
    draw.line((x, foot, x, foot - high), fill=BROWN, width=2)
    draw.ellipse(
        (x - wide, foot - high - wide, x + wide, foot - high + wide), fill=luck.choice((GREEN, DARK)), outline=DARK
    )


def road(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    horizon = _ground(draw, luck, SKY, luck.choice((OCHRE, GREEN, PALE)))
    far, left, right = 60 + luck.randrange(40), luck.randrange(30), WIDTH - luck.randrange(30)
    draw.polygon([(far - 5, horizon), (far + 5, horizon), (right, HEIGHT), (left, HEIGHT)], fill=GREY)
    for step in range(1, 6):
        y = horizon + step * step * 3
        x = far + (((left + right) // 2) - far) * (y - horizon) // (HEIGHT - horizon)
        draw.line((x, y, x, y + step * 2), fill=WHITE, width=1 + step // 3)
    for _ in range(luck.randrange(7)):
        _tree(draw, luck, luck.choice((luck.randrange(max(1, left + 8)), right - luck.randrange(20))), horizon + 30)


def paving(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    wide, high, lean = 12 + luck.randrange(12), 7 + luck.randrange(8), luck.randrange(-6, 7)
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=PALE)
    for row, y in enumerate(range(0, HEIGHT, high)):
        for x in range(-wide, WIDTH, wide):
            shade = luck.choice((PALE, PALE, PAPER, GREY))
            at = x + (row % 2) * wide // 2
            draw.polygon(
                [(at, y), (at + wide, y), (at + wide + lean, y + high), (at + lean, y + high)], fill=shade, outline=INK
            )


def green(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    horizon = _ground(draw, luck, SKY, GREEN)
    for _ in range(9 + luck.randrange(12)):
        _tree(draw, luck, luck.randrange(WIDTH), horizon + 8 + luck.randrange(60))


def park(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    horizon = _ground(draw, luck, SKY, GREEN)
    x, y = 20 + luck.randrange(60), horizon + 15 + luck.randrange(20)
    draw.ellipse((x, y, x + 60 + luck.randrange(20), y + 18 + luck.randrange(10)), fill=BLUE, outline=PALE)
    draw.line((0, HEIGHT - 22, WIDTH, horizon + 20 + luck.randrange(30)), fill=PAPER, width=5)
    for _ in range(5 + luck.randrange(6)):
        _tree(draw, luck, luck.randrange(WIDTH), horizon + 6 + luck.randrange(50))


def lake(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    horizon = _ground(draw, luck, SKY, BLUE)
    for _ in range(20 + luck.randrange(12)):
        x, y = luck.randrange(WIDTH), horizon + 3 + luck.randrange(60)
        draw.line((x, y, x + 6 + luck.randrange(20), y), fill=SKY)
    draw.polygon([(0, HEIGHT), (0, 80 + luck.randrange(20)), (40 + luck.randrange(40), HEIGHT)], fill=GREEN)


def site(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    horizon = _ground(draw, luck, SKY, OCHRE)
    for _ in range(3 + luck.randrange(4)):
        x, y = luck.randrange(WIDTH - 40), horizon + 6 + luck.randrange(38)
        draw.rectangle((x, y, x + 16, y + 8), fill=luck.choice((RED, BLUE, BROWN)), outline=INK)
        draw.line((x + 14, y, x + 24, y - 9, x + 31, y + 4), fill=INK, width=2)
        draw.ellipse((x, y + 7, x + 6, y + 12), fill=INK)
        draw.ellipse((x + 10, y + 7, x + 16, y + 12), fill=INK)


def posting(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=luck.choice((GREY, BROWN, PALE)))
    left = 14 + luck.randrange(20)
    draw.rectangle((left, 8, left + 112, 104), fill=WHITE, outline=INK)
    for y in range(24, 100, 6):
        draw.line((left + 6, y, left + 18, y), fill=INK)
        for column in range(3):
            x = left + 26 + column * 28
            draw.line((x, y, x + 8 + luck.randrange(15), y), fill=GREY)


def paper(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=PALE)
    left = 24 + luck.randrange(14)
    draw.rectangle((left, 5, left + 92, 112), fill=WHITE, outline=GREY)
    draw.line((left + 10, 30, left + 82, 30), fill=RED)
    for y in range(38, 92, 7):
        draw.line((left + 10, y, left + 50 + luck.randrange(32), y), fill=INK)
    x, y = left + 54 + luck.randrange(10), 80 + luck.randrange(8)
    draw.ellipse((x, y, x + 20, y + 20), outline=RED, width=2)


def house(draw: ImageDraw.ImageDraw, luck: random.Random) -> None:
    horizon = _ground(draw, luck, SKY, PALE)
    for _ in range(2 + luck.randrange(3)):
        x, y, wide = luck.randrange(WIDTH - 40), horizon + 10 + luck.randrange(20), 30 + luck.randrange(20)
        draw.rectangle((x, y, x + wide, y + 34), fill=luck.choice((PAPER, WHITE)), outline=INK)
        draw.polygon([(x - 4, y), (x + wide // 2, y - 14), (x + wide + 4, y)], fill=INK)
        draw.rectangle((x + 6, y + 14, x + 14, y + 34), fill=BROWN)


SCENES: dict[str, Callable[[ImageDraw.ImageDraw, random.Random], None]] = {
    scene.__name__: scene for scene in (road, paving, green, park, lake, site, posting, paper, house)
}
