"""Spreadsheets: one page a sheet. openpyxl gives .xlsx with formats, merges and indents; calamine reads .xls."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import Damaged, Encrypted, UnknownFormat
from corpus.read.limits import MB, check_packed
from corpus.read.number_format import shown
from corpus.read.plain import decoded
from corpus.read.raw import RawPage
from corpus.read.rows import Put, blocks_of
from corpus.read.typeset import set_page

FORMATTED_MB = 20
"""Past this size of a file its formats are left: openpyxl keeps an object for every cell."""
MOST_ROWS, MOST_COLUMNS = 20_000, 256
Cells = dict[tuple[int, int], Put]


def xlsx_pages(path: Path) -> Iterator[RawPage]:
    """The sheets of an .xlsx that are shown, as they are shown. Raises Damaged or TooLarge."""
    check_packed(path)
    if path.stat().st_size > FORMATTED_MB * MB:
        yield from xls_pages(path)
        return
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it does not know
            book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(path, read_only=False, keep_links=False) if _has_formulas(path) else None
    except Exception as error:  # openpyxl raises what zipfile, its XML parser and its descriptors raise
        raise _broken(path, error) from error
    shown_sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
    for number, sheet in enumerate(shown_sheets, 1):
        told = []
        if number == 1 and len(shown_sheets) < len(book.worksheets):
            told.append(f"{path.name} 有隐藏的工作表，未读取。 (Hidden sheets were not read.)")
        cells, hidden = _xlsx_cells(sheet)
        missing = _without_value(sheet, formulas[sheet.title]) if formulas is not None else 0
        if missing:
            told.append(
                f"第 {number} 张表有 {missing} 个公式没有计算结果，未读取，请用 Excel 打开并另存。"
                f" ({missing} formulas of sheet {number} have no value: open and save the file.)"
            )
        yield _page(number, cells, hidden, tuple(told))


def _xlsx_cells(sheet: Any) -> tuple[Cells, int]:
    """What a sheet shows, and how many characters stand in hidden rows and columns."""
    spans = {
        (m.min_row, m.min_col): (m.max_row - m.min_row + 1, m.max_col - m.min_col + 1)
        for m in sheet.merged_cells.ranges
    }
    rows_gone = {r for r, how in sheet.row_dimensions.items() if how.hidden}
    columns_gone = {
        c for how in sheet.column_dimensions.values() if how.hidden for c in range(how.min or 0, (how.max or 0) + 1)
    }
    cells: Cells = {}
    hidden = 0
    for line in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)):
        for cell in line:
            text = shown(cell.value, cell.number_format) if cell.value is not None else ""
            if cell.row in rows_gone or cell.column in columns_gone:
                hidden += len(text.strip())
                continue
            down, across = spans.get((cell.row, cell.column), (1, 1))
            if text.strip() or (down, across) != (1, 1):
                indent = float(cell.alignment.indent or 0) if cell.has_style else 0.0
                cells[cell.row - 1, cell.column - 1] = Put(text, down, across, indent)
    return cells, hidden


def _has_formulas(path: Path) -> bool:
    import zipfile

    with zipfile.ZipFile(path) as pack:
        return any(
            b"<f" in pack.read(n) for n in pack.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")
        )


def _without_value(values: Any, formulas: Any) -> int:
    return sum(
        cell.data_type == "f" and values.cell(cell.row, cell.column).value is None
        for line in formulas.iter_rows(max_row=min(formulas.max_row, MOST_ROWS))
        for cell in line
    )


def xls_pages(path: Path) -> Iterator[RawPage]:
    """The sheets of an .xls (or a large .xlsx) that are shown; numbers as stored. Raises Damaged or Encrypted."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError as error:
        raise Encrypted(
            f"{path.name} 已加密，请先去掉密码。 ({path.name} is encrypted: remove its password first.)"
        ) from error
    except (calamine.CalamineError, OSError) as error:
        raise _broken(path, error) from error
    with book:
        names = [m.name for m in book.sheets_metadata if m.visible == calamine.SheetVisibleEnum.Visible]
        for number, name in enumerate(names, 1):
            try:
                sheet = book.get_sheet_by_name(name)
            except (calamine.CalamineError, OSError) as error:
                raise _broken(path, error) from error
            yield _page(number, _calamine_cells(sheet), 0, ())


def _calamine_cells(sheet: Any) -> Cells:
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in sheet.merged_cell_ranges or ()}
    cells: Cells = {}
    for r, line in enumerate(sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)):
        for c, value in enumerate(line[:MOST_COLUMNS]):
            down, across = spans.get((r, c), (1, 1))
            if value != "" or (down, across) != (1, 1):
                cells[r, c] = Put(shown(value), down, across)
    return cells


def csv_pages(path: Path) -> Iterator[RawPage]:
    """A table of text: merged heads, which it cannot say, are told from the blanks beside them."""
    text, told = decoded(path.read_bytes())
    sample = text[:20_000]
    delimiter = max(",\t;|", key=lambda d: sum(line.count(d) for line in sample.splitlines()[:50]))
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[:MOST_ROWS]
    except csv.Error as error:
        raise Damaged(f"{path.name} 不是有效的 CSV 文件（{error}）。 ({path.name} is no valid CSV.)") from error
    cells = {
        (r, c): Put(value)
        for r, line in enumerate(lines)
        for c, value in enumerate(line[:MOST_COLUMNS])
        if value.strip()
    }
    if not cells:
        raise UnknownFormat(f"{path.name} 里没有文字。 ({path.name} holds no text.)")
    yield _page(1, merged_heads(cells), 0, told)


def merged_heads(cells: Mapping[tuple[int, int], Put]) -> Cells:
    """Heads that go on over the blanks to their right, where the next row has heads below them; then those downwards."""
    from corpus.model import parse_number

    out = dict(cells)
    width = max(c for _, c in cells) + 1
    first = next((r for r in sorted({r for r, _ in cells}) if sum(1 for at, _ in cells if at == r) > 1), 0)
    rows = sorted({r for r, _ in cells if r >= first})
    body = next(
        (r for r in rows if any(parse_number(put.text) is not None for (at, _), put in cells.items() if at == r)), first
    )
    for r, c in sorted(k for k in cells if first <= k[0] < body - 1):
        across = 1
        while c + across < width and (r, c + across) not in cells and (r + 1, c + across) in cells:
            across += 1
        if across > 1 and (r + 1, c) in cells:
            out[r, c] = Put(cells[r, c].text, 1, across)
        elif across == 1:
            down = 1
            while r + down < body and (r + down, c) not in cells:
                down += 1
            out[r, c] = Put(cells[r, c].text, down, 1)
    return out


def _page(number: int, cells: Cells, hidden: int, told: tuple[str, ...]) -> RawPage:
    return set_page(number, blocks_of(cells), hidden=hidden, warnings=told)


def _broken(path: Path, error: Exception) -> Damaged:
    return Damaged(
        f"{path.name} 无法读取（{type(error).__name__}），请重新下载。 ({path.name} cannot be read: download it again.)"
    )
