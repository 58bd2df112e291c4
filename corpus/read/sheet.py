"""Spreadsheets (.xlsx): one page a sheet, as it is shown. What is too large for that is read by its stored numbers."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.data.words import pattern
from corpus.errors import Encrypted, UnknownFormat, broken
from corpus.read.limits import MB, check_packed
from corpus.read.merged_heads import Cells, merged_heads
from corpus.read.number_format import shown
from corpus.read.raw import BLANK, RawPage, is_mark
from corpus.read.rows import Put, blocks_of
from corpus.read.slim import MOST_ROWS, slimmed
from corpus.read.typeset import Words, set_page

FORMATTED_MB = 20
"""Past this size of a sheet, without its empty cells, formats are left: openpyxl keeps an object for every cell."""
MOST_COLUMNS = 256
_STORED = "文件过大，数字按存储的值读取，不按显示格式。 (The file is large: numbers were read as stored, not as formatted.)"


def xlsx_pages(path: Path) -> Iterator[RawPage]:
    """The sheets of an .xlsx that are shown, as they are shown. Raises Damaged or TooLarge."""
    check_packed(path)
    slim = slimmed(path)
    if slim.largest > FORMATTED_MB * MB:
        yield from stored_pages(path)
        return
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it does not know
            book = openpyxl.load_workbook(slim.source, data_only=True, keep_links=False, rich_text=True)
            formulas = openpyxl.load_workbook(slim.source, keep_links=False) if slim.formulas else None
    except Exception as error:  # openpyxl raises what zipfile, its XML parser and its descriptors raise
        raise broken(path.name, error) from error
    shown_sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
    if not any(cell.value is not None for sheet in shown_sheets for line in sheet.iter_rows() for cell in line):
        raise UnknownFormat(f"{path.name} 里没有文字。 ({path.name} holds no text.)")
    for number, sheet in enumerate(shown_sheets, 1):
        told = []
        if number == 1 and len(shown_sheets) < len(book.worksheets):
            told.append(hidden_sheets(path))
        cells, hidden = _xlsx_cells(sheet)
        told += cut_off(number, slim.rows.get(sheet.title, 0), _last_column(sheet))
        missing = _without_value(sheet, formulas[sheet.title]) if formulas is not None else 0
        if missing:
            told.append(
                f"第 {number} 张表有 {missing} 个公式没有计算结果，未读取，请用 Excel 打开并另存。"
                f" ({missing} formulas of sheet {number} have no value: open and save the file.)"
            )
        yield sheet_page(number, sheet.title, cells, hidden, tuple(told))


def _xlsx_cells(sheet: Any) -> tuple[Cells, int]:
    """What a sheet shows, and how many characters stand in hidden rows and columns."""
    spans = {(m.min_row, m.min_col): (m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
    rows_gone = {r for r, how in sheet.row_dimensions.items() if how.hidden}
    columns_gone = {
        c for how in sheet.column_dimensions.values() if how.hidden for c in range(how.min or 0, (how.max or 0) + 1)
    }
    texts: dict[tuple[int, int], tuple[str, float]] = {}
    zeros = sheet.sheet_view.showZeros is not False
    for line in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)):
        for cell in line:
            if cell.value is not None and (zeros or cell.value != 0 or isinstance(cell.value, bool)):
                indent = float(cell.alignment.indent or 0) if cell.has_style else 0.0
                texts[cell.row, cell.column] = (shown(_without_marks(cell.value), cell.number_format), indent)
    return without_hidden(texts, spans, rows_gone, columns_gone)


def _without_marks(value: Any) -> Any:
    """A text in several fonts without the raised marks of footnotes."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    if not isinstance(value, CellRichText):
        return value
    out = ""
    for part in value:
        raised = isinstance(part, TextBlock) and part.font.vertAlign == "superscript"
        text = part.text if isinstance(part, TextBlock) else str(part)
        out += "" if raised and is_mark(text, out) else text
    return out


def sheet_page(number: int, name: str, cells: Cells, hidden: int, told: tuple[str, ...]) -> RawPage:
    """The page of a sheet; its name is its title where it is that of a table and none is printed."""
    blocks = blocks_of(merged_heads(cells))
    title = pattern("captions", "title")
    printed = any(title.search(BLANK.sub("", put.text)) for put in cells.values())
    if title.search(BLANK.sub("", name)) and blocks and not printed:
        blocks.insert(0, Words(name, centred=True))
    return set_page(number, blocks, hidden=hidden, warnings=told)


def without_hidden(
    texts: Mapping[tuple[int, int], tuple[str, float]],
    spans: Mapping[tuple[int, int], tuple[int, int]],
    rows_gone: Collection[int],
    columns_gone: Collection[int],
) -> tuple[Cells, int]:
    """The cells that are shown (places and last places of spans counted from 1), and how many characters are not. A merged
    cell is shown in what is left of it where its first row or column is hidden."""
    cells: Cells = {}
    hidden = 0
    for row, column in {**texts, **spans}:
        text, indent = texts.get((row, column), ("", 0.0))
        last_row, last_column = spans.get((row, column), (row, column))
        rows = [r for r in range(row, min(last_row, MOST_ROWS) + 1) if r not in rows_gone]
        columns = [c for c in range(column, min(last_column, MOST_COLUMNS) + 1) if c not in columns_gone]
        if not rows or not columns:
            hidden += len(text.strip())
            continue
        down, across = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
        if text.strip() or (down, across) != (1, 1):
            cells[rows[0] - 1, columns[0] - 1] = Put(text, down, across, indent)
    return cells, hidden


def _last_column(sheet: Any) -> int:
    """The last column of a sheet that holds anything."""
    if sheet.max_column <= MOST_COLUMNS:
        return int(sheet.max_column)
    return max((cell.column for line in sheet.iter_rows() for cell in line if cell.value is not None), default=0)


def cut_off(number: int, rows: int, columns: int) -> tuple[str, ...]:
    """What is to be said of a sheet that is larger than what is read of it."""
    if rows <= MOST_ROWS and columns <= MOST_COLUMNS:
        return ()
    return (
        f"第 {number} 张表有 {rows} 行 {columns} 列，只读取前 {MOST_ROWS} 行、前 {MOST_COLUMNS} 列。"
        f" (Sheet {number} has {rows} rows and {columns} columns: only the first {MOST_ROWS} and {MOST_COLUMNS} were read.)",
    )


def hidden_sheets(path: Path) -> str:
    return f"{path.name} 有隐藏的工作表，未读取。 (Hidden sheets were not read.)"


def _without_value(values: Any, formulas: Any) -> int:
    return sum(
        cell.data_type == "f" and values.cell(cell.row, cell.column).value is None
        for line in formulas.iter_rows(max_row=min(formulas.max_row, MOST_ROWS))
        for cell in line
    )


def stored_pages(path: Path) -> Iterator[RawPage]:
    """The sheets of a workbook of any kind that are shown, with their numbers as stored. Raises Damaged or Encrypted."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError as error:
        raise encrypted(path) from error
    except (calamine.CalamineError, OSError) as error:
        raise broken(path.name, error) from error
    with book:
        names = [m.name for m in book.sheets_metadata if m.visible == calamine.SheetVisibleEnum.Visible]
        for number, name in enumerate(names, 1):
            try:
                sheet = book.get_sheet_by_name(name)
            except (calamine.CalamineError, OSError) as error:
                raise broken(path.name, error) from error
            told = ((_STORED,) if number == 1 else ()) + cut_off(number, sheet.total_height, sheet.total_width)
            yield sheet_page(number, name, _calamine_cells(sheet), 0, told)


def _calamine_cells(sheet: Any) -> Cells:
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in sheet.merged_cell_ranges or ()}
    cells: Cells = {}
    for r, line in enumerate(sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)):
        for c, value in enumerate(line[:MOST_COLUMNS]):
            down, across = spans.get((r, c), (1, 1))
            if value != "" or (down, across) != (1, 1):
                cells[r, c] = Put(shown(value), down, across)
    return cells


def encrypted(path: Path) -> Encrypted:
    return Encrypted(f"{path.name} 已加密，请先去掉密码。 ({path.name} is encrypted: remove its password first.)")


