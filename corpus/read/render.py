"""Pictures of pages, drawn by pdfium from the file itself. Places found by the readers fall where the picture has them."""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import Damaged, NotFound

DPI = 150
MAX_PIXELS = 20_000_000
"""A page of two million points is drawn smaller, not refused."""
COLOURS = 64
"""Enough for print and stamps, and a quarter of the size: pictures go to phones."""
_PDFIUM = threading.Lock()
"""pdfium keeps global state: one thread at a time."""


def page_size(path: Path, number: int) -> tuple[float, float]:
    """Width and height of a page in points, as it is shown. Raises NotFound or Damaged."""
    with _page(path, number) as page:
        width, height = page.get_size()
        return float(width), float(height)


def page_png(path: Path, number: int, dpi: int = DPI) -> bytes:
    """The picture of a page, counted from 1. Raises NotFound or Damaged."""
    from PIL import Image

    with _page(path, number) as page:
        width, height = page.get_size()
        scale = min(dpi / 72, math.sqrt(MAX_PIXELS / max(1.0, width * height)))
        image = page.render(scale=scale, draw_annots=False).to_pil()
        buffer = io.BytesIO()
        image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(buffer, "PNG")
        return buffer.getvalue()


@contextmanager
def _page(path: Path, number: int) -> Iterator[Any]:
    import pypdfium2 as pdfium

    with _PDFIUM:
        try:
            document = pdfium.PdfDocument(path)
        except FileNotFoundError:
            raise NotFound(f"没有这个文件：{path.name}。 (There is no file {path.name}.)") from None
        except pdfium.PdfiumError:
            raise Damaged(f"{path.name} 无法显示。 ({path.name} cannot be shown.)") from None
        try:
            if not 1 <= number <= len(document):
                raise NotFound(f"{path.name} 没有第 {number} 页。 ({path.name} has no page {number}.)")
            page = document[number - 1]
            page.set_cropbox(*page.get_mediabox())  # the readers count from the corner of the media box
            yield page
        finally:
            document.close()
