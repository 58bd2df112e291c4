"""Cells that hold the figures of several rows, and figures with the marks of footnotes: never one number made of two."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from corpus.ingest import read_disclosure
from corpus.read.raw import Char, Line, is_mark, without_marks
from tests.build import Table, Text, write_pdf

NAMES, FIRST, SECOND = "工资福利支出\n商品和服务支出", "1200\n345", "1100\n300"
READ = [(("工资福利支出",), "1200"), (("工资福利支出",), "1100"), (("商品和服务支出",), "345"), (("商品和服务支出",), "300")]


def _page(cells: list[str]) -> str:
    row = "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in cells)
    return (
        "<html><body><p>支出决算表</p><p>单位：元</p><table><tr><td>项目</td><td>决算数</td><td>上年决算数</td></tr>"
        f"<tr>{row}</tr><tr><td>合计</td><td>1,633.50</td><td>1,477.00</td></tr></table></body></html>"
    )


def _word(path: Path, cells: list[str]) -> Path:
    document = docx.Document()
    document.add_paragraph("支出决算表")
    document.add_paragraph("单位：元")
    table = document.add_table(3, 3)
    for r, line in enumerate([["项目", "决算数", "上年决算数"], cells, ["合计", "1,633.50", "1,477.00"]]):
        for c, text in enumerate(line):
            table.cell(r, c).text = text
    document.save(str(path))
    return path


def _pdf(path: Path, cells: list[str]) -> Path:
    rows = [["项目", "决算数", "上年决算数"], cells, ["合计", "1,633.50", "1,477.00"]]
    table = Table(rows, (150, 120, 120), 120, height=32)
    return write_pdf(path, [[Text("支出决算表", 90, None), Text("单位：元", 105, 400), table]])


def _made(kind: str, path: Path, cells: list[str]) -> Path:
    if kind == "html":
        (path / "a.html").write_text(_page(cells), encoding="utf-8")
        return path / "a.html"
    return _word(path / "a.docx", cells) if kind == "docx" else _pdf(path / "a.pdf", cells)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_several_rows_in_one_are_taken_apart(kind: str, tmp_path: Path) -> None:
    found = read_disclosure(_made(kind, tmp_path, [NAMES, FIRST, SECOND]))
    assert [(f.row, f.text) for f in found.facts][:4] == READ


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_figures_that_no_name_is_told_for_are_not_joined(kind: str, tmp_path: Path) -> None:
    found = read_disclosure(_made(kind, tmp_path, ["工资福利支出", FIRST, "1100"]))
    assert [f.text for f in found.facts] == ["1100", "1,633.50", "1,477.00"]


def test_a_name_on_two_lines_beside_one_figure_is_one_row(tmp_path: Path) -> None:
    found = read_disclosure(_made("html", tmp_path, [NAMES, "1200", "1100"]))
    assert [(f.row, f.text) for f in found.facts][:2] == [(("工资福利支出商品和服务支出",), "1200"), (("工资福利支出商品和服务支出",), "1100")]


def test_a_raised_mark_is_no_digit_of_a_web_page(tmp_path: Path) -> None:
    found = read_disclosure(_made("html", tmp_path, ["资本性支出<sup>1</sup>", "88.50<sup>2</sup>", "77.00<sup>[3]</sup>"]))
    assert [(f.row, f.text) for f in found.facts][:2] == [(("资本性支出",), "88.50"), (("资本性支出",), "77.00")]


def test_a_raised_mark_is_no_digit_of_a_document(tmp_path: Path) -> None:
    path = _word(tmp_path / "a.docx", ["资本性支出", "88.50", "77.00"])
    document = docx.Document(str(path))
    document.tables[0].cell(1, 1).paragraphs[0].add_run("1").font.superscript = True
    document.save(str(path))
    assert [f.text for f in read_disclosure(path).facts][:2] == ["88.50", "77.00"]


def test_a_raised_mark_is_no_digit_of_a_sheet_and_hidden_zeros_are_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["支出决算表"], ["单位：元"], ["项目", "决算数", "上年决算数"], ["资本性支出", "88.50", 0]):
        sheet.append(line)
    sheet["B4"] = CellRichText("88.50", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    sheet.sheet_view.showZeros = False
    book.save(tmp_path / "a.xlsx")
    assert [f.text for f in read_disclosure(tmp_path / "a.xlsx").facts] == ["88.50"]


def _line(text: str, raised: str, size: float = 7.0) -> Line:
    chars = [Char(letter, 5.0 * k, 100, 5.0 * k + 5, 110, 10) for k, letter in enumerate(text)]
    start = 5.0 * len(text)
    chars += [Char(letter, start + 3.0 * k, 98, start + 3.0 * k + 3, 98 + size, size) for k, letter in enumerate(raised)]
    return Line(tuple(chars))


def test_a_small_raised_mark_at_the_end_of_a_line_is_left_out() -> None:
    assert without_marks(_line("88.50", "2")).text == "88.50"
    assert without_marks(_line("公务接待费", "①")).text == "公务接待费"
    assert without_marks(_line("面积m", "2")).text == "面积m2"
    assert without_marks(_line("88.50", "万元")).text == "88.50万元"
    assert without_marks(_line("", "12")).text == "12"
    assert not is_mark("2", "m") and is_mark("[3]", "7.00")


def test_the_whole_year_is_of_a_budget_and_the_newest_year_is_the_documents(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["项目", "2022年", None, "2023年", None], [None, "全年预算（元）", "决算数", "全年预算（元）", "决算数"],
            ["合计", "8.00", "7.30", "9.00", "8.10"]]  # fmt: skip
    table = Table(rows, (90, 90, 90, 90, 90), 120, heads=2, merged={(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 2)})
    found = read_disclosure(write_pdf(tmp_path / "a.pdf", [[Text("单位：示例市科学技术协会", 60), Text("近两年三公经费情况表", 90, None), table]]))
    assert [(f.year, f.kind) for f in found.facts] == [(2022, "budget"), (2022, "final"), (2023, "budget"), (2023, "final")]
    assert (found.document.year, found.document.kind) == (2023, "final")
