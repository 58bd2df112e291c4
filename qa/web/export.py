"""What can be taken away as a spreadsheet: a table as it was read, and what a search found."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Document, Table
from index.search import Hit
from qa.web.grid import Block, GridCell, blocks_of
from qa.web.sheet import Sheet, Value

SAMPLE = "示例数据，机构与数字均为虚构 (sample data: bodies and figures are invented)"


def source_of(document: Document, pages: Sequence[int] = ()) -> str:
    """A document as a line below a title: its title, its pages, its file."""
    where = "，第 " + "、".join(map(str, pages)) + " 页" if pages else ""
    return f"来源：{document.title or document.name}{where}（{document.name}）" + (f"；{SAMPLE}" if document.sample else "")


def table_sheets(document: Document, table: Table) -> list[Sheet]:
    """The blocks of a table, with its unit and source."""
    notes = (f"单位：{table.unit or '未注明'}", source_of(document, table.pages), *([table.note] if table.note else []))
    blocks = blocks_of(table)
    return [_sheet(table.title or "表", notes, block, number if len(blocks) > 1 else 0)
            for number, block in enumerate(blocks, 1)] or [Sheet(table.title or "表", notes, (), ())]


def _sheet(title: str, notes: tuple[str, ...], block: Block, number: int) -> Sheet:
    rows = tuple((row.code, "　" * row.depth + row.label, *map(_value, row.cells)) for row in block.rows)
    return Sheet(f"{title}（{number}）" if number else title, notes, ("编码", "项目", *block.heads), rows)


def _value(cell: GridCell) -> Value:
    """A printed number as a number; what a cell of words says as words."""
    return cell.value if cell.value is not None else cell.text or None


def hits_sheet(terms: str, hits: Sequence[Hit]) -> Sheet:
    """Search results with the place of each."""
    heads = ("序号", "部门", "年份", "文件", "页", "表", "行", "单位", "内容")
    rows = tuple((str(h.rank), h.department, str(h.year or ""), h.document, str(h.page), h.table, " › ".join(h.row),
                  h.unit, h.text) for h in hits)
    return Sheet(f"检索：{terms}", ("单位见各行",), heads, rows)
