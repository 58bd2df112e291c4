"""A copy of a disclosure that was typeset again carelessly: its defects are reported, and none of the good copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model.finding import Finding
from corpus.rules import audit
from tests.build import Table, Text, write_pdf

BODY = "示意市水务局"


def findings(folder: Path, **altered: str) -> list[Finding]:
    """What the audit finds in a copy in which some pieces say something else."""
    piece = {
        "summary": "2023年度收入总计300.00万元，支出总计300.00万元。",
        "housing": "2023年度住房保障支出决算50.00万元，主要用于住房公积金。",
        "meals": "2023年度公务接待费决算5.00万元。",
        "reception": "5.00",
        "total": "8.00",
        "water": "250.00",
        "public": "yes",
    } | altered
    contents: list[Table | Text] = [Text("目录", 60, None, 16), *(Text(f"{n}、{t}{'…' * 30}{k + 3}", 110 + 24 * k, 60) for k, (n, t) in enumerate(
        zip("一二三四", ("收入决算表", "支出决算表", "“三公”经费支出决算表", "政府性基金支出决算表"), strict=True)))]
    cover: list[Table | Text] = [Text(f"{BODY}2023年度部门决算", 200, None, 20)]
    words: list[Table | Text] = [Text(line, 80 + 30 * k, 60) for k, line in enumerate(
        ("一、决算情况说明", piece["summary"], piece["housing"], piece["meals"]))]
    head = [Text(f"编制部门：{BODY}", 84, 50), Text("单位：万元", 84, 480)]

    def sheet(title: str, rows: list[list[str | None]]) -> list[Table | Text]:
        return [Text(title, 60, None, 14), *head, Table(rows, [90, 170, 90, 90, 90], 110)]

    spent: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "合计", "300.00", "200.00", "100.00"],
        ["213", "农林水支出", piece["water"], "160.00", "90.00"], ["221", "住房保障支出", "50.00", "40.00", "10.00"]]
    income: list[list[str | None]] = [
        ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入"], ["", "合计", "300.00", "300.00", "0.00"],
        ["213", "农林水支出", "250.00", "250.00", "0.00"], ["221", "住房保障支出", "50.00", "50.00", "0.00"]]
    public: list[list[str | None]] = [
        ["项目", "因公出国（境）费", "公务用车运行维护费", "公务接待费", "合计"],
        ["2023年决算数", "0.00", "3.00", piece["reception"], piece["total"]]]
    pages: list[list[Table | Text]] = [cover, contents, [Text("第二部分 说明", 60, 60)], [Text("第三部分 表格", 60, 60)],
             sheet("收入决算表", income), sheet("支出决算表", spent)]
    if piece["public"] == "yes":
        pages.append(sheet("“三公”经费支出决算表", public))
    fund: list[list[str | None]] = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["", "", "", "", ""]]
    pages += [[*sheet("政府性基金支出决算表", fund), Text("注：本部门没有政府性基金支出，故本表为空表。", 180, 50)], words]
    return list(audit([read_disclosure(write_pdf(folder / "copy.pdf", pages, size=(842, 595)))]))


def test_the_good_copy_has_none(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    ("altered", "kind", "printed"),
    [
        ({"water": "260.00"}, "sum", None),
        ({"housing": "2023年度住房保障支出决算55.00万元，主要用于住房公积金。"}, "prose_vs_table", "55.00"),
        ({"housing": "XX局2023年度住房保障支出决算50.00万元，主要用于住房公积金。"}, "text", None),
        ({"meals": "2023年度公务接待费决算6.00万元。"}, "prose_vs_table", "6.00"),
        ({"reception": "6.00", "total": "9.00"}, "prose_vs_table", "5.00"),
        ({"public": "no"}, "text", None),
    ],
    ids=["a part", "a sentence", "a place-holder for the body", "a sentence on 三公", "the 三公 table", "a table gone"],
)
def test_what_was_altered_is_reported(tmp_path: Path, altered: dict[str, str], kind: str, printed: str | None) -> None:
    found = findings(tmp_path, **altered)
    assert [f for f in found if f.kind == kind and printed in (None, f.printed)], [(f.kind, f.printed, f.why) for f in found]
