"""Tables whose heads are ruled and whose columns are not ruled any further down: the uprights of the heads go on."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import BBox
from corpus.read.edge import edge_of
from corpus.read.grid import Grid, grid_of
from corpus.read.raw import Line, RawPage, Rule, lines_of
from corpus.read.segment import figures_in, segments_of

NEAR = 3.0
"""Rules that end this near (points) to the foot of the heads end there."""
APART = 3.0
"""White space (in font sizes) that ends a table without rules."""


def with_bodies(grids: Sequence[Grid], page: RawPage) -> tuple[list[Grid], tuple[Rule, ...]]:
    """The grids and the rules of a page, where grids are the heads of a body that lies open below them: with level rules
    in it as one grid; without, no grid, and the heads' uprights drawn down to its end, so that words tell the rows."""
    out: list[Grid] = []
    rules = page.rules
    ordered = sorted(grids, key=lambda g: g.bbox[1])
    for k, grid in enumerate(ordered):
        floor = min((g.bbox[1] for g in ordered[k + 1 :] if g.bbox[1] >= grid.bbox[3] - NEAR), default=page.height)
        heads = _heads_of(grid)
        lines = _body(grid, heads, page, floor) if heads is not None else []
        if heads is None or not lines:
            out.append(grid)
            continue
        level = [r for r in rules if r.top == r.bottom and _spans(r, grid) and heads + NEAR < r.top < floor]
        end = max([lines[-1].bottom + 2, *(r.top for r in level)])
        rules = tuple(_drawn_down(r, grid, heads, end) for r in rules)
        if len(level) >= max(2, 0.5 * len(lines)):
            out.append(_whole(rules, grid, end, page) or grid)
    return out, rules


def _heads_of(grid: Grid) -> float | None:
    """The foot of the heads of a grid that has heads in several columns and no cells below them: nothing, or one box."""
    last = grid.at(grid.rows - 1, 0)
    box = last is not None and last.c1 - last.c0 == grid.columns > 1 and last.r0 > 0 and _rows(last.lines) > 0
    foot = last.bbox[1] if box and last is not None else grid.bbox[3]
    cells = [c for c in grid.cells if c is not last or not box]
    told = len([c for c in cells if c.label]) > 1 and grid.columns > 1
    return foot if told and not any(figures_in(line) for c in cells for line in c.lines) else None


def _body(grid: Grid, foot: float, page: RawPage, floor: float) -> list[Line]:
    """The lines below the heads, down to where white space or another table ends them; none, if the first few print no
    figures beside words or they do not keep within the heads' sides."""
    x0, _, x1, _ = grid.bbox
    out: list[Line] = []
    for line in lines_of([c for c in page.chars if foot - 1 < c.middle < floor]):
        gap = line.top - (out[-1].bottom if out else foot)
        if gap > APART * line.size or line.x0 < x0 - NEAR or line.x1 > x1 + NEAR:
            break
        out.append(line)
    return out if _rows(out[:4]) else []


def _rows(lines: Sequence[Line]) -> int:
    """How many lines print a figure beside something else."""
    return sum(len(parts) > 1 and any(s.is_figure for s in parts) for parts in map(segments_of, lines))


def _spans(rule: Rule, grid: Grid) -> bool:
    return rule.x0 < grid.bbox[0] + 2 * NEAR and rule.x1 > grid.bbox[2] - 2 * NEAR


def _drawn_down(rule: Rule, grid: Grid, bottom: float, end: float) -> Rule:
    """An upright of the heads that ends at their foot, drawn down to the end of the body."""
    x0, top, x1, _ = grid.bbox
    own = rule.top != rule.bottom and x0 - NEAR < rule.x0 < x1 + NEAR and top - NEAR < rule.top
    return rule._replace(bottom=max(end, rule.bottom)) if own and abs(rule.bottom - bottom) < NEAR else rule


def _whole(rules: Sequence[Rule], grid: Grid, end: float, page: RawPage) -> Grid | None:
    """One grid of heads and body: the boxes between their rules."""
    from corpus.read.rulings import boxes_between

    x0, top, x1, _ = grid.bbox
    mine = [
        r for r in rules if x0 - NEAR < r.x0 and r.x1 < x1 + 2 * NEAR and top - NEAR < r.top and r.bottom < end + NEAR
    ]
    tables: list[tuple[BBox, ...]] = boxes_between(
        [edge_of(r.x0, r.top, r.x1, r.bottom, "h" if r.top == r.bottom else "v") for r in mine]
    )
    boxes = max(tables, key=len, default=())
    return grid_of(boxes, page.chars, page.number, page.width, page.height) if len(boxes) > len(grid.cells) else None
