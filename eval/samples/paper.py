"""Sets a disclosure in type: cover, headings, paragraphs and ruled tables over pages; every page is marked 示例."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from eval.samples.font.subset import FONT
from eval.samples.grid import Align, Grid, Placed, head_path, place

NAME = "Sample"
MARK = "示例文件 · 机构与数据均为虚构"
NEVER_FIRST = "，。；：、）”》％%？！"
MARGIN = 56.0
LEADING = 1.35
Json = dict[str, object]


class Paper:
    """One PDF in the making; `truth` collects what each printed number of its tables means."""

    def __init__(self, path: Path, title: str) -> None:
        self.truth: list[Json] = []
        self.page = 0
        registerFont(TTFont(NAME, str(FONT)))
        self._known = frozenset(TTFont(NAME, str(FONT)).face.charToGlyph)
        # invariant: the same bytes in every run
        self._canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setSubject(MARK)
        self.turn()

    def turn(self, wide: bool = False) -> None:
        """Starts a page, upright or wide."""
        if self.page:
            self._canvas.showPage()
        self.page += 1
        self.width, self.height = landscape(A4) if wide else A4
        self.wide = wide
        self._canvas.setPageSize((self.width, self.height))
        self.y = self.height - MARGIN
        self._canvas.setLineWidth(0.6)
        self._canvas.setFillGray(0.45)
        self._put(MARK, 8, MARGIN, 28)
        self._put(f"— {self.page} —", 8, self.width / 2 - 12, 28)
        self._canvas.setFillGray(0)

    def save(self) -> None:
        """Ends the file."""
        self._canvas.save()

    def cover(self, *lines: str) -> None:
        """A title page."""
        self.y -= 170
        for line in lines:
            self._centred(line, 24, 46)
        self.y -= 40
        self._centred("（示例）", 18, 40)
        self.turn()

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; level 1 is centred."""
        if self.y < MARGIN + 80:
            self.turn(self.wide)
        if level == 1:
            self.y -= 8
            self._centred(text, 16, 30)
        else:
            self._lines([text], 13 if level == 2 else 12, MARGIN + 24)

    def paragraphs(self, *texts: str) -> None:
        """Paragraphs with two characters of indent."""
        for text in texts:
            self._lines(self._wrap("　　" + text, self.width - 2 * MARGIN, 12), 12, MARGIN)

    def contents(self, entries: Iterable[str]) -> None:
        """A table of contents without page numbers."""
        self._centred("目　录", 16, 34)
        for entry in entries:
            self._lines([entry], 11, MARGIN + 20)
        self.turn()

    def table(self, grid: Grid) -> None:
        """A table; rows that do not fit go on over the page, with title and heads as `repeat` says."""
        self.y -= 8
        columns = len(grid.widths)
        scale = (self.width - 2 * MARGIN) / sum(grid.widths)
        edges = [MARGIN + scale * sum(grid.widths[:i]) for i in range(columns + 1)]
        head, body = place(grid.head, columns), place(grid.body, columns)
        head_heights = self._heights(head, len(grid.head), edges, grid.size)
        heights = self._heights(body, len(grid.body), edges, grid.size)
        first, row = True, 0
        while first or row < len(grid.body):
            if first or grid.repeat == "all":
                self._caption(grid)
            if grid.head and (first or grid.repeat != "none"):
                self._block(grid, head, head_heights, edges, 0, len(grid.head))
            end, room = row, self.y - MARGIN
            while end < len(grid.body) and heights[end] <= room and (end == row or end not in grid.breaks):
                room -= heights[end]
                end += 1
            if end == row and grid.body:
                raise ValueError(f"a row of {grid.title} is higher than the page")
            self._block(grid, body, heights, edges, row, end, head_path)
            first, row = False, end
            if row < len(grid.body):
                self.turn(self.wide)
        for note in grid.notes:
            self._lines(self._wrap(note, self.width - 2 * MARGIN, grid.size), grid.size, MARGIN)
        self.y -= 12

    def _caption(self, grid: Grid) -> None:
        if grid.number:
            self._lines([grid.number], grid.size + 1, MARGIN)
        if grid.title:
            self._centred(grid.title, 15, 26)
        if grid.left:
            self._put(grid.left, grid.size, MARGIN, self.y - grid.size)
        if grid.right:
            x = self.width - MARGIN - self._measure(grid.right, grid.size)
            self._put(grid.right, grid.size, x, self.y - grid.size)
        self.y -= (grid.size + 6) if grid.left or grid.right else 0

    def _heights(self, cells: tuple[Placed, ...], rows: int, edges: list[float], size: float) -> list[float]:
        heights = [size * LEADING + 4] * rows
        for p in sorted(cells, key=lambda p: p.bottom - p.top):
            lines = self._wrap(p.cell.text, edges[p.last] - edges[p.first] - 6, size)
            need, have = len(lines) * size * LEADING + 4, sum(heights[p.top : p.bottom])
            heights[p.bottom - 1] += max(0.0, need - have)
        return heights

    def _block(self, grid: Grid, cells: tuple[Placed, ...], heights: list[float], edges: list[float], start: int,
               end: int, path: object = None) -> None:
        """Draws the rows from `start` to `end`; a cell that began on the page before is ruled but not printed again."""
        for p in cells:
            top, bottom = max(p.top, start), min(p.bottom, end)
            if top >= bottom:
                continue
            y1, y0 = self.y - sum(heights[start:top]), self.y - sum(heights[start:bottom])
            x0, x1 = edges[p.first], edges[p.last]
            self._canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=1, fill=0)
            if p.top >= start:
                self._print(p.cell.text, p.cell.align, grid.size, x0 + 3, x1 - 3, y0, y1)
                if path is not None and p.cell.truth:
                    self._note(grid, p)
        self.y -= sum(heights[start:end])

    def _note(self, grid: Grid, p: Placed) -> None:
        truth = p.cell.truth
        assert truth is not None
        self.truth.append({
            "page": self.page, "table": grid.truth_title, "unit": grid.unit, "year": truth.year or grid.year,
            "row": list(truth.row), "code": truth.code,
            "col": list(truth.col if truth.col is not None else head_path(grid, p.first)), "text": p.cell.text,
        })

    def _print(self, text: str, align: Align, size: float, x0: float, x1: float, y0: float, y1: float) -> None:
        lines = self._wrap(text, x1 - x0, size)
        y = (y0 + y1) / 2 + len(lines) * size * LEADING / 2
        for line in lines:
            y -= size * LEADING
            slack = x1 - x0 - self._measure(line, size)
            x = x0 + {"left": 0.0, "center": slack / 2, "right": slack}[align]
            self._put(line, size, x, y + size * 0.3)

    def _lines(self, lines: list[str], size: float, x: float) -> None:
        for line in lines:
            if self.y < MARGIN + size * 1.75:
                self.turn(self.wide)
            self.y -= size * 1.75
            self._put(line, size, x, self.y)

    def _centred(self, text: str, size: float, drop: float) -> None:
        for line in self._wrap(text, self.width - 2 * MARGIN, size):
            self.y -= drop
            self._put(line, size, (self.width - self._measure(line, size)) / 2, self.y + drop * 0.35)

    def _measure(self, text: str, size: float) -> float:
        return float(stringWidth(text, NAME, size))

    def _put(self, text: str, size: float, x: float, y: float) -> None:
        missing = {c for c in text if ord(c) not in self._known}
        if missing:
            raise ValueError(f"the font lacks {missing}: add them in font/subset.py")
        self._canvas.setFont(NAME, size)
        self._canvas.drawString(x, y, text)

    def _wrap(self, text: str, width: float, size: float) -> list[str]:
        """Lines no wider than `width`; numbers and Latin words stay whole, a closing sign never begins a line."""
        lines: list[str] = []
        line = ""
        for part in re.findall(r"[0-9A-Za-z.,%+]+|.", text):
            need = self._measure(line + part, size)
            hangs = part in NEVER_FIRST and need < width + size
            if need > width and line.strip(" 　") and not hangs:
                lines.append(line)
                line = ""
            line += part
        return [*lines, line]
