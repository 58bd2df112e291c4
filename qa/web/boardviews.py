"""The charts' pages by address: each with its form, its picture, its table, and the same to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from corpus.model import Document, Kind
from qa.series import Line, Shown
from qa.web.boards import MOST_BODIES, Boards, compare_sheet, parts_sheet, trend_sheet
from qa.web.charts import compare_chart, parts_chart, trend_chart
from qa.web.sheet import Sheet, to_csv, to_xlsx
from qa.web.views import View
from qa.web.words import load

Ending = Literal["csv", "xlsx"]
Word = Annotated[str, Query(max_length=100)]
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sheet_file(sheets: Sequence[Sheet], name: str, ending: Ending) -> Response:
    """Grids as a file to be saved."""
    data = to_csv(sheets) if ending == "csv" else to_xlsx(sheets)
    named = {"content-disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(data, media_type=_KINDS[ending], headers=named)


def router(boards: Boards, view: View) -> APIRouter:
    """The addresses under /view/charts, in one language."""
    routes = APIRouter(prefix=f"{view.base}view/charts", include_in_schema=False, default_response_class=HTMLResponse)
    shown = _Shown(boards, view)

    @routes.get("/trend")
    def trend(item: Word = "", department: Annotated[list[str] | None, Query()] = None, kind: Word = "") -> HTMLResponse:
        return HTMLResponse(shown.trend(item, department or [], _kind(kind)))

    @routes.get("/trend.{ending}")
    def trend_file(ending: Ending, item: Word = "", department: Annotated[list[str] | None, Query()] = None,
                   kind: Word = "") -> Response:
        item = item or boards.items()[0]
        lines = boards.trend(item, department or [], _kind(kind))
        return sheet_file([trend_sheet(item, lines, boards.documents_of(lines))], "trend", ending)

    @routes.get("/parts")
    def parts(document: Word = "", table: Word = "") -> HTMLResponse:
        return HTMLResponse(shown.parts(document, table))

    @routes.get("/parts.{ending}")
    def parts_file(ending: Ending, document: Word, table: Word = "") -> Response:
        found = boards.parts(boards.document(document), table)
        return sheet_file([parts_sheet(found)] if found else [], "parts", ending)

    @routes.get("/compare")
    def compare(left: Word = "", right: Word = "") -> HTMLResponse:
        return HTMLResponse(shown.compare(left, right))

    @routes.get("/compare.{ending}")
    def compare_file(ending: Ending, left: Word, right: Word) -> Response:
        found = boards.compare(boards.document(left), boards.document(right))
        return sheet_file([compare_sheet(found)], "compare", ending)

    return routes


def _kind(kind: str) -> Kind | None:
    return "budget" if kind == "budget" else "final" if kind == "final" else None


class _Shown:
    """The three pages as HTML."""

    def __init__(self, boards: Boards, view: View) -> None:
        self._boards, self._view, self._w = boards, view, view.words

    def trend(self, item: str, departments: Sequence[str], kind: Kind | None) -> str:
        """An item over the years."""
        boards = self._boards
        bodies, item = boards.bodies(), item.strip() or boards.items()[0]
        lines = boards.trend(item, departments, kind) if bodies else []
        known = {name: body.name for body in bodies for name in body.names}
        chosen = [known[d] for d in departments if d in known] or list(dict.fromkeys(line.body.name for line in lines))
        years = sorted({p.year for line in lines for p in line.points})
        asked = [("item", item), *(("department", name) for name in chosen), *([("kind", kind)] if kind else [])]
        return self._view.html(
            "trend.html", item=item, items=self._items(), bodies=bodies, chosen=chosen, kind=kind, most=MOST_BODIES,
            rows=[_row(line, years) for line in lines], years=years, chart=trend_chart(lines, self._w),
            address=self._address("trend", asked))

    def parts(self, id: str, table: str) -> str:
        """What a table is made of."""
        boards, documents = self._boards, self._boards.documents()
        document = boards.document(id) if id else next((d for d in documents if boards.tables(d)), None)
        found = boards.parts(document, table) if document else None
        asked = [("document", document.id), ("table", found.table.id)] if document and found else []
        return self._view.html(
            "parts.html", documents=documents, document=document, tables=boards.tables(document) if document else [],
            found=found, chart=parts_chart(found, self._w) if found else None, address=self._address("parts", asked))

    def compare(self, left: str, right: str) -> str:
        """Two documents side by side."""
        boards, documents = self._boards, self._boards.documents()
        pair = (boards.document(left), boards.document(right)) if left and right else _neighbours(documents)
        found = boards.compare(*pair) if pair else None
        names = tuple(self._name(d) for d in pair) if pair else ("", "")
        asked = [("left", pair[0].id), ("right", pair[1].id)] if pair else []
        return self._view.html(
            "compare.html", documents=documents, left=pair[0] if pair else None, right=pair[1] if pair else None,
            found=found, names=names,
            chart=compare_chart(found, (names[0], names[1])) if found and len(names) == 2 else None,
            address=self._address("compare", asked))

    def _items(self) -> list[tuple[str, str]]:
        return [(item["zh"], "" if self._w.language == "zh" else item["en"]) for item in load("charts.yaml")["items"]]

    def _name(self, d: Document) -> str:
        return " ".join(filter(None, [d.department or d.name, str(d.year or ""), self._w(d.kind) if d.kind else ""]))

    def _address(self, mode: str, asked: Sequence[tuple[str, str]]) -> str:
        return f"{self._view.base}view/charts/{mode}?{urlencode(asked)}"


def _row(line: Line, years: Sequence[int]) -> tuple[Line, list[Shown | None], str]:
    held = {p.year: p.shown for p in line.points}
    unit = next(p.shown.unit for p in line.points if p.shown)
    return line, [held.get(year) for year in years], unit


def _neighbours(documents: Sequence[Document]) -> tuple[Document, Document] | None:
    """Two years of one department and kind to begin with, else any two documents."""
    for right in documents:
        for left in documents:
            if (left.department, left.kind, left.level) == (right.department, right.kind, right.level) \
                    and left.year and right.year and left.year == right.year - 1:
                return left, right
    return (documents[0], documents[1]) if len(documents) > 1 else None
