"""The charts' own part of the desk: what is chosen, what it gives, and the same as a sheet to take away."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.errors import BudgetQAError, NotFound
from corpus.model import Document, Kind, Table
from qa.library import Body, Library
from qa.series import Comparison, Composition, Line, Shown, compare, composition, tables_with_parts, trend
from qa.web.desk import MAX_QUESTION, Desk
from qa.web.export import source_of
from qa.web.sheet import Sheet, Value
from qa.web.words import load

MOST_BODIES = 6
"""Departments in one chart: more could not be told apart."""


class TooMany(BudgetQAError):
    """More was chosen than a chart can show."""


@dataclass
class Boards:
    """Trends, compositions and comparisons over the corpus. Answers one request after the other: books are shared."""

    desk: Desk
    _library: Library | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def library(self) -> Library:
        """The books, brought up to the store."""
        if self._library is None:
            self._library = Library(self.desk.store)
        self._library.refresh()
        return self._library

    def bodies(self) -> tuple[Body, ...]:
        with self._lock:
            return self.library().bodies

    def documents(self) -> list[Document]:
        """Those with a department and a year, newest first."""
        known = [d for d in self.desk.documents() if d.department and d.year]
        return sorted(known, key=lambda d: (d.department or "", -(d.year or 0), d.kind or "", d.name))

    def items(self) -> list[str]:
        """What the charts offer."""
        return [str(item["zh"]) for item in load("charts.yaml")["items"]]

    def trend(self, item: str, departments: Sequence[str], kind: Kind | None = None) -> list[Line]:
        """The lines of an item. Raises NotFound, TooMany."""
        if not item.strip() or len(item) > MAX_QUESTION:
            raise NotFound("请写下要看的项目。 (Write which item you want to see.)")
        if len(departments) > MOST_BODIES:
            raise TooMany(f"一次最多比较 {MOST_BODIES} 个部门。 (At most {MOST_BODIES} departments at once.)")
        with self._lock:
            library = self.library()
            named = [body for name in departments if (body := library.body(name)) is not None]
            chosen = named or _telling(library.bodies)
            return trend(library, item.strip(), list(dict.fromkeys(chosen)), (kind,) if kind else ("budget", "final"))

    def tables(self, document: Document) -> list[Table]:
        """The tables of a document that have a composition."""
        with self._lock:
            return tables_with_parts(self.library().book(document))

    def parts(self, document: Document, table: str | None = None) -> Composition | None:
        """The composition of a table, or of the first that has one."""
        with self._lock:
            book = self.library().book(document)
            chosen = [t for t in book.disclosure.tables if t.id == table] or tables_with_parts(book)[:1]
            return composition(book, chosen[0]) if chosen else None

    def compare(self, left: Document, right: Document) -> Comparison:
        """Two documents side by side."""
        with self._lock:
            return compare(self.library(), left, right, self.items())

    def document(self, id: str) -> Document:
        """A document by its id. Raises NotFound."""
        found = next((d for d in self.desk.documents() if d.id == id), None)
        if found is None:
            raise NotFound("没有这份文件。 (There is no such document.)")
        return found

    def documents_of(self, lines: Sequence[Line]) -> list[Document]:
        """The documents that these figures come from."""
        ids = {fact.document for line in lines for p in line.points if p.shown for fact in p.shown.facts}
        return [d for d in self.desk.documents() if d.id in ids]


def _telling(bodies: Sequence[Body]) -> list[Body]:
    """What a chart over the years begins with: the first body of those with the most years."""
    return sorted(bodies, key=lambda body: -len(body.years))[:1]


def trend_sheet(item: str, lines: Sequence[Line], sources: Sequence[Document]) -> Sheet:
    """A row for each department, kind and year, with the place of its figure."""
    named = {d.id: d for d in sources}
    rows: list[tuple[Value, ...]] = []
    for line in lines:
        for point in line.points:
            found = point.shown
            rows.append((line.body.name, _KIND[line.kind], str(point.year), found.value if found else None,
                         found.unit if found else None, _VERDICT[found.verdict] if found else "未公开", *_place(found, named)))
    heads = ("部门", "种类", "年份", item, "单位", "核对", "文件", "页", "表")
    return Sheet(f"{item}：各年", tuple(source_of(d) for d in sources) or ("没有数据",), heads, tuple(rows))


_KIND: dict[Kind, str] = {"budget": "预算", "final": "决算"}
_VERDICT = {"verified": "已核对", "recomputed": "已重算"}


def _place(found: Shown | None, named: dict[str, Document]) -> tuple[str | None, str | None, str | None]:
    fact = found.facts[0] if found and found.facts else None
    if fact is None:
        return None, None, found.quote if found else None
    document = named.get(fact.document)
    return document.name if document else None, str(fact.page), fact.table


def parts_sheet(found: Composition) -> Sheet:
    """The lines of a table with their shares."""
    rows: list[tuple[Value, ...]] = [
        (part.code, "　" * (len(part.path) - 1) + part.label, part.shown.value, part.share.value if part.share else None)
        for part in found.parts]
    rows.append((None, "合计", found.whole.value, None))
    notes = ("单位：万元；占比为占合计的百分比，四舍五入到两位小数", source_of(found.document, found.table.pages),
             *([f"合计减各末级项目之和：{found.rest:f} 万元"] if found.rest else []))
    return Sheet(f"{found.table.title}：构成", notes, ("编码", "项目", "金额", "占比（%）"), tuple(rows))


def compare_sheet(found: Comparison) -> Sheet:
    """Both documents' figures, the difference and the change."""
    rows: list[tuple[Value, ...]] = [
        (p.code, p.item, *(side.value if side else None for side in (p.left, p.right, p.difference, p.growth)),
         (p.left or p.right).unit if p.left or p.right else None)  # type: ignore[union-attr]
        for p in (*found.pairs, *found.lines)]
    heads = ("编码", "项目", _named(found.left), _named(found.right), "差额（后减前）", "增减（%）", "单位")
    notes = (source_of(found.left), source_of(found.right))
    return Sheet("两份文件对比", notes, heads, tuple(rows))


def _named(document: Document) -> str:
    return f"{document.department} {document.year} {_KIND.get(document.kind, '') if document.kind else ''}".strip()

