"""Spreadsheets of older programs (.xls): one page a sheet, as it is shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.read.merged_heads import Cells
from corpus.read.number_format import shown
from corpus.read.raw import RawPage
from corpus.read.sheet import (
    MOST_COLUMNS,
    cut_off,
    encrypted,
    hidden_sheets,
    sheet_page,
    stored_pages,
    without_hidden,
)
from corpus.read.slim import MOST_ROWS

_DOUBTED = (
    "文件不合规范，数字按存储的值读取，不按显示格式，隐藏的行列也已读取，请核对原件。"
    " (The file is irregular: numbers were read as stored, not as formatted, hidden rows too.)"
)


def xls_pages(path: Path) -> Iterator[RawPage]:
    """The sheets of an .xls that are shown, as they are shown; by their stored numbers, with a warning, where the file's formats
    cannot be read. Raises Damaged or Encrypted."""
    import xlrd

    try:
        book = xlrd.open_workbook(
            path, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        names = [n for k, n in enumerate(book.sheet_names()) if book._sheet_visibility[k] == 0]
        sheets = [_cells(book, book.sheet_by_name(name)) for name in names]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise encrypted(path) from error
        yield from _by_stored_numbers(path)
        return
    except Exception:  # xlrd trusts its file: it raises whatever comes of that
        yield from _by_stored_numbers(path)
        return
    for number, (cells, hidden, told) in enumerate(sheets, 1):
        gone = (hidden_sheets(path),) if number == 1 and len(names) < book.nsheets else ()
        yield sheet_page(number, names[number - 1], cells, hidden, gone + cut_off(number, *told))


def _by_stored_numbers(path: Path) -> Iterator[RawPage]:
    for page in stored_pages(path):
        yield replace(page, warnings=(_DOUBTED,) if page.number == 1 else page.warnings)


def _cells(book: Any, sheet: Any) -> tuple[Cells, int, tuple[int, int]]:
    """What a sheet shows, how many characters it hides, and its last row and column."""
    texts: dict[tuple[int, int], tuple[str, float]] = {}
    for r in range(min(sheet.nrows, MOST_ROWS)):
        for c in range(min(sheet.row_len(r), MOST_COLUMNS)):
            text = _text(book, sheet, r, c)
            if text:
                texts[r + 1, c + 1] = (text, float(_style(book, sheet, r, c).alignment.indent_level))
    spans = {(top + 1, left + 1): (bottom, right) for top, bottom, left, right in sheet.merged_cells}
    rows = {r + 1 for r, how in sheet.rowinfo_map.items() if how.hidden}
    columns = {c + 1 for c, how in sheet.colinfo_map.items() if how.hidden}
    cells, hidden = without_hidden(texts, spans, rows, columns)
    return cells, hidden, (sheet.nrows, sheet.ncols)


def _style(book: Any, sheet: Any, row: int, column: int) -> Any:
    return book.xf_list[sheet.cell_xf_index(row, column)]


def _text(book: Any, sheet: Any, row: int, column: int) -> str:
    import xlrd

    value, kind = sheet.cell_value(row, column), sheet.cell_type(row, column)
    match kind:
        case xlrd.XL_CELL_NUMBER:
            return shown(value, book.format_map[_style(book, sheet, row, column).format_key].format_str)
        case xlrd.XL_CELL_DATE:
            try:
                return shown(xlrd.xldate_as_datetime(value, book.datemode))
            except (xlrd.xldate.XLDateError, OverflowError):
                return shown(value)
        case xlrd.XL_CELL_BOOLEAN:
            return shown(bool(value))
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#ERR!"))
        case xlrd.XL_CELL_TEXT:
            return str(value)
        case _:
            return ""
