"""Small PDFs for tests: pages of text and tables, ruled or not, drawn with a font that every reader knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

FONT = "STSong-Light"
Span = tuple[int, int]
RULES = ("all", "thin", "double", "dotted", "open", "horizontal", "below", "three", "upright", "shaded", "none",
         "heads", "heads alone", "frame", "framed heads", "body")  # fmt: skip
"""How a table is ruled: all lines; as thin filled boxes; doubled; dotted; without its outer uprights; level lines only;
a line below each cell and none above the heads; three level lines and those below merged heads; upright lines and a
frame; coloured bands; not at all; the heads' boxes with a level line below each row, or with nothing below; a frame with a line
below the heads, and with the heads' boxes; upright lines in the body below heads between level lines. "open labels": all lines, none about a label of several rows."""


BUILT: list[Path] = []
"""The files that were drawn and that both readers have not been held against each other on yet (tests/corpus/conftest.py)."""


@dataclass
class Table:
    """Rows of cell texts at `top` (points from the page's top). A text None is covered by the cell before or above.

    `merged` gives (rows, columns) for the cells at (row, column) that span more than one place.
    `rules` is one of RULES; "upright" has a frame and a line below the heads. `heads` counts the rows of heads, whose texts are
    centred. A text with line ends stands on several lines.
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
    heads: int = 1


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
    BUILT.append(path)
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
            if not (table.rules == "open labels" and down > 1 and r >= table.heads):
                _sides(canvas, table, (x0, size[1] - bottom, x1, size[1] - top), (xs[0], xs[-1]), r < table.heads)
            canvas.setFont(FONT, table.size)
            parts = text.split("\n")
            for k, part in enumerate(parts):
                y = size[1] - (top + bottom) / 2 - table.size / 3 + (len(parts) - 1 - 2 * k) * 0.6 * table.size
                if c in table.right and (r, c) not in table.merged and "." in text:
                    canvas.drawRightString(x1 - 3, y, part)
                elif across > 1 or down > 1 or r < table.heads:
                    canvas.drawCentredString((x0 + x1) / 2, y, part)
                else:
                    canvas.drawString(x0 + 3 + table.indent.get((r, c), 0), y, part)
    if table.rules in ("frame", "framed heads"):
        canvas.rect(xs[0], size[1] - ys[-1], xs[-1] - xs[0], ys[-1] - ys[0])
    if table.rules == "frame":
        canvas.line(xs[0], size[1] - ys[table.heads], xs[-1], size[1] - ys[table.heads])
    if table.rules == "body":
        canvas.line(xs[0], size[1] - ys[-1], xs[-1], size[1] - ys[-1])
    if table.rules in ("upright", "three"):
        for y in (ys[0], ys[table.heads], ys[-1]):
            canvas.line(xs[0], size[1] - y, xs[-1], size[1] - y)
    if table.rules == "three":
        for (r, c), (down, across) in table.merged.items():
            if across > 1 and r + down < table.heads:
                canvas.line(xs[c] + 2, size[1] - ys[r + down], xs[c + across] - 2, size[1] - ys[r + down])


def _sides(canvas, table: Table, box: tuple[float, float, float, float], ends: tuple[float, float], head: bool) -> None:  # type: ignore[no-untyped-def]
    """The four sides of a cell (user space), as the table is ruled."""
    x0, low, x1, high = box
    match table.rules:
        case "all" | "open labels":
            canvas.rect(x0, low, x1 - x0, high - low)
        case "dotted":
            canvas.setDash(1, 2)
            canvas.rect(x0, low, x1 - x0, high - low)
            canvas.setDash()
        case "double":
            for way in (0.0, 1.6):
                canvas.rect(x0 + way, low + way, x1 - x0 - 2 * way, high - low - 2 * way)
        case "thin":
            for x, y, width, height in (
                (x0, low, x1 - x0, 0.5),
                (x0, high, x1 - x0, 0.5),
                (x0, low, 0.5, high - low),
                (x1, low, 0.5, high - low),
            ):
                canvas.rect(x, y, width, height, stroke=0, fill=1)
        case "heads" | "heads alone" | "framed heads" if head:
            canvas.rect(x0, low, x1 - x0, high - low)
        case "heads":
            canvas.line(x0, low, x1, low)
        case "body" if not head:
            canvas.line(x0, low, x0, high)
            canvas.line(x1, low, x1, high)
        case "horizontal" | "body":
            canvas.line(x0, low, x1, low)
            canvas.line(x0, high, x1, high)
        case "below":
            canvas.line(x0, low, x1, low)
        case "upright":
            canvas.line(x0, low, x0, high)
            canvas.line(x1, low, x1, high)
        case "open":
            canvas.line(x0, low, x1, low)
            canvas.line(x0, high, x1, high)
            for x in {x0, x1} - set(ends):
                canvas.line(x, low, x, high)
        case "shaded" if head:
            canvas.setFillColorRGB(0.75, 0.85, 0.95)
            canvas.rect(x0, low, x1 - x0, high - low, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
