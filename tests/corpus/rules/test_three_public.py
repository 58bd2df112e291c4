"""The sums of 三公 tables in the forms that they are printed in, and of projects in groups without a row of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.rules import audit
from tests.build import Table, Text, write_pdf

Rows = list[list[str | None]]

ITEMS: list[str | None] = ["项目", "“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"]
FORMS: dict[str, tuple[str, Rows, str, str]] = {
    # title, rows of the table that holds, the figure that is altered, what it is then
    "one row": ("“三公”经费支出表", [ITEMS, ["本级", "4.80", "0.00", "4.00", "0.80"]], "4.80", "5.80"),
    "budget and final accounts as rows": (
        "“三公”经费支出决算表", [ITEMS, ["预算数", "5.40", "0.00", "4.20", "1.20"], ["决算数", "4.77", "0.00", "3.85", "0.92"]], "4.77", "4.87",
    ),
    "a list with the parts of the cars beside them": (
        "“三公”经费支出表",
        [["项目", "2021年预算数", "2022年预算数"], ["合计", "16.50", "15.00"], ["因公出国（境）费用", "0.00", "0.00"], ["公务接待费", "4.50", "3.00"],
         ["公务用车购置及运行维护费", "12.00", "12.00"], ["公务用车购置费", "2.00", "2.00"], ["公务用车运行维护费", "10.00", "10.00"]],
        "15.00", "16.00",
    ),
    "projects in a group": (
        "项目支出表",
        [["类型", "项目名称", "合计"], ["特定目标类", "场所运维费", "120.30"], ["特定目标类", "招商推介经费", "85.00"],
         ["特定目标类", "系统升级项目", "40.00"], ["合计", "", "245.30"]],
        "120.30", "123.00",
    ),
}  # fmt: skip


def _sums(path: Path, title: str, rows: Rows) -> list[str]:
    page: list[Table | Text] = [
        Text("示意县水务局2022年度部门预算", 50, None, 16), Text(title, 90, None, 14), Text("单位：万元", 104, 450),
        Table(rows, [110, *[90.0] * (len(rows[0]) - 1)], 120),
    ]  # fmt: skip
    found = audit([read_disclosure(write_pdf(path / "audited.pdf", [page]))])
    return [f"{f.printed}/{f.expected}" for f in found if f.kind == "sum" and f.verdict == "mismatch"]


@pytest.mark.parametrize("form", FORMS)
def test_the_sum_holds_and_its_twin_does_not(tmp_path: Path, form: str) -> None:
    title, rows, printed, altered = FORMS[form]
    assert _sums(tmp_path, title, rows) == []
    twin = [[altered if cell == printed else cell for cell in row] for row in rows]
    total = {"projects in a group": "245.30/248.00"}.get(form, f"{altered}/{printed}")
    assert _sums(tmp_path, title, twin) == [total]


def test_a_total_with_other_things_beside_the_three_is_left_alone(tmp_path: Path) -> None:
    rows: Rows = [[*ITEMS, "会议费"], ["本级", "4.80", "0.00", "4.00", "0.80", "1.00"]]
    assert _sums(tmp_path, "“三公”经费、会议费支出表", rows) == []
