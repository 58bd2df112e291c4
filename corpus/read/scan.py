"""Scanned pages by RapidOCR, the optional extra `[ocr]`; its models lie in its package. What it reads is never certain.

Words stand where the picture has them and rulings are found as long dark runs, so that a scan goes the way of any page.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.read.edge import Edge, edge_of
from corpus.read.raw import Char, RawPage
from corpus.read.rulings import rulings_of
from corpus.read.typeset import ems

DPI = 150
DARK = 140
"""A grey below this is ink."""
RULE = 60
"""A run of ink longer than this (pixels) is a ruling: three characters' width."""
DOUBTFUL = 0.9
"""Below this confidence a line's text is named in the warning."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of text that was recognised: its box in pixels, its confidence from 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float


def available() -> bool:
    """Is the extra installed?"""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def is_scan(page: RawPage) -> bool:
    """Has a page pictures and no text?"""
    return page.images > 0 and not any(char.text.strip() for char in page.chars)


def with_text(path: Path, pages: Iterator[RawPage]) -> Iterator[RawPage]:
    """The pages, those without text read by OCR where the extra is installed."""
    for page in pages:
        yield read_scan(path, page) if is_scan(page) and available() else page


def read_scan(path: Path, page: RawPage) -> RawPage:
    """A scanned page with the characters and boxes that its picture shows, and a warning that says how sure they are."""
    import numpy

    picture, scale = _picture(path, page.number)
    seen = _recognised(picture)
    if not seen:
        return page
    chars = [char for line in seen for char in _chars(line, scale)]
    grey = picture if picture.ndim == 2 else picture.mean(axis=2)
    found = rulings_of(list(_rulings(numpy.asarray(grey) < DARK, scale)), page.number)
    told = (*page.warnings, *found.warnings, _warning(page.number, seen))
    doubts = tuple(((s.x0 * scale, s.top * scale, s.x1 * scale, s.bottom * scale), s.score) for s in seen)
    return replace(page, chars=tuple(chars), boxes=found.boxes, rules=found.rules, warnings=told, doubts=doubts)


def _warning(number: int, seen: list[Seen]) -> str:
    doubtful = [line for line in seen if line.score < DOUBTFUL]
    named = "；".join(f"“{line.text}” {line.score:.2f}" for line in sorted(doubtful, key=lambda s: s.score)[:5])
    mean = sum(line.score for line in seen) / len(seen)
    return (
        f"第 {number} 页是扫描件，由文字识别读取（平均可信度 {mean:.2f}），数字请与原件核对"
        + (f"，尤其：{named}" if named else "")
        + f"。 (Page {number} is a scan read by OCR: check its figures.)"
    )


def _picture(path: Path, number: int) -> tuple[Any, float]:
    """The page's picture, and how many points a pixel is."""
    import io

    import numpy
    from PIL import Image

    from corpus.read.render import page_png, page_size

    image = Image.open(io.BytesIO(page_png(path, number, DPI))).convert("RGB")
    return numpy.asarray(image), page_size(path, number)[0] / image.width


@functools.lru_cache(maxsize=1)
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})


def _recognised(picture: Any) -> list[Seen]:
    found = _engine()(picture)
    if found.boxes is None:
        return []
    out = []
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(p[0]) for p in corners], [float(p[1]) for p in corners]
        out.append(Seen(text, min(xs), min(ys), max(xs), max(ys), float(score)))
    return out


def _chars(line: Seen, scale: float) -> Iterator[Char]:
    """The characters of a line, its width shared out by their usual widths."""
    em = (line.x1 - line.x0) / max(ems(line.text), 0.5)
    x, size = line.x0, (line.bottom - line.top) * scale
    for letter in line.text:
        width = em * ems(letter)
        yield Char(letter, x * scale, line.top * scale, (x + width) * scale, line.bottom * scale, size)
        x += width


def _rulings(ink: Any, scale: float) -> Iterator[Edge]:
    """The long level and upright runs of ink, one edge for each row or column of pixels that has one."""
    for orientation, rows in (("h", ink), ("v", ink.T)):
        for y, start, end in _runs(rows):
            a, b, c = start * scale, end * scale, (y + 0.5) * scale
            yield edge_of(a, c, b, c, orientation) if orientation == "h" else edge_of(c, a, c, b, orientation)


def _runs(rows: Any) -> Iterator[tuple[int, int, int]]:
    import numpy

    edged = numpy.zeros((rows.shape[0], rows.shape[1] + 2), numpy.int8)
    edged[:, 1:-1] = rows
    steps = numpy.diff(edged, axis=1)
    starts, ends = numpy.argwhere(steps == 1), numpy.argwhere(steps == -1)
    for (y, start), (_, end) in zip(starts, ends, strict=True):
        if end - start >= RULE:
            yield int(y), int(start), int(end)
