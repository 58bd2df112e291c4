"""Tables as rows and columns of the page."""

from __future__ import annotations

from corpus.model import Table
from qa.web.desk import Desk
from qa.web.grid import blocks_of


def tables(desk: Desk) -> list[Table]:
    return [t for d in desk.documents() for t in desk.store.disclosure(d.id).tables]


def test_every_printed_number_has_its_cell(desk: Desk) -> None:
    for table in tables(desk):
        shown = {cell.fact for block in blocks_of(table) for row in block.rows for cell in row.cells if cell.fact}
        unique = {fact.id for row in table.rows for fact in {f.col: f for f in reversed(row.facts)}.values()}
        assert shown == unique, table.title


def test_a_row_below_another_is_indented_and_one_below_none_names_its_ancestors(desk: Desk) -> None:
    rows = [row for table in tables(desk) for block in blocks_of(table) for row in block.rows]
    assert max(row.depth for row in rows) >= 1
    assert any(" › " in row.label for row in rows)


def test_heads_and_cells_are_as_many(desk: Desk) -> None:
    for table in tables(desk):
        for block in blocks_of(table):
            assert {len(row.cells) for row in block.rows} <= {len(block.heads)}
