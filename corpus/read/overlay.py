"""Frames drawn over the picture of a page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import BBox
from corpus.read.render import page_png, page_size

DPI = 110
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A frame around a place of a page (in points), filled with `strength` of its colour (0 to 255).

    `tag` is a word of Latin letters and digits that is set at its left top corner.
    """

    bbox: BBox
    colour: Colour
    strength: int = 0
    tag: str = ""
    wide: int = 1


def draw(path: Path, number: int, marks: Sequence[Mark], dpi: int = DPI) -> bytes:
    """The PNG of a page with marks on it. Raises NotFound or Damaged."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.open(io.BytesIO(page_png(path, number, dpi))).convert("RGBA")
    scale = picture.width / page_size(path, number)[0]
    layer = Image.new("RGBA", picture.size)
    pen, font = ImageDraw.Draw(layer), ImageFont.load_default(size=10)
    for mark in marks:
        x0, top, x1, bottom = (round(v * scale) for v in mark.bbox)
        box = (x0, top, max(x0, x1), max(top, bottom))
        pen.rectangle(box, fill=(*mark.colour, mark.strength), outline=(*mark.colour, 255), width=mark.wide)
        if mark.tag:
            x, y = max(0, x0 - 2), max(0, top - 9)
            pen.rectangle(pen.textbbox((x, y), mark.tag, font=font), fill=(255, 255, 255, 200))
            pen.text((x, y), mark.tag, fill=(*mark.colour, 255), font=font)
    buffer = io.BytesIO()
    Image.alpha_composite(picture, layer).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()
