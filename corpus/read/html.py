"""Saved web pages: paragraphs and tables in their order. Nothing is fetched, no entity is expanded, no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import Damaged, UnknownFormat
from corpus.model import parse_figure
from corpus.read.letters import without_readings
from corpus.read.limits import MB
from corpus.read.plain import decoded, is_archive, page_of_archive
from corpus.read.raw import RawPage, is_mark
from corpus.read.rows import Put, blocks_of
from corpus.read.typeset import SIZE, Block, Words, indent_of, set_page

HEADINGS = {"h1": 18.0, "h2": 16.0, "h3": 15.0, "h4": 14.0, "h5": SIZE, "h6": SIZE}
SILENT = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "option", "textarea",
          "rt", "rp"}
LINES = {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "header", "footer", "nav", "main", "tr",
         "blockquote", "pre", "center", "form", "fieldset", "figure", "caption", "body", "td", "th", *HEADINGS}  # fmt: skip
MOST_SPAN = 500
MOST_CELLS = 200_000
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])", re.I)
_INDENT = re.compile(r"(?:text-indent|padding-left|margin-left)\s*:\s*([\d.]+)\s*(em|pt|px)", re.I)
_EMS = {"em": 1.0, "pt": 1 / 12, "px": 1 / 16}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BULK = re.compile(r"<script\b[^>]*>.*?</script\s*>|<style\b[^>]*>.*?</style\s*>|<!--.*?-->|data:[^\s\"'<>]{1000,}", re.S | re.I)
"""What a page holds beside its text: past ten million letters of it the parser reads no further."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def html_pages(path: Path) -> Iterator[RawPage]:
    """The one page of a saved web page. Raises Damaged or UnknownFormat."""
    import lxml.html
    from lxml import etree

    data = path.read_bytes()
    text, told = decoded(page_of_archive(data) if is_archive(data[:2048]) else data)
    if len(text) > MB:
        text = _BULK.sub("", text)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise Damaged(f"{path.name} 不是有效的网页文件。 ({path.name} is no valid web page: save it again.)") from error
    page = _Page()
    body = root.find("body")
    page.walk(body if body is not None else root)
    if not page.blocks:
        raise UnknownFormat(f"{path.name} 里没有文字。 ({path.name} holds no text.)")
    if page.told:
        told += (f"网页里有超过 {MOST_CELLS} 个单元格的表格，只读取了前面的部分。 (A table has more than {MOST_CELLS} cells: only the first of them were read.)",)
    yield set_page(1, page.blocks, hidden=page.hidden, images=page.images, warnings=told)


class _Page:
    """Gathers blocks while it walks a tree (without recursion: a hostile page nests thousands deep).

    Within a cell (`cell`) tables are left out, but for those of one cell, which only frame their text.
    """

    def __init__(self, cell: bool = False) -> None:
        self.blocks: list[Block] = []
        self.hidden = 0
        self.images = 0
        self.told = False
        """Is a table larger than what is read of it?"""
        self._cell = cell
        self._line = ""
        self._how: tuple[float, float, bool] = (SIZE, 0.0, False)

    def walk(self, root: Any) -> None:
        todo: list[tuple[Any, bool]] = [(root, False)]
        alone = {id(root)}
        """Elements whose tail is not to be taken."""
        while todo:
            element, done = todo.pop()
            if done:
                if element.tag in LINES:
                    self._end()
                self._add(element.tail if id(element) not in alone else None)
                continue
            todo.append((element, True))
            if self._is_table(element):
                inner = self._table(element)
                alone.update(map(id, inner))
                todo.extend((table, False) for table in reversed(inner))
            elif self._enter(element):
                todo.extend((child, False) for child in reversed(element) if isinstance(child.tag, str))
        self._end()

    def _is_table(self, element: Any) -> bool:
        if element.tag != "table" or is_hidden(element):
            return False
        return _size(element) > 1 if self._cell else not _is_layout(element)

    def _table(self, table: Any) -> list[Any]:
        """Take a table; those within its cells, which come behind it."""
        self._end()
        if self._cell:
            return []
        for caption in table.iterchildren("caption"):
            self.blocks += [Words(line, centred=True) for line in _cell_text(caption).splitlines() if line.strip()]
        cells, told = _cells(table)
        self.blocks += blocks_of(cells)
        self.told |= told
        return _inner(table)

    def _enter(self, element: Any) -> bool:
        """Take an element; is what lies within still to be walked?"""
        tag = element.tag
        if tag in SILENT:
            return False
        if is_hidden(element):
            self.hidden += len(_BLANKS.sub("", element.text_content()))
            return False
        if tag == "sup" and is_mark(element.text_content(), self._line):
            return False
        self.images += tag == "img"
        if tag == "br":
            self._end()
        elif tag in LINES:
            self._end()
            self._how = (HEADINGS.get(tag, SIZE), _indent(element), _is_centred(element))
        self._add(element.text)
        return True

    def _add(self, text: str | None) -> None:
        self._line += _BLANKS.sub(" ", text or "")

    def _end(self) -> None:
        text = without_readings(self._line).strip(" ")
        if text.strip():
            size, indent, centred = self._how
            self.blocks.append(Words(text.strip(), size, indent + indent_of(text), centred))
        self._line = ""


def is_hidden(element: Any) -> bool:
    """Is an element not shown?"""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_centred(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.tag == "center" or element.get("align") == "center" or "text-align:center" in style


def _indent(element: Any) -> float:
    return sum(
        float(n) * _EMS[unit.lower()] for n, unit in _INDENT.findall(element.get("style") or "") if n.count(".") < 2
    )


def _rows(table: Any) -> list[Any]:
    """The rows of a table that are shown, without those of tables within it."""
    own = (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)
    return [row for row in own if not is_hidden(row) and not is_hidden(row.getparent())]


def _size(table: Any) -> int:
    """How many cells a table has, without those of tables within it."""
    return sum(1 for row in _rows(table) for _ in row.iterchildren("td", "th"))


def _inner(table: Any) -> list[Any]:
    """The tables of several cells that stand within a table, and within no other such one."""
    out: list[Any] = []
    for found in table.iterdescendants("table"):
        above = next(a for a in found.iterancestors("table") if a is table or _size(a) > 1)
        if above is table and _size(found) > 1 and not is_hidden(found):
            out.append(found)
    return out


def _is_layout(table: Any) -> bool:
    """Does a table only lay out the page: has it one cell, or tables within and no figure of its own beside them?"""
    if _size(table) <= 1:
        return True
    if not _inner(table):
        return False
    own = (cell for row in _rows(table) for cell in row.iterchildren("td", "th"))
    return all(parse_figure(_cell_text(cell)) is None for cell in own)


def _cells(table: Any) -> tuple[dict[tuple[int, int], Put], bool]:
    """The cells by their places, spans taken apart as browsers do; and whether there are more than are read."""
    cells: dict[tuple[int, int], Put] = {}
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for r, row in enumerate(rows):
        c = 0
        for cell in row.iterchildren("td", "th"):
            if is_hidden(cell):
                continue
            while (r, c) in taken:
                c += 1
            down, across = _span(cell, "rowspan", len(rows) - r), _span(cell, "colspan", MOST_SPAN)
            if len(taken) + down * across > MOST_CELLS:
                return cells, True
            taken.update((r + i, c + j) for i in range(down) for j in range(across))
            cells[r, c] = Put(_cell_text(cell), down, across, _indent(cell))
            c += across
    return cells, False


def _span(cell: Any, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    if not value.isdecimal():
        return 1
    return max(1, min(int(value[:6]) or most, most))


def _cell_text(cell: Any) -> str:
    inner = _Page(cell=True)
    inner.walk(cell)
    lines = [
        ("　" * round(b.indent) if k == 0 else "") + b.text for k, b in enumerate(inner.blocks) if isinstance(b, Words)
    ]
    return "\n".join(lines)
