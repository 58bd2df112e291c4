"""Tables for a spreadsheet."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from qa.web.desk import Desk
from qa.web.export import LICENCE, guarded, table_csv


def test_every_number_is_in_the_file_with_unit_and_source(desk: Desk) -> None:
    document = desk.store.find("shili-zwfw-2022")
    for table in desk.store.disclosure(document.id).tables:
        rows = list(csv.reader(io.StringIO(table_csv(document, table).removeprefix("\ufeff"))))
        assert rows[0][1:] == ([f"单位：{table.unit}"] if table.unit else []) and rows[2] == [LICENCE]
        assert document.name in rows[1] and "示例数据" in rows[1]
        cells = {cell for row in rows for cell in row}
        assert {fact.text.replace(",", "") for row in table.rows for fact in row.facts} <= cells


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-x", "@a", "\tx"])
def test_words_that_would_be_run_are_guarded(text: str) -> None:
    assert guarded(text) == "'" + text and guarded("平常") == "平常"


def test_it_can_be_downloaded(client: httpx.Client, desk: Desk) -> None:
    document = desk.store.find("shili-zwfw-2022")
    table = desk.store.disclosure(document.id).tables[1]
    answer = client.get(f"/view/documents/{document.id}/tables/{table.id}.csv").raise_for_status()
    assert answer.headers["content-type"].startswith("text/csv") and "attachment" in answer.headers["content-disposition"]
    assert client.get(f"/en/view/documents/{document.id}/tables/none.csv").status_code == 404
