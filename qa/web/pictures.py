"""Pictures of pages, drawn once from the kept file and cached in the home by document and page."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from corpus.errors import NotFound, ReadError
from corpus.model import Document
from corpus.read.render import DPI, page_png, page_size
from qa.web.desk import Desk


def picture(desk: Desk, document: Document, page: int) -> bytes:
    """The PNG of a page. Raises ReadError with a sentence where it cannot be drawn."""
    if not 1 <= page <= max(1, document.pages):
        raise NotFound(f"{document.name} 没有第 {page} 页。 ({document.name} has no page {page}.)")
    kept = desk.settings.home / "pictures" / document.id / f"{page}-{DPI}.png"
    if kept.is_file():
        return kept.read_bytes()
    png = page_png(desk.file_of(document), page)
    _keep(kept, png)
    return png


def size_of(desk: Desk, document: Document, page: int) -> tuple[float, float] | None:
    """Width and height of a page in points; None where there is no picture of it."""
    if not document.name.lower().endswith(".pdf"):
        return None
    try:
        return _size(desk.file_of(document), page)
    except ReadError:
        return None


@lru_cache(maxsize=4096)
def _size(path: Path, page: int) -> tuple[float, float]:
    return page_size(path, page)


def _keep(path: Path, png: bytes) -> None:
    """A cache that cannot be written costs time, not the picture."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        part.write_bytes(png)
        part.replace(path)
