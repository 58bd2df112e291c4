"""Small PDFs for tests: pages of text and tables, ruled or not, drawn with a font that every reader knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

FONT = "STSong-Light"
Span = tuple[int, int]


@dataclass
class Table:
    """Rows of cell texts at `top` (points from the page's top). A text None is covered by the cell before or above.

    `merged` gives (rows, columns) for the cells at (row, column) that span more than one place.
    `rules` is "all", "horizontal", "upright" (with a frame and a line below the heads) or "none".
    """

    rows: Sequence[Sequence[str | None]]
    widths: Sequence[float]
    top: float
    left: float = 50
    height: float = 20
    merged: dict[tuple[int, int], Span] = field(default_factory=dict)
    rules: str = "all"
    size: float = 9
    right: frozenset[int] = frozenset()
    indent: dict[tuple[int, int], float] = field(default_factory=dict)


@dataclass
class Text:
    """A line of text; `x` None centres it."""

    text: str
    top: float
    x: float | None = 50
    size: float = 10.5
    white: bool = False


def write_pdf(
    path: Path, pages: Sequence[Sequence[Table | Text]], size: tuple[float, float] = (595, 842), rotate: int = 0
) -> Path:
    """Draw the pages to a file and return its path."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=size, invariant=True)
    for things in pages:
        if rotate:
            canvas.setPageRotation(rotate)
        for thing in things:
            if isinstance(thing, Text):
                _text(canvas, thing, size)
            else:
                _table(canvas, thing, size)
        canvas.showPage()
    canvas.save()
    return path


def _text(canvas, line: Text, size: tuple[float, float]) -> None:  # type: ignore[no-untyped-def]
    canvas.setFont(FONT, line.size)
    canvas.setFillColorRGB(*((1, 1, 1) if line.white else (0, 0, 0)))
    y = size[1] - line.top - line.size
    if line.x is None:
        canvas.drawCentredString(size[0] / 2, y, line.text)
    else:
        canvas.drawString(line.x, y, line.text)
    canvas.setFillColorRGB(0, 0, 0)


def _table(canvas, table: Table, size: tuple[float, float]) -> None:  # type: ignore[no-untyped-def]
    xs = [table.left]
    for width in table.widths:
        xs.append(xs[-1] + width)
    ys = [table.top + k * table.height for k in range(len(table.rows) + 1)]
    canvas.setLineWidth(0.6)
    for r, row in enumerate(table.rows):
        for c, text in enumerate(row):
            if text is None:
                continue
            down, across = table.merged.get((r, c), (1, 1))
            x0, x1, top, bottom = xs[c], xs[c + across], ys[r], ys[r + down]
            if table.rules == "all":
                canvas.rect(x0, size[1] - bottom, x1 - x0, bottom - top)
            canvas.setFont(FONT, table.size)
            y = size[1] - (top + bottom) / 2 - table.size / 3
            if c in table.right:
                canvas.drawRightString(x1 - 3, y, text)
            elif across > 1 or down > 1:
                canvas.drawCentredString((x0 + x1) / 2, y, text)
            else:
                canvas.drawString(x0 + 3 + table.indent.get((r, c), 0), y, text)
    if table.rules == "upright":
        for x in xs:
            canvas.line(x, size[1] - ys[0], x, size[1] - ys[-1])
        for y in (ys[0], ys[1], ys[-1]):
            canvas.line(xs[0], size[1] - y, xs[-1], size[1] - y)
    if table.rules == "horizontal":
        for y in ys:
            canvas.line(xs[0], size[1] - y, xs[-1], size[1] - y)
