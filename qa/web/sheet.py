"""A grid to take away, as CSV or XLSX: numbers stay numbers, and nothing in it runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Value = str | Decimal | None
LICENCE = "据公开文件整理，以原文件为准；转用请注明出处 (compiled from public disclosures; the originals prevail; name the source)"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_EXACT = 15
"""Digits that a spreadsheet's number holds; a longer one is written as text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled grid. `notes` stand above it: unit, source, what else a reader must know. None is an empty cell."""

    title: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def guarded(text: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def to_csv(sheets: Sequence[Sheet]) -> bytes:
    """The grids one below the other, as UTF-8 that spreadsheets recognise."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    for number, sheet in enumerate(sheets):
        if number:
            write([])
        write([guarded(sheet.title)])
        for note in (*sheet.notes, LICENCE):
            write([guarded(note)])
        write([guarded(head) for head in sheet.heads])
        for row in sheet.rows:
            write([_plain(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def _plain(value: Value) -> str:
    return "" if value is None else guarded(value) if isinstance(value, str) else format(value, "f")


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a worksheet for each grid; its sources stand above the heads."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    styles = _Styles(book)
    names: set[str] = set()
    for sheet in sheets:
        _write(book.add_worksheet(_name(sheet.title, names)), sheet, styles)
    book.close()
    return out.getvalue()


class _Styles:
    """The looks of a workbook; one format for each number of digits."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.note = book.add_format({"font_color": "#4A5868"})
        self.head = book.add_format({"bold": True, "bg_color": "#EAF1FA", "bottom": 1, "text_wrap": True, "valign": "top"})

    def number(self, value: Decimal) -> Any:
        decimals = max(0, -int(value.as_tuple().exponent))
        if decimals not in self._numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({"num_format": pattern})
        return self._numbers[decimals]


def _write(page: Any, sheet: Sheet, styles: _Styles) -> None:
    page.write_string(0, 0, guarded(sheet.title), styles.title)
    notes = (*sheet.notes, LICENCE)
    for row, note in enumerate(notes, 1):
        page.write_string(row, 0, guarded(note), styles.note)
    top = len(notes) + 1
    for column, head in enumerate(sheet.heads):
        page.write_string(top, column, guarded(head), styles.head)
    for row, values in enumerate(sheet.rows, top + 1):
        for column, value in enumerate(values):
            _cell(page, row, column, value, styles)
    page.freeze_panes(top + 1, 0)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 34)
    page.set_column(2, max(2, len(sheet.heads)), 16)


def _cell(page: Any, row: int, column: int, value: Value, styles: _Styles) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, column, guarded(value))
    elif len(value.as_tuple().digits) > _EXACT:
        page.write_string(row, column, format(value, "f"))
    else:
        page.write_number(row, column, value, styles.number(value))


def _name(title: str, taken: set[str]) -> str:
    """A worksheet's name: at most 31 characters, none of those that are not allowed, each once."""
    plain = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", "", title).strip()[:26] or "表"
    name = next(n for n in (plain, *(f"{plain} {k}" for k in range(2, 1000))) if n.lower() not in taken)
    taken.add(name.lower())
    return name
