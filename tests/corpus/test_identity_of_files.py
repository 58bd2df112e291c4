"""The identity of whole files: covers and captions together, files without a cover, places, and what disagrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Document
from tests.build import Table, Text, write_pdf

Page = list[Table | Text]


def table(title: str, *captions: str) -> Page:
    lines = [Text(caption, 90 + 14 * k, 40, 9) for k, caption in enumerate(captions)]
    return [Text(title, 60, None, 14), *lines, Table([["项目", "预算数"], ["办公费", "3.00"]], [120, 80], 140)]


def identity(path: Path, cover: str, *pages: Page) -> Document:
    first: Page = [Text(line, 200 + 40 * k, None, 22) for k, line in enumerate(cover.split("|"))]
    return read_disclosure(write_pdf(path, [*([first] if cover else []), *pages])).document


BUDGET, FINAL = table("收支总表", "单位：万元"), table("收入支出决算总表", "单位：万元")
CASES: dict[str, tuple[str, list[Page], tuple[str | None, str | None, int | None, str | None]]] = {
    "a ministry": ("中华人民共和国生态环境部|2022年部门预算", [BUDGET], ("中华人民共和国生态环境部", "department", 2022, "budget")),
    "a year set apart": ("示意省水利厅|2 0 2 3 年 度 部 门 决 算", [FINAL], ("示意省水利厅", "department", 2023, "final")),
    "a year in characters": ("示意市公安局|二○一八年度部门决算", [FINAL], ("示意市公安局", "department", 2018, "final")),
    "a name over lines": ("示意市|教育局|2024年度|部门预算|公开说明", [BUDGET], ("示意市教育局", "department", 2024, "budget")),
    "an annex": ("附件：示意县农业农村局2020年度部门决算公开报告", [FINAL], ("示意县农业农村局", "department", 2020, "final")),
    "the body's own accounts": ("示意市财政局（本级）|2023年单位预算", [BUDGET], ("示意市财政局（本级）", "unit", 2023, "budget")),
    "a school": ("示意市第三中学|2023年度单位预算公开", [BUDGET], ("示意市第三中学", "unit", 2023, "budget")),
    "a hospital": ("示意大学附属第一医院|2020年度部门决算", [FINAL], ("示意大学附属第一医院", "department", 2020, "final")),
    "a town": ("示意县城关镇人民政府2022年部门预算", [BUDGET], ("示意县城关镇人民政府", "department", 2022, "budget")),
    "a date below": ("示意市体育局|2022年度部门决算|2023年9月", [FINAL], ("示意市体育局", "department", 2022, "final")),
    "announced": ("示意市司法局关于2021年部门预算公开的说明", [BUDGET], ("示意市司法局", "department", 2021, "budget")),
    "the level in brackets": ("示意市住房和城乡建设局|（部门）2023年预算", [BUDGET], ("示意市住房和城乡建设局", "department", 2023, "budget")),
    "a place": ("示意市示意区2023年政府预算", [BUDGET], ("示意市示意区", None, 2023, "budget")),
    "a place's final accounts": ("示意县2021年财政决算", [FINAL], ("示意县", None, 2021, "final")),
    "a place's own level": ("2023年示意省省级预算（草案）", [BUDGET], ("示意省", None, 2023, "budget")),
    "a report to the congress": (
        "关于示意市2022年预算执行情况和|2023年预算草案的报告",
        [table("示意市2023年一般公共预算收入预算表", "单位：万元")],
        ("示意市", None, 2023, "budget"),
    ),
    "no cover, one line of caption": (
        "",
        [table("2021年单位收支预算总表", "单位名称：示意市图书馆 单位：万元")],
        ("示意市图书馆", "unit", 2021, "budget"),
    ),
    "no cover, a form's number": (
        "",
        [table("收入支出决算总表", "部门：示意市交通运输局 公开01表", "2019年度 金额单位：万元")],
        ("示意市交通运输局", "department", 2019, "final"),
    ),
    "all departments of a place": (
        "示意县2023年部门预算汇编",
        [table("收支预算总表", "部门：示意县教育局"), table("收支预算总表", "部门：示意县民政局")],
        ("示意县", "department", 2023, "budget"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_who_when_and_what(tmp_path: Path, name: str) -> None:
    cover, pages, want = CASES[name]
    found = identity(tmp_path / "a.pdf", cover, *pages)
    assert (found.department, found.level, found.year, found.kind) == want


def test_the_name_of_the_file_serves_where_the_pages_are_silent_and_it_is_said(tmp_path: Path) -> None:
    found = identity(tmp_path / "示意市气象局2022年部门预算.pdf", "", [Text("水费 3.00", 60)])
    assert (found.department, found.year, found.kind) == ("示意市气象局", 2022, "budget")
    assert [("部门名称" in w, "年份" in w) for w in found.warnings] == [(True, False), (False, True)]


def test_years_that_disagree_are_told(tmp_path: Path) -> None:
    pages = [table(f"2022年{title}", "单位：万元") for title in ("部门收支总表", "部门收入总表")]
    found = identity(tmp_path / "a.pdf", "示意市司法局|2021年部门预算", *pages)
    assert found.year == 2021
    assert any("2022 年" in w for w in found.warnings)


def test_the_items_of_each_department_of_a_compilation_bear_its_name(tmp_path: Path) -> None:
    cover, pages, _ = CASES["all departments of a place"]
    first: Page = [Text(cover, 200, None, 22)]
    document = read_disclosure(write_pdf(tmp_path / "a.pdf", [first, *pages]))
    assert [f.row for f in document.facts] == [("示意县教育局", "办公费"), ("示意县民政局", "办公费")]
    assert any("汇编" in w for w in document.document.warnings)
