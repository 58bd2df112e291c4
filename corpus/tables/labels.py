"""The labels of a table's rows: their names and indents, the bodies that they are of, and where codes contradict them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.tables.found import Mark, RawRow, RawTable
from corpus.tables.rowtree import STEP, Label, against_codes, clean_label, is_body, is_total


def name_of(row: RawRow) -> str:
    return next((t for t in reversed(row.texts) if t), "")


def indent_of(row: RawRow) -> float:
    cell = row.mark
    return cell.indent - cell.bbox[0] if cell else 0.0


def behind_of(row: RawRow) -> float | None:
    """How far the words behind "其中：" are set in, None for a label without it."""
    cell = row.mark
    return cell.behind - cell.bbox[0] if cell and cell.behind is not None else None


def indents_of(rows: Sequence[RawRow]) -> list[float]:
    """The indents of the rows' labels; the least for a label in the middle of its cell (年初结转和结余 above 总计), which
    begins where no label of another width does."""
    indents = [indent_of(row) for row in rows]
    cells = [row.mark for row in rows]
    begun = [(indent, cell.ink[2] - cell.ink[0]) for indent, cell in zip(indents, cells, strict=True) if cell]
    least = min((indent for indent, _ in begun), default=0.0)
    out: list[float] = []
    for indent, cell in zip(indents, cells, strict=True):
        if cell is None or cell.lines > 1 or cell.behind is not None or not _is_centred(cell):
            out.append(indent)
            continue
        width = cell.ink[2] - cell.ink[0]
        shared = any(abs(x - indent) < 1 and abs(w - width) > 1 for x, w in begun)
        out.append(indent if shared else least)
    return out


def _is_centred(cell: Mark) -> bool:
    left, right = cell.ink[0] - cell.bbox[0], cell.bbox[2] - cell.ink[2]
    return left > 2 * STEP and abs(left - right) < 0.12 * (left + right) + 2


def is_aligned(rows: Sequence[RawRow]) -> bool:
    """Do the labels stand at the left of their cells, so that their indents mean something?"""
    seen = centred = 0
    for row in rows:
        cell = row.mark
        if cell is None or cell.lines > 1 or re.search("合计|总计|小计", cell.label):
            continue
        left, right = cell.ink[0] - cell.bbox[0], cell.bbox[2] - cell.ink[2]
        if left + right < 16:
            continue
        seen += 1
        centred += abs(left - right) < 0.12 * (left + right) + 2
    return not (seen and centred > 0.6 * seen)


def told_of(raw: RawTable) -> list[str]:
    """What a reader should look up in a table: numbers that were not printed, and rows whose codes and whose indentation
    disagree. Codes decide."""
    out = _unshown(raw)
    for block in sorted({row.block for row in raw.rows}):
        rows = [row for row in raw.rows if row.block == block]
        if not is_aligned(rows):
            continue
        odd = against_codes([Label(name_of(row), row.code, indent_of(row)) for row in rows])
        if odd:
            label, above = odd[0]
            more = f"等 {len(odd)} 行" if len(odd) > 1 else ""
            out.append(
                f"第 {raw.page} 页《{raw.caption.title or ''}》“{clean_label(label.text)}”{more}的编码 {label.code}"
                f" 与缩进不一致（按缩进属于“{clean_label(above.text)}”），按编码读取，请对照原文。"
            )
    return out


def _unshown(raw: RawTable) -> list[str]:
    """The cells that print ### for their number: a sentence for each page."""
    pages = Counter(page for row in raw.rows for page in row.unshown)
    return [
        f"第 {page} 页《{raw.caption.title or ''}》有 {count} 个单元格只印出 ###（列宽不够，数字没有显示），这些数无法读取，请查原表。"
        f" ({count} cells on page {page} print ### for their numbers, which cannot be read.)"
        for page, count in sorted(pages.items())
    ]


def groups_of(rows: Sequence[RawRow]) -> list[str]:
    """The body whose items each row is of, where the items of several bodies stand in one table: its name stands in a
    column of its own, or in a row above its items."""
    first, last = _carried(rows), [name_of(row) for row in rows]
    if len({name for name in first if is_body(name)}) > 1:
        return [name if is_body(name) and name != own else "" for name, own in zip(first, last, strict=True)]
    own = [name if row.code is None and is_body(name) else "" for row, name in zip(rows, last, strict=True)]
    if len(set(own) - {""}) < 2:
        return [""] * len(rows)
    out: list[str] = []
    current = ""
    for row, name, body in zip(rows, last, own, strict=True):
        current = body or ("" if is_total(name) else current)
        out.append("" if row.code is None else current)
    return out


def _carried(rows: Sequence[RawRow]) -> list[str]:
    """The first name of each row that has several; a blank goes on with the one above."""
    out: list[str] = []
    for row in rows:
        first = row.texts[0] if len(row.texts) > 1 else ""
        total = any(is_total(text) for text in row.texts)
        out.append(first or ("" if total or not out else out[-1]))
    return out
