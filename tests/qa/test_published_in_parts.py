"""One disclosure in two files: its text says 附后 of the tables, which stand in a file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from corpus.rules import audit
from corpus.versions import versions_of
from qa.service import Service
from tests.build import Table, Text, write_pdf
from tests.qa.build import Shelf

TEXT, TABLES = "2023年部门预算公开说明.pdf", "2023年部门预算公开表.pdf"


def both(folder: Path, transport: str = "31.00") -> tuple[Disclosure, Disclosure]:
    """The text and the tables of one budget; the text's amount for 交通费 may be another than the table's."""
    title = Text("示例市示例区文物局2023年部门预算", 60, None, 18)
    said = [
        "一、收支预算总体情况说明",
        f"2023年一般公共预算支出120.50万元，其中：行政运行89.50万元，文物保护{transport}万元，主要用于石刻的修缮。",
        "2023年本部门编制公开表（附后）。",
    ]
    prose = [title, *(Text(line, 120 + 30 * k, 60) for k, line in enumerate(said))]
    rows: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "合计", "120.50", "89.50", "31.00"],
        ["207", "文化旅游体育与传媒支出", "120.50", "89.50", "31.00"],
        ["20702", "文物", "120.50", "89.50", "31.00"],
        ["2070201", "行政运行", "89.50", "89.50", ""],
        ["2070204", "文物保护", "31.00", "", "31.00"],
    ]
    above = [Text("一般公共预算支出表", 60, None, 14), Text("部门名称：示例市示例区文物局", 90, 50), Text("单位：万元", 90, 480)]
    sheet: list[Table | Text] = [*above, Table(rows, [70, 160, 80, 80, 80], 110)]
    text = read_disclosure(write_pdf(folder / TEXT, [prose], size=(842, 595)))
    return text, read_disclosure(write_pdf(folder / TABLES, [[title], sheet], size=(842, 595)))


def test_they_are_one_disclosure_and_no_versions_of_it(tmp_path: Path) -> None:
    text, tables = both(tmp_path)
    named = [(d.document.department, d.document.year, d.document.kind, d.document.level) for d in (text, tables)]
    assert named[0] == named[1] == ("示例市示例区文物局", 2023, "budget", "department")
    found = versions_of([text.document, tables.document], lambda d: [t.title for t in (text if d.id == text.document.id else tables).tables])
    assert found == {text.document.id: [], tables.document.id: []}


@pytest.mark.parametrize(
    ("question", "value", "file"),
    [("文物局2023年文物保护预算多少？", "31.00", TABLES), ("文物局2023年行政运行多少万元？", "89.50", TABLES)],
)
def test_an_answer_cites_the_file_on_whose_page_it_stands(tmp_path: Path, question: str, value: str, file: str) -> None:
    answer = Service(Shelf(*both(tmp_path))).ask(question)
    assert answer.status == "answered", answer.answer
    figure = next(f for f in answer.figures if f.value == value)
    cited = {c.document for c in answer.citations if c.id in figure.citations}
    assert figure.verdict == "verified" and file in cited


def test_the_text_is_held_against_the_tables_of_the_other_file(tmp_path: Path) -> None:
    assert [f for f in audit(both(tmp_path)) if f.kind == "prose_vs_table"] == []
    (finding,) = [f for f in audit(both(tmp_path, "37.00")) if f.printed == "37.00"]
    assert (finding.kind, finding.expected, finding.document) == ("prose_vs_table", "31.00", finding.document)
    assert finding.verdict == "mismatch"


def test_what_only_the_text_says_is_found_beside_the_row(tmp_path: Path) -> None:
    answer = Service(Shelf(*both(tmp_path))).ask("文物局2023年文物保护的钱用来干什么？")
    assert "石刻" in answer.answer, answer.answer
