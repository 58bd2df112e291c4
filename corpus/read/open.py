"""Any file to raw pages: what it is, its first bytes say; its name may lie."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import Damaged, Encrypted, UnknownFormat
from corpus.read.auto import Reader, pdf_pages
from corpus.read.letters import with_letters_meant
from corpus.read.limits import DEFAULTS, Limits, check_file
from corpus.read.plain import decoded, is_archive
from corpus.read.raw import RawPage
from corpus.read.scan import with_text
from corpus.read.swollen import check_streams

FORMATS = frozenset({".pdf", ".xlsx", ".xlsm", ".xls", ".et", ".docx", ".docm", ".html", ".htm", ".mht",
                     ".mhtml", ".csv", ".tsv"})
"""The usual endings of what can be read."""
_TEXT = frozenset({".csv", ".tsv"})
_SHEETS = frozenset({".xls", ".xlsx", ".et", ".txt"})
"""Endings that programs give to tables of text too."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|table|body|meta|head)[\s>]", re.I)
_KNOWN = (
    (b"Rar!", "RAR 压缩包", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive", "unpack it first"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive", "unpack it first"),
    (b"\x89PNG", "图片", "a picture", "save it as a PDF"),
    (b"\xff\xd8\xff", "图片", "a picture", "save it as a PDF"),
    (b"GIF8", "图片", "a picture", "save it as a PDF"),
    (b"{\\rtf", "RTF 文件", "an RTF file", "save it as .docx"),
)
_XML = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "旧版 Excel 的 XML 表格", "an XML sheet of an old Excel", "save it as .xlsx"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "旧版 Word 的 XML 文件", "an XML file of an old Word", "save it as .docx"),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", "XML 格式的 Office 文件", "an Office file as XML", "save it as .docx"),
)
"""What XML files of Office begin with, and what is to be done with them."""
_OPEN = {
    "spreadsheet": ("ODS 表格", "an ODS sheet", "save it as .xlsx"),
    "text": ("ODT 文档", "an ODT document", "save it as .docx"),
}
_WORD = re.compile(r"word/document\d*\.xml")


def raw_pages(path: Path, reader: Reader = "auto", limits: Limits = DEFAULTS) -> Iterator[RawPage]:
    """The pages of a file, one at a time. Raises a ReadError with a sentence that names the file."""
    check_file(path, limits)
    kind = kind_of(path)
    if kind == "pdf":
        check_streams(path, limits)
        yield from map(with_letters_meant, with_text(path, pdf_pages(path, reader)))
    else:
        yield from map(with_letters_meant, _reader(kind)(path))


def kind_of(path: Path) -> str:
    """What a file is by its bytes: pdf, xlsx, xls, docx, html or csv. Raises UnknownFormat or Encrypted."""
    with path.open("rb") as file:
        head = file.read(8192)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.startswith(_OLE):
        return _ole(path)
    for mark, chinese, english, advice in _KNOWN:
        if head.startswith(mark):
            raise _unknown(path, chinese, english, advice)
    for mark, chinese, english, advice in _XML:
        if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") and mark in head and not re.search(rb"<html", head, re.I):
            raise _unknown(path, chinese, english, advice)
    if path.suffix.lower() != ".pdf" and (_HTML.search(head.replace(b"\0", b"")) or is_archive(head)):
        return "html"
    if path.suffix.lower() in _SHEETS and _is_table_of_text(head):
        return "csv"
    if path.suffix.lower() in _TEXT and b"\0" not in head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")[1:2]:
        return "csv"
    if path.suffix.lower() == ".pdf":
        raise UnknownFormat(f"{path.name} 不是 PDF 文件。 ({path.name} is no PDF: check what the file is.)")
    raise UnknownFormat(
        f"{path.name} 的格式无法识别，可读 PDF、Excel、Word（.docx）、网页和 CSV。"
        f" ({path.name} is of no format that is read here: use PDF, XLSX, XLS, DOCX, HTML or CSV.)"
    )


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as pack:
            names = set(pack.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        names = set()
    if "xl/workbook.xml" in names:
        return "xlsx"
    if any(map(_WORD.fullmatch, names)):
        return "docx"
    if "xl/workbook.bin" in names:
        raise _unknown(path, "二进制工作簿（.xlsb）", "a binary workbook", "save it as .xlsx")
    if "mimetype" in names and (told := _open_document(path)):
        raise _unknown(path, *told)
    if "OFD.xml" in names:
        raise _unknown(path, "OFD 文件", "an OFD file", "save it as a PDF")
    if not names and path.suffix.lower() in (".xlsx", ".docx"):
        raise Damaged(f"{path.name} 已损坏，请重新下载。 ({path.name} is damaged: download it again.)")
    raise _unknown(path, "压缩包", "an archive", "unpack it first")


def _open_document(path: Path) -> tuple[str, str, str] | None:
    with zipfile.ZipFile(path) as pack, pack.open("mimetype") as file:
        kind = file.read(100).decode("ascii", "replace")
    return next((told for name, told in _OPEN.items() if kind.endswith(f"opendocument.{name}")), None)


def _is_table_of_text(head: bytes) -> bool:
    """Are the first bytes of a file text whose lines are parted by tabs or commas?"""
    if b"\0" in head.removeprefix(b"\xff\xfe"):
        return False
    text, told = decoded(head[: head.rfind(b"\n") + 1])
    lines = [line for line in text.splitlines() if line.strip()]
    return not told and max((sum(mark in line for line in lines) for mark in "\t,"), default=0) >= max(2, 0.3 * len(lines))


def _ole(path: Path) -> str:
    """A compound file of older Office, or an encrypted one of newer Office: its directory names its streams."""
    data = path.read_bytes()

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Encrypted(f"{path.name} 已加密，请先去掉密码。 ({path.name} is encrypted: remove its password first.)")
    if holds("Workbook") or holds("Book"):
        return "xls"
    if holds("WordDocument"):
        raise _unknown(path, "旧版 Word 文件（.doc）", "an old Word file", "save it as .docx")
    raise _unknown(path, "旧版 Office 文件", "an old Office file", "save it as .xlsx, .docx or PDF")


def _unknown(path: Path, chinese: str, english: str, advice: str) -> UnknownFormat:
    how = {"unpack it first": "请先解压", "save it as a PDF": "请另存为 PDF", "save it as .docx": "请另存为 .docx",
           "save it as .xlsx": "请另存为 .xlsx"}  # fmt: skip
    told = how.get(advice, "请另存为 .xlsx、.docx 或 PDF")
    but, no_pdf = ("，不是 PDF", ", no PDF") if path.suffix.lower() == ".pdf" else ("", "")
    return UnknownFormat(f"{path.name} 是{chinese}{but}，{told}。 ({path.name} is {english}{no_pdf}: {advice}.)")


def _reader(kind: str) -> Callable[[Path], Iterator[RawPage]]:
    """The reader of a kind, imported when it is wanted."""
    match kind:
        case "xlsx":
            from corpus.read.sheet import xlsx_pages

            return xlsx_pages
        case "xls":
            from corpus.read.old_sheet import xls_pages

            return xls_pages
        case "csv":
            from corpus.read.table_of_text import csv_pages

            return csv_pages
        case "docx":
            from corpus.read.word import docx_pages

            return docx_pages
        case "html":
            from corpus.read.html import html_pages

            return html_pages
    raise AssertionError(kind)
