"""The picture of a cited place: its lines of the page, the figure framed, small enough to stand in the report."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from corpus.errors import BudgetQAError
from corpus.read.render import page_png
from eval.metrics.citations import NO_BOX
from eval.systems.ground import Ground
from qa.answer import Answer, Citation

DPI, MARGIN, COLOURS = 96, 40, 16
MOST = 2
"""Pictures of one answer; the other citations are named in words."""


def pictures(answer: Answer, ground: Ground) -> list[tuple[int, str]]:
    """(number of the citation, data address of its picture); none of what has no box or cannot be drawn."""
    found = [(c.id, _picture(c, ground)) for c in answer.citations[:MOST] if c.bbox != NO_BOX]
    return [(number, picture) for number, picture in found if picture]


def _picture(citation: Citation, ground: Ground) -> str | None:
    document = ground.of_stem(citation.document)
    if document is None or not document.name.lower().endswith(".pdf"):
        return None
    return _drawn(ground.file(document), citation.page, citation.bbox)


@lru_cache(maxsize=4096)
def _drawn(path: Path, page: int, box: tuple[float, float, float, float]) -> str | None:
    try:
        image = _page(path, page).copy()
    except (BudgetQAError, OSError):
        return None
    left, top, right, bottom = (x * DPI / 72 for x in box)
    draw = ImageDraw.Draw(image)
    draw.rectangle((left - 2, top - 2, right + 2, bottom + 2), outline=(200, 0, 40), width=2)
    cut = image.crop((0, max(0, int(top) - MARGIN), image.width, min(image.height, int(bottom) + MARGIN)))
    buffer = io.BytesIO()
    cut.quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


@lru_cache(maxsize=32)
def _page(path: Path, page: int) -> Image.Image:
    return Image.open(io.BytesIO(page_png(path, page, DPI))).convert("RGB")
