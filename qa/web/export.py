"""A table as CSV: what it says, where from, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from corpus.model import Document, Table
from qa.web.grid import blocks_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LICENCE = "据公开文件整理，以原文件为准 (compiled from a public disclosure; the original prevails)"


def table_csv(document: Document, table: Table) -> str:
    """The table with its unit and source. Only words are guarded: a negative number stays a number."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write([guarded(table.title), *([f"单位：{table.unit}"] if table.unit else [])])
    write([guarded(document.title or document.name), "第 " + "、".join(map(str, table.pages)) + " 页",
           guarded(document.name), *(["示例数据"] if document.sample else [])])
    write([LICENCE])
    for block in blocks_of(table):
        write([])
        write(["编码", "项目", *map(guarded, block.heads)])
        for row in block.rows:
            cells = [cell.text.replace(",", "") if cell.fact else guarded(cell.text) for cell in row.cells]
            write([guarded(row.code or ""), guarded("　" * row.depth + row.label), *cells])
    return "\ufeff" + out.getvalue()


def guarded(text: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
