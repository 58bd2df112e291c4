"""Office files, web pages and tables of text that are not quite what they should be: read, or refused with a sentence."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from corpus.errors import UnknownFormat
from corpus.ingest import read_disclosure

LINES: list[list[Any]] = [["支出预算表"], ["单位：万元"], ["项目", "2024年预算数"], ["合计", 12.5]]
TEXT = "".join(",".join(map(str, line)) + "\n" for line in LINES)
PAGE = (
    "<html><body><p>支出预算表</p><p>单位：万元</p><table><tr><td>项目</td><td>2024年预算数</td></tr>"
    "<tr><td>合计</td><td>12.5</td></tr></table></body></html>"
)
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = b"http://schemas.openxmlformats.org/"


def _sheet() -> bytes:
    book = openpyxl.Workbook()
    for line in LINES:
        book.worksheets[0].append(line)
    book.create_sheet("Sheet2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph("支出预算表")
    document.add_paragraph("单位：万元")
    table = document.add_table(2, 2)
    for r, line in enumerate(LINES[2:]):
        for c, text in enumerate(line):
            table.cell(r, c).text = str(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A packed file whose parts are changed, or left out where the change gives None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as pack, zipfile.ZipFile(out, "w") as copy:
        for name in pack.namelist():
            part = change(name, pack.read(name))
            if part is not None:
                copy.writestr(name.replace("word/document.xml", "word/document2.xml") if change is _second else name, part)
    return out.getvalue()


def _second(name: str, part: bytes) -> bytes:
    return part.replace(b"word/document.xml", b"word/document2.xml").replace(b"/document.xml", b"/document2.xml")


def _linked(name: str, part: bytes) -> bytes:
    lost = f'<Relationship Id="rId99" Type="{IMAGE}" Target="NULL"/></Relationships>'.encode()
    return part.replace(b"</Relationships>", lost) if name == "word/_rels/document.xml.rels" else part


def _strict(name: str, part: bytes) -> bytes:
    for kind in (b"officeDocument/2006/relationships", b"spreadsheetml/2006/main"):
        part = part.replace(TRANSITIONAL + kind, STRICT + kind.replace(b"2006/", b""))
    return part


def _archive() -> bytes:
    return (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=part\n\n--part\nContent-Type: text/html; charset=gb2312\n"
        f"Content-Transfer-Encoding: 8bit\n\n{PAGE}\n--part--\n"
    ).encode("gb18030")


WELL: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a sheet with blank ones": ("a.xlsx", _sheet),
    "a sheet with a date that is none": (
        "a.xlsx", lambda: _changed(_sheet(), lambda n, p: p.replace(b'W3CDTF">2', b'W3CDTF">x') if n.endswith("core.xml") else p)),
    "a strict sheet": ("a.xlsx", lambda: _changed(_sheet(), _strict)),
    "a sheet named as an old one": ("a.xls", _sheet),
    "text named as a sheet": ("a.xls", lambda: TEXT.encode("gb18030")),
    "text by tabs named as a sheet": ("a.xls", lambda: TEXT.replace(",", "\t").encode("gb18030")),
    "text in wide letters without a mark": ("a.csv", lambda: TEXT.encode("utf-16-le")),
    "a web page named as a sheet": ("a.xls", lambda: PAGE.encode("gb18030")),
    "a web page saved as one file": ("a.mht", _archive),
    "a web page with a picture of twelve megabytes in it": (
        "a.html", lambda: PAGE.replace("<p>支", f"<img src='data:image/png;base64,{'A' * 12_000_000}'><p>支").encode()),
    "a document of Word": ("a.docx", _word),
    "a document with macros": (
        "a.docm", lambda: _changed(_word(), lambda n, p: p.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml"))),
    "a document whose main part has another name": ("a.docx", lambda: _changed(_word(), _second)),
    "a document with a link to nothing": ("a.docx", lambda: _changed(_word(), _linked)),
    "a document without styles": ("a.docx", lambda: _changed(_word(), lambda n, p: None if n == "word/styles.xml" else p)),
    "a document with broken styles": (
        "a.docx", lambda: _changed(_word(), lambda n, p: p[: len(p) // 2] if n == "word/styles.xml" else p)),
}  # fmt: skip


@pytest.mark.parametrize("case", WELL)
def test_what_is_not_quite_right_is_read(case: str, tmp_path: Path) -> None:
    name, make = WELL[case]
    (tmp_path / name).write_bytes(make())
    found = read_disclosure(tmp_path / name)
    assert [(f.table, f.row, f.col, f.text, f.unit) for f in found.facts] == [
        ("支出预算表", ("合计",), ("2024年预算数",), "12.5", "万元")
    ]


def _pack(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, text in parts.items():
            pack.writestr(name.replace("_", "/"), text)
    return out.getvalue()


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "binary workbook": ("a.xlsx", _pack(**{"xl/workbook.bin": ""}), "另存为 .xlsx"),
    "open document": ("a.ods", _pack(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ODS.*另存为 .xlsx"),
    "sheet as XML": ("a.xls", b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Table>", "另存为 .xlsx"),
    "document as XML": ("a.doc", b"<?xml version='1.0'?><w:d xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>", "另存为 .docx"),
    "text named as a document": ("a.docx", "合计 1.50".encode(), "格式无法识别"),
    "workbook without sheets": ("a.xlsx", _changed(_sheet(), lambda n, p: None if "worksheets" in n else p), "没有文字"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_advice(case: str, tmp_path: Path) -> None:
    name, data, words = REFUSED[case]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnknownFormat, match=words):
        read_disclosure(tmp_path / name)


def _seconds(tables: int, path: Path) -> float:
    path.write_text(PAGE[:12] + PAGE[12:-14] * tables + PAGE[-14:], encoding="utf-8")
    begun = time.process_time()
    assert len(read_disclosure(path).facts) == tables
    return time.process_time() - begun


def test_many_tables_take_no_square_of_their_number(tmp_path: Path) -> None:
    _seconds(10, tmp_path / "a.html")
    assert _seconds(800, tmp_path / "b.html") < 12 * _seconds(200, tmp_path / "c.html")
