"""A table whose title and first heads stand at the foot of a page, its rows on the next, is no rest of the table before."""

from __future__ import annotations

from pathlib import Path

from corpus.ingest import read_disclosure
from corpus.model import Disclosure, Fact
from tests.build import Table, Text, write_pdf

WIDTHS = (100, 130, 90, 90, 90)


def _read(path: Path, foot: list[Text], rows: list[list[str | None]], merged: dict[tuple[int, int], tuple[int, int]]) -> Disclosure:
    spent = Table(
        [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["201", "一般公共服务支出", "500.00", "300.00", "200.00"], [None, "合计", "500.00", "300.00", "200.00"]],
        WIDTHS, 640, right=frozenset({2, 3, 4}),
    )
    head: list[Table | Text] = [Text("示例市商务局2023年部门预算", 60, x=None, size=16), Text("一般公共预算支出表", 600, x=None), Text("单位：万元", 620, x=460), spent]
    return read_disclosure(write_pdf(path, [[*head, *foot], [Table(rows, WIDTHS, 50, merged=merged, right=frozenset({2, 3, 4}))]]))


def _of(disclosure: Disclosure, title: str) -> list[Fact]:
    return [f for t in disclosure.tables if t.title == title for r in t.rows for f in r.facts]


def test_the_rest_of_a_table_is_of_the_title_at_the_foot(tmp_path: Path) -> None:
    foot = [Text("项目支出表", 730, x=None), Text("单位：万元", 748, x=460),
            *(Text(text, 766, x=x, size=9) for text, x in (("类型", 90), ("项目名称", 190), ("合计", 300), ("本年拨款", 410)))]
    rows: list[list[str | None]] = [
        [None, None, None, "一般公共预算", "政府性基金"], ["特定目标类", "招商推介经费", "85.00", "85.00", "0.00"],
        ["特定目标类", "场所运维费", "120.30", "120.30", "0.00"],
    ]
    found = _read(tmp_path / "a.pdf", foot, rows, {})
    projects = _of(found, "项目支出表")
    assert [f.text for f in projects if f.row[-1] == "招商推介经费"] == ["85.00", "85.00", "0.00"], projects
    assert projects[0].col == ("合计",), projects[0].col
    assert "120.30" not in [f.text for f in _of(found, "一般公共预算支出表")]


def test_heads_at_the_foot_stand_each_over_its_group(tmp_path: Path) -> None:
    foot = [Text("“三公”经费支出决算表", 730, x=None), Text("单位：万元", 748, x=460)]
    foot.append(Text("预算数", 766, x=120, size=9))
    foot.append(Text("决算数", 766, x=420, size=9))
    table = Table([["合计", "公务接待费", "合计", "公务接待费"], ["14.50", "2.50", "10.28", "0.42"]], (120, 130, 120, 130), 50, right=frozenset({0, 1, 2, 3}))
    spent = Table([["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "500.00"], [None, "合计", "500.00"]], (100, 200, 200), 640, right=frozenset({2}))
    head: list[Table | Text] = [Text("示例市商务局2022年部门决算", 60, x=None, size=16), Text("支出决算表", 600, x=None), Text("单位：万元", 620, x=460), spent]
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [[*head, *foot], [table]]))
    said = {f.text: f.col for f in _of(found, "“三公”经费支出决算表")}
    assert said == {
        "14.50": ("预算数", "合计"), "2.50": ("预算数", "公务接待费"), "10.28": ("决算数", "合计"), "0.42": ("决算数", "公务接待费"),
    }, said


def test_codes_in_three_columns_below_one_head_of_the_page_before(tmp_path: Path) -> None:
    head: list[list[str | None]] = [["科目编码", None, None, "科目名称", "合计"], ["类", "款", "项", None, None], ["合计", None, None, None, "500.00"]]
    rows: list[list[str | None]] = [
        ["201", None, None, "一般公共服务支出", "500.00"], ["201", "13", None, "商贸事务", "500.00"], ["201", "13", "01", "行政运行", "300.00"],
        ["201", "13", "08", "招商引资", "200.00"],
    ]
    widths = (40, 40, 40, 200, 100)
    merged = {(0, 0): (1, 3), (0, 3): (2, 1), (0, 4): (2, 1), (2, 0): (1, 4)}
    first = Table(head, widths, 700, merged=merged, rules="horizontal", heads=2, right=frozenset({4}))
    rest = Table(rows, widths, 50, rules="horizontal", heads=0, right=frozenset({4}))
    title = [Text("示例市商务局2023年部门预算", 60, x=None, size=16), Text("支出总表", 660, x=None), Text("单位：万元", 680, x=420)]
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [[*title, first], [rest]]))
    said = {f.code: f.text for f in _of(found, "支出总表") if f.code}
    assert said == {"201": "500.00", "20113": "500.00", "2011301": "300.00", "2011308": "200.00"}, said


def test_heads_of_a_table_without_rows_are_of_no_table_with_a_title_of_its_own(tmp_path: Path) -> None:
    foot = [Text("政府性基金预算支出表", 730, x=None), Text("单位：万元", 748, x=460),
            *(Text(text, 766, x=x, size=9) for text, x in (("科目名称", 90), ("合计", 300), ("基本支出", 390), ("项目支出", 480)))]
    own = [Text("2023年本部门无政府性基金预算支出，故本表为空表。", 40, x=60), Text("项目支出表", 70, x=None), Text("单位：万元", 90, x=460)]
    spent = Table([["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "500.00"], [None, "合计", "500.00"]], (100, 200, 200), 640, right=frozenset({2}))
    head: list[Table | Text] = [Text("示例市商务局2023年部门预算", 60, x=None, size=16), Text("支出表", 600, x=None), Text("单位：万元", 620, x=460), spent]
    projects = Table([["项目名称", "合计", "本年拨款"], ["招商推介经费", "85.00", "85.00"]], (200, 150, 150), 110, right=frozenset({1, 2}))
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [[*head, *foot], [*own, projects]]))
    assert [f.col for f in _of(found, "项目支出表")] == [("合计",), ("本年拨款",)], _of(found, "项目支出表")
