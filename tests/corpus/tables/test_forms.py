"""Forms of one project each: labels beside values, parts with heads of their own, all of it under the project's name."""

from __future__ import annotations

from pathlib import Path

from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from tests.build import Table, Text, write_pdf

N = None
Page = list[Table | Text]
COVER: Page = [Text("示意县财政局2023年部门预算", 200, None, 18)]


def told(document: Disclosure) -> list[str]:
    """Each row as path: words and figures with their heads."""
    out = []
    for row in (row for table in document.tables for row in table.rows):
        figures = [f"{'/'.join(f.col)}={f.text}{f.unit or ''}" for f in row.facts]
        words = [f"{head}={text}" for head, text in row.words if text != "—"]
        out.append(f"{'/'.join(row.path)}: {' '.join([*figures, *words])}")
    return out


def goals(name: str, top: float) -> Table:
    return Table(
        [
            ["项目名称", name, N, N, N],
            ["主管部门", "示意县财政局", N, "实施单位", "示意县财政局（本级）"],
            ["项目资金\n（万元）", "年度资金总额：", N, "45.50", N],
            [N, "其中：财政拨款", N, "45.50", N],
            ["总体\n目标", "对预算单位开展监督检查，督促整改，\n规范管理。", N, N, N],
            ["绩效\n指标", "一级指标", "二级指标", "三级指标", "指标值"],
            [N, "产出指标", "数量指标", "检查单位户数", "≥15户"],
            [N, N, "时效指标", "检查完成时限", "12月底前"],
            [N, "效益指标", "社会效益指标", "问题整改率", "≥98%"],
        ],
        [60, 90, 110, 130, 105],
        top,
        height=26,
        heads=0,
        merged={
            (0, 1): (1, 4), (1, 1): (1, 2), (2, 0): (2, 1), (2, 1): (1, 2), (2, 3): (1, 2), (3, 1): (1, 2),
            (3, 3): (1, 2), (4, 1): (1, 4), (5, 0): (4, 1), (6, 1): (2, 1),
        },
    )


def rows_of_goals(name: str) -> list[str]:
    return [
        f"{name}/主管部门: 主管部门=示意县财政局",
        f"{name}/实施单位: 实施单位=示意县财政局（本级）",
        f"{name}/项目资金（万元）/年度资金总额: =45.50万元",
        f"{name}/项目资金（万元）/财政拨款: =45.50万元",
        f"{name}/总体目标: 总体目标=对预算单位开展监督检查，督促整改，规范管理。",
        f"{name}/产出指标/数量指标/检查单位户数: 指标值=≥15户",
        f"{name}/产出指标/时效指标/检查完成时限: 指标值=12月底前",
        f"{name}/效益指标/社会效益指标/问题整改率: 指标值=≥98%",
    ]


def test_all_that_a_form_says_is_of_its_project(tmp_path: Path) -> None:
    title = Text("项目支出绩效目标表", 60, None, 14)
    pages: list[Page] = [COVER, [title, goals("监督检查经费", 100)], [title, goals("信息化经费", 100)]]
    document = read_disclosure(write_pdf(tmp_path / "made.pdf", pages))
    assert told(document) == [*rows_of_goals("监督检查经费"), *rows_of_goals("信息化经费")]
    assert {table.kind for table in document.tables} == {"performance"}


def test_a_second_form_below_the_first_needs_no_title_of_its_own(tmp_path: Path) -> None:
    title = Text("项目支出绩效目标表", 60, None, 14)
    pages: list[Page] = [COVER, [title, goals("监督检查经费", 90), goals("信息化经费", 400)]]
    document = read_disclosure(write_pdf(tmp_path / "made.pdf", pages))
    assert told(document) == [*rows_of_goals("监督检查经费"), *rows_of_goals("信息化经费")]
    assert {table.title for table in document.tables} == {"项目支出绩效目标表"}


def test_results_beside_targets(tmp_path: Path) -> None:
    """项目支出绩效自评表: figures under heads of their own, targets beside what was reached, a mark in the last row."""
    table = Table(
        [
            ["项目名称", "公路养护专项经费", N, N, N, N],
            ["项目资金\n（万元）", "", "年初预算数", "全年执行数", "分值", "执行率"],
            [N, "年度资金总额", "300.00", "295.50", "10", "98.50%"],
            [N, "上年结转资金", "0.00", "0.00", "—", "—"],
            ["年度总\n体目标", "预期目标", N, "实际完成情况", N, N],
            [N, "养护县道一百公里，\n保持路况良好。", N, "全年养护县道\n一百零二公里。", N, N],
            ["绩效\n指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
            [N, "数量指标", "养护里程", "≥100公里", "102公里", "10"],
            [N, "质量指标", "验收合格率", "≥95%", "97%", "10"],
            ["总分", N, N, N, N, "98.5"],
        ],
        [60, 100, 90, 90, 90, 65],
        100,
        height=26,
        heads=0,
        merged={
            (0, 1): (1, 5), (1, 0): (3, 1), (4, 0): (2, 1), (4, 1): (1, 2), (4, 3): (1, 3), (5, 1): (1, 2),
            (5, 3): (1, 3), (6, 0): (3, 1), (9, 0): (1, 5),
        },
    )
    page: Page = [Text("项目支出绩效自评表", 60, None, 14), table]
    document = read_disclosure(write_pdf(tmp_path / "made.pdf", [COVER, page]))
    project, money, mark = "公路养护专项经费", "项目资金（万元）", "绩效指标/得分"
    assert told(document) == [
        f"{project}/年度资金总额: {money}/年初预算数=300.00万元 {money}/全年执行数=295.50万元 {money}/分值=10 {money}/执行率=98.50%%",
        f"{project}/上年结转资金: {money}/年初预算数=0.00万元 {money}/全年执行数=0.00万元",
        f"{project}/年度总体目标/预期目标: 预期目标=养护县道一百公里，保持路况良好。",
        f"{project}/年度总体目标/实际完成情况: 实际完成情况=全年养护县道一百零二公里。",
        f"{project}/数量指标/养护里程: {mark}=10 年度指标值=≥100公里 实际完成值=102公里",
        f"{project}/质量指标/验收合格率: 绩效指标/实际完成值=97%% {mark}=10 年度指标值=≥95%",
        f"{project}/总分: =98.5",
    ]


def test_several_labels_and_values_in_a_row(tmp_path: Path) -> None:
    table = Table(
        [
            ["项目名称", "社区消防宣传", N, "项目编码", "3201-0007"],
            ["项目类别", "特定目标类", N, "项目周期", "1年"],
            ["资金情况\n（万元）", "年度资金总额", "80", N, N],
            [N, "财政拨款", "78", "其他资金", "2"],
            ["年度目标", "开展消防宣传活动，提高居民消防意识。", N, N, N],
            ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
            ["产出指标", "数量指标", "宣传活动次数", "≥6次", ""],
        ],
        [70, 110, 120, 80, 110],
        100,
        height=26,
        heads=0,
        merged={(0, 1): (1, 2), (1, 1): (1, 2), (2, 0): (2, 1), (2, 2): (1, 3), (4, 1): (1, 4)},
    )
    page: Page = [Text("项目支出绩效目标表", 60, None, 14), table]
    document = read_disclosure(write_pdf(tmp_path / "made.pdf", [COVER, page]))
    assert told(document) == [
        "社区消防宣传/项目编码: 项目编码=3201-0007",
        "社区消防宣传/项目类别: 项目类别=特定目标类",
        "社区消防宣传/项目周期: 项目周期=1年",
        "社区消防宣传/资金情况（万元）/年度资金总额: =80万元",
        "社区消防宣传/资金情况（万元）/财政拨款: =78万元",
        "社区消防宣传/资金情况（万元）/其他资金: =2万元",
        "社区消防宣传/年度目标: 年度目标=开展消防宣传活动，提高居民消防意识。",
        "社区消防宣传/产出指标/数量指标/宣传活动次数: 指标值=≥6次",
    ]


def test_a_list_of_projects_is_no_form(tmp_path: Path) -> None:
    table = Table(
        [["项目名称", "预算数（万元）", "绩效目标"], ["监督检查经费", "45.50", "规范管理"], ["信息化经费", "120.00", "稳定运行"]],
        [150, 100, 150],
        100,
    )
    page: Page = [Text("重点项目绩效目标表", 60, None, 14), table]
    document = read_disclosure(write_pdf(tmp_path / "made.pdf", [COVER, page]))
    assert told(document) == [
        "监督检查经费: 预算数（万元）=45.50万元 绩效目标=规范管理",
        "信息化经费: 预算数（万元）=120.00万元 绩效目标=稳定运行",
    ]
