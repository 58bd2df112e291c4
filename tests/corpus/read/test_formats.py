"""Sheets, word processor files, web pages and tables of text give the same facts as print does."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import Damaged, Encrypted, ReadError, TooLarge, UnknownFormat
from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from corpus.read.limits import Limits
from corpus.read.number_format import shown
from corpus.read.open import raw_pages
from corpus.read.raw import lines_of
from corpus.read.sheet import stored_pages

TITLE, BODY, UNIT = "部门支出预算总表", "部门：示例市某某局", "单位：万元"
NOTE = "注：本表反映本部门支出。"
HEADS: list[list[str | None]] = [
    ["科目编码", "科目名称", "2023年预算数", "2024年预算数", None],
    [None, None, None, "基本支出", "项目支出"],
]
ROWS: list[list[Any]] = [
    [None, "合计", 1204.5, 910, 400],
    ["201", "一般公共服务支出", 1204.5, 910, 400],
    ["20103", "政府办公厅及相关机构事务", 1204.5, 910, 400.1],
    ["2010301", "行政运行", 804.5, 910, 0],
]
LINES: list[list[Any]] = [[TITLE], [BODY, None, None, None, UNIT], *HEADS, *ROWS, [NOTE]]
MERGED = ((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 2, 1), (0, 3, 1, 2))
PATH = ("一般公共服务支出", "政府办公厅及相关机构事务", "行政运行")


def _money(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, (int, float)) else str(value or "")


def _xlsx(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in [["示例市某某局2024年部门预算"], *LINES]:
        sheet.append(line)
    for row in (1, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    for r, c, down, across in MERGED:
        sheet.merge_cells(start_row=r + 4, end_row=r + 3 + down, start_column=c + 1, end_column=c + across)
    for cells in sheet.iter_rows(min_row=6, max_row=9, min_col=3):
        for cell in cells:
            cell.number_format = "#,##0.00"
    book.save(path)
    return path


def _docx(path: Path) -> Path:
    import docx

    document = docx.Document()
    document.add_heading("示例市某某局2024年部门预算", 0)
    document.add_heading("一、部门概况", 1)
    document.add_paragraph("2024年支出预算1,310.00万元，比上年增加105.50万元。")
    document.add_paragraph(TITLE)
    document.add_paragraph(UNIT)
    table = document.add_table(rows=6, cols=5)
    for r, line in enumerate(LINES[2:-1]):
        for c, value in enumerate(line):
            table.cell(r, c).text = _money(value)
    for r, c, down, across in MERGED:
        table.cell(r, c).merge(table.cell(r + down - 1, c + across - 1))
    document.add_paragraph(NOTE)
    document.save(str(path))
    return path


def _html(path: Path, encoding: str = "gb18030") -> Path:
    body = "".join("<tr>" + "".join(f"<td>{_money(v)}</td>" for v in line) + "</tr>" for line in ROWS)
    heads = (
        "<tr><td rowspan=2>科目编码</td><td rowspan=2>科目名称</td><td rowspan=2>2023年预算数</td>"
        "<td colspan=2>2024年预算数</td></tr><tr><td>基本支出</td><td>项目支出</td></tr>"
    )
    path.write_bytes(
        f"<html><head><meta charset='gb2312'><script>var t = '<table><tr><td>9,999.99</td></tr></table>'</script></head>"
        f"<body><h1>示例市某某局2024年部门预算</h1><p>2024年支出预算1,310.00万元。</p>"
        f"<p style='display: none'>藏起来的8,888.88万元</p>"
        f"<table><tr><td><p>{TITLE}</p><p>{UNIT}</p><table>{heads}{body}</table><p>{NOTE}</p></td></tr></table>"
        f"</body></html>".encode(encoding)
    )
    return path


def _csv(path: Path) -> Path:
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        for line in LINES:
            writer.writerow(["" if v is None else _money(v) if isinstance(v, (int, float)) else v for v in line])
    return path


MAKERS = {"a.xlsx": _xlsx, "a.docx": _docx, "a.html": _html, "a.csv": _csv}


@pytest.mark.parametrize("name", MAKERS)
def test_every_format_gives_the_same_facts(name: str, tmp_path: Path) -> None:
    found = read_disclosure(MAKERS[name](tmp_path / name))
    (table,) = found.tables
    assert (table.title, table.unit, table.kind) == (TITLE, "万元", "expenditure")
    assert [fact.text for fact in found.facts] == [_money(v) for row in ROWS for v in row[2:]]
    last = found.facts[-1]
    assert (last.row, last.code, last.col, last.text) == (PATH, "2010301", ("2024年预算数", "项目支出"), "0.00")
    assert table.note == NOTE
    assert found.document.department == "示例市某某局" or name == "a.csv"


@pytest.mark.parametrize("name", ["a.docx", "a.html"])
def test_prose_beside_the_table_is_read(name: str, tmp_path: Path) -> None:
    found = read_disclosure(MAKERS[name](tmp_path / name))
    assert "1,310.00" in [fact.text for fact in found.prose_facts]
    assert "8,888.88" not in "".join(p.text for p in found.passages)
    assert "9,999.99" not in "".join(p.text for p in found.passages)


def test_large_sheets_are_read_by_their_stored_numbers(tmp_path: Path) -> None:
    path = _xlsx(tmp_path / "a.xlsx")
    old, new = next(stored_pages(path)), next(raw_pages(path))
    assert [len(table) for table in old.boxes] == [len(table) for table in new.boxes]
    text = "".join(c.text for c in old.chars)
    assert "1204.5" in text and "1,204.50" not in text


def _sheets(path: Path) -> Disclosure:
    import openpyxl

    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for line in ([TITLE], [UNIT], ["项目", "2024年预算数"], ["基本支出", 10], [None], ["项目支出", 5], [None],
                 ["收入预算总表"], [UNIT], ["项目", "2024年预算数"], ["财政拨款", 15]):  # fmt: skip
        first.append(line)
    second = book.create_sheet("第二张")
    for line in (
        ["三公经费支出表"],
        [UNIT],
        ["项目", "2024年预算数", "内部"],
        ["因公出国（境）费", 3, 777],
        ["藏", 888, 1],
    ):
        second.append(line)
    second.row_dimensions[5].hidden = True
    second.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("底稿")
    hidden.append(["底稿", 999])
    hidden.sheet_state = "hidden"
    second["B6"] = "=B4+1"
    second["A6"] = "合计"
    book.save(path)
    return read_disclosure(path)


def test_sheets_are_pages_and_blank_rows_part_tables_only_before_a_new_title(tmp_path: Path) -> None:
    found = _sheets(tmp_path / "a.xlsx")
    assert [(t.title, t.pages, len(t.facts)) for t in found.tables] == [
        (TITLE, (1,), 2),
        ("收入预算总表", (1,), 1),
        ("三公经费支出表", (2,), 1),
    ]


def test_what_a_sheet_hides_or_has_not_computed_is_said(tmp_path: Path) -> None:
    found = _sheets(tmp_path / "a.xlsx")
    texts = [fact.text for fact in found.facts]
    assert not {"777", "888", "999"} & set(texts)
    said = "".join(found.document.warnings)
    assert "隐藏的工作表" in said and "1 个公式没有计算结果" in said and "看不见的字符" in said


FORMATS = [
    (1234.5, "#,##0.00", "1,234.50"),
    (1234.5, "General", "1234.5"),
    (0.1 + 0.2, "General", "0.3"),
    (2.675, "0.00", "2.68"),
    (-12.5, "#,##0.00_ ;-#,##0.00 ", "-12.50"),
    (-12.5, "#,##0.00;(#,##0.00)", "(12.50)"),
    (-12.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(12.50)"),
    (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (12.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
    (0.2573, "0.00%", "25.73%"),
    (1234567, "#,##0,", "1,235"),
    (12, '0"万元"', "12万元"),
    (3.5, "0.##", "3.5"),
    (3, "0.##", "3"),
    (12, "@", "12"),
    (0, "#,##0.00;-#,##0.00;", ""),
    (12345678, "0!.0,", "1234.6"),  # yuan shown in ten thousands
    (5000, "0\\.0000", "0.5000"),
    (12345678, '0"."0,"万"', "1234.6万"),
    (1234567.891, "#,##0.00,,", "1.23"),
    (1234.5, '[$¥-804]#,##0.00', "¥1,234.50"),
    (1234.5, 'General"万元"', "1234.5万元"),
    (1234.5, "G/通用格式", "1234.5"),
    (3, "00", "03"),
    (0, '[=0]"-";#,##0.00', "-"),
    (12, '[=0]"-";#,##0.00', "12.00"),
    (-5, '[=0]"";General', "-5"),
    (123456, '[>=10000]0!.0,"万";0', "12.3万"),
    (500, '[>=10000]0!.0,"万";0', "500"),
    (-20, "0;[Red]0", "20"),
    (-0.001, "0.00", "0.00"),
    (0.5, "#.##", ".5"),
    (3.14159, "0.00E+00", "3.14159"),
    (True, "General", "TRUE"),
    ("文字", "General", "文字"),
    (None, "General", ""),
]


@pytest.mark.parametrize(("value", "layout", "text"), FORMATS, ids=[f"{v}_{f}" for v, f, _ in FORMATS])
def test_numbers_are_shown_as_their_format_says(value: object, layout: str, text: str) -> None:
    assert shown(value, layout) == text


def _bomb(path: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(_xlsx(path), "a", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/worksheets/sheet9.xml", bytes(70 * 2**20))
    return path


def _packed(path: Path, *names: str) -> Path:
    import zipfile

    with zipfile.ZipFile(path, "w") as pack:
        for name in names:
            pack.writestr(name, b"")
    return path


def _bytes(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED: dict[str, tuple[str, Callable[[Path], Path], type[ReadError], str]] = {
    "nothing": ("a.xlsx", _bytes(b""), Damaged, "空文件"),
    "picture named pdf": ("a.pdf", _bytes(b"\x89PNG\r\n\x1a\n" + bytes(99)), UnknownFormat, "图片"),
    "text named pdf": ("a.pdf", _bytes("收入,1\n".encode()), UnknownFormat, "不是 PDF"),
    "unknown bytes": ("a.bin", _bytes(bytes(range(200))), UnknownFormat, "格式无法识别"),
    "rar": ("a.rar", _bytes(b"Rar!\x1a\x07\x00"), UnknownFormat, "RAR"),
    "old word": ("a.doc", _bytes(_OLE + bytes(600) + "WordDocument".encode("utf-16-le")), UnknownFormat, "docx"),
    "encrypted": ("a.xlsx", _bytes(_OLE + "EncryptedPackage".encode("utf-16-le")), Encrypted, "已加密"),
    "archive": ("a.zip", lambda path: _packed(path, "a.txt"), UnknownFormat, "先解压"),
    "ofd": ("a.ofd", lambda path: _packed(path, "OFD.xml"), UnknownFormat, "OFD"),
    "cut sheet": ("a.xlsx", _bytes(b"PK\x03\x04" + bytes(50)), Damaged, "已损坏"),
    "empty pack": ("a.docx", lambda path: _packed(path, "word/document.xml"), Damaged, "无法读取"),
    "swelling sheet": ("a.xlsx", _bomb, TooLarge, "解压后超过"),
    "broken old sheet": ("a.xls", _bytes(_OLE + "Workbook".encode("utf-16-le") + bytes(600)), Damaged, "无法读取"),
    "web page without text": ("a.html", _bytes(b"<html><body></body></html>"), UnknownFormat, "没有文字"),
    "too large": ("a.csv", _bytes(b"a,b\n" * 600_000), TooLarge, "超过"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_files_are_refused_with_a_sentence_that_names_them(case: str, tmp_path: Path) -> None:
    name, make, error, words = REFUSED[case]
    path = make(tmp_path / name)
    with pytest.raises(error, match=words) as raised:
        read_disclosure(path, limits=Limits(file_mb=1, decoded_mb=64) if case == "too large" else Limits())
    assert name in str(raised.value)


def test_a_hostile_web_page_is_read_in_bounded_time(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<!DOCTYPE html [<!ENTITY a 'boom'><!ENTITY b '&a;&a;'>]><html><body><p>正文&b;</p>"
        + "<div>" * 5000 + "<table><tr><td colspan=10000 rowspan=99999>1.00</td><td>2.00</td></tr><tr><td>3</td></tr></table>",
        encoding="utf-8",
    )  # fmt: skip
    pages = list(raw_pages(path))
    assert "boomboom" not in "".join(c.text for c in pages[0].chars)


def test_page_breaks_of_word_are_pages(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("示例市某某局2024年部门预算")
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_paragraph("第二页的一句话，共12.50万元。")
    document.save(str(tmp_path / "a.docx"))
    found = read_disclosure(tmp_path / "a.docx")
    assert [(fact.page, fact.text) for fact in found.prose_facts if fact.unit == "万元"] == [(2, "12.50")]


def test_numbers_that_word_counts_are_read(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = docx.Document()
    numbering = document.part.numbering_part.element
    shape = "".join(
        f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for k, (kind, text) in enumerate([("chineseCounting", "%1、"), ("decimal", "%2."), ("bullet", "•")])
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{shape}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in (
        (0, "部门概况"),
        (1, "职责"),
        (1, "机构"),
        (0, "收支说明"),
        (1, "收入"),
        (2, "点"),
        (0, "其他"),
    ):
        paragraph = document.add_paragraph(text)
        paragraph._element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert paragraph._element.find(f".//{qn('w:numId')}") is not None
    document.save(str(tmp_path / "a.docx"))
    (page,) = raw_pages(tmp_path / "a.docx")
    assert [line.text for line in lines_of(page.chars)] == [
        "一、部门概况", "1.职责", "2.机构", "二、收支说明", "1.收入", "点", "三、其他"
    ]  # fmt: skip
