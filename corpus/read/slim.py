"""A workbook (.xlsx) without what no reader sees: empty cells and rows, those past the ones that are read, its metadata."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import broken
from corpus.read.limits import MB, ordinary

MOST_ROWS = 20_000
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_METADATA = "docProps/core.xml"
_EMPTY = re.compile(rb"<c(?:\s[^>]*)?(?:/>|>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>)")
_BARE = re.compile(rb"<row(?:\s[^>]*)?(?:/>|>\s*</row>)")
_ROW = re.compile(rb"<row\s(?:[^>]*\s)?r=[\"'](\d+)[\"']")
_DATED = re.compile(rb"<dcterms:(created|modified)[^>]*>.*?</dcterms:\1>", re.S)


@dataclass(frozen=True, slots=True)
class Slim:
    """What is to be opened; the size (bytes) of its largest sheet; whether it holds formulas; and by its name the last row of
    each sheet that holds anything."""

    source: io.BytesIO
    largest: int
    formulas: bool
    rows: dict[str, int]


def slimmed(path: Path) -> Slim:
    """A copy of a workbook with what is to be read of it. Raises Damaged."""
    rows: dict[str, int] = {}
    largest, formulas = 0, False
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(path) as pack, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            for name in dict.fromkeys(pack.namelist()):
                if name.startswith("xl/media/"):
                    continue
                data = ordinary(pack.read(name)) if name.endswith((".xml", ".rels")) else pack.read(name)
                if _SHEETS.fullmatch(name):
                    data, rows[name] = _without_the_rest(data)
                    formulas |= b"<f" in data
                    largest = max(largest, len(data))
                elif name == _METADATA:
                    data = _DATED.sub(b"", data)  # a date that is none keeps openpyxl from reading anything
                out.writestr(name, data)
            names = _names(pack)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise broken(path.name, error) from error
    copy.seek(0)
    return Slim(copy, largest, formulas, {names[part]: last for part, last in rows.items() if part in names})


def _names(pack: zipfile.ZipFile) -> dict[str, str]:
    """The names of the sheets by their parts; none where the workbook does not tell them."""
    try:
        book, links = (pack.read(f"xl/{name}").decode("utf-8") for name in ("workbook.xml", "_rels/workbook.xml.rels"))
    except (KeyError, UnicodeDecodeError):
        return {}
    parts = {_attribute(link, "Id"): _attribute(link, "Target") for link in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links)}
    sheets = {_attribute(sheet, r"\w+:id"): _attribute(sheet, "name") for sheet in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book)}
    return {f"xl/{part.removeprefix('/xl/')}": html.unescape(sheets[key]) for key, part in parts.items() if key in sheets}


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}=([\"'])(.*?)\1", tag)
    return found.group(2) if found else ""


def _without_the_rest(data: bytes) -> tuple[bytes, int]:
    """A sheet without its empty cells and the rows past those that are read, and its last row that holds anything."""
    if len(data) > MB:
        data = _BARE.sub(b"", _EMPTY.sub(b"", data))
    last, cut = 0, len(data)
    for found in _ROW.finditer(data):
        last = int(found.group(1))
        if last > MOST_ROWS:
            cut = min(cut, found.start())
    end = data.find(b"</sheetData>", cut)
    return (data[:cut] + data[end:] if end > cut else data), last
