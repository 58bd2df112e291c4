"""Pieces of the page by address: pictures of pages, documents, tables and proofs, and the style and script of the app."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.background import BackgroundTask

from corpus.errors import NotFound
from corpus.model import Disclosure, Document, Fact, Table
from qa.answer import Citation
from qa.audit import AuditFinding
from qa.web.boardviews import Ending, sheet_file
from qa.web.desk import MAX_HITS, Desk
from qa.web.export import hits_sheet, table_sheets
from qa.web.fiscal import write_package
from qa.web.pictures import picture
from qa.web.views import View

_KINDS = {"app.js": "text/javascript", "style.css": "text/css", "icon.svg": "image/svg+xml"}
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


@cache
def asset(name: str) -> tuple[bytes, str]:
    """A file of the app and a hash of it, for an address that changes with it."""
    data = files("qa.web").joinpath("static", name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:12]


@cache
def bundle(packed: bool) -> bytes:
    """Plotly's script as its Python package ships it: it comes from here and from nowhere else."""
    data = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    return gzip.compress(data, 6, mtime=0) if packed else data


def router(desk: Desk) -> APIRouter:
    """Pictures and static files."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/pages/{document}/{page}.png")
    def page_picture(document: str, page: int) -> Response:
        found = next((d for d in desk.documents() if d.id == document), None)
        if found is None:
            raise NotFound("没有这份文件。 (There is no such document.)")
        return Response(picture(desk, found, page), media_type="image/png", headers=_FOREVER)

    @routes.get("/web/plotly.js")
    def plotly(request: Request) -> Response:
        packed = "gzip" in request.headers.get("accept-encoding", "")
        named = {"vary": "accept-encoding"} | ({"content-encoding": "gzip"} if packed else {})
        return Response(bundle(packed), media_type="text/javascript", headers=_FOREVER | named)

    @routes.get("/web/{name}")
    def static(name: str) -> Response:
        if name not in _KINDS:
            raise NotFound("There is nothing here.")
        return Response(asset(name)[0], media_type=_KINDS[name], headers=_FOREVER)

    @routes.get("/export/fiscal-data-package.zip")
    def package() -> Response:
        desk.some()
        handle, path = tempfile.mkstemp(suffix=".zip")
        with os.fdopen(handle, "wb") as out:
            write_package(desk.store, out)
        return FileResponse(path, filename="fiscal-data-package.zip", media_type="application/zip",
                            background=BackgroundTask(os.unlink, path))

    @routes.get("/healthz")
    def health() -> dict[str, bool]:
        return {"ok": True}

    return routes


def views(desk: Desk, view: View) -> APIRouter:
    """Pieces of HTML in one language; each has an address of its own."""
    routes = APIRouter(prefix=f"{view.base}view", include_in_schema=False, default_response_class=HTMLResponse)

    def held(request: Request) -> Disclosure:
        return desk.disclosure(request.path_params["document"])

    @routes.get("/documents/{document}")
    def document(request: Request) -> HTMLResponse:
        found = held(request)
        return HTMLResponse(view.document(found.document, found.tables))

    @routes.get("/documents/{document}/tables.{ending}")
    def every(request: Request, ending: Ending) -> Response:
        found = held(request)
        sheets = [sheet for table in found.tables for sheet in table_sheets(found.document, table)]
        return sheet_file(sheets, found.document.id, ending)

    @routes.get("/documents/{document}/tables/{table}.{ending}")
    def download(request: Request, table: str, ending: Ending) -> Response:
        found = held(request)
        return sheet_file(table_sheets(found.document, _table(found, table)), f"{found.document.id}-{table}", ending)

    @routes.get("/documents/{document}/findings")
    def findings(request: Request) -> HTMLResponse:
        d = held(request).document
        here = f"{view.base}view/documents/{d.id}"
        return HTMLResponse(view.findings(d.title or d.name, desk.audit(d.id), f"{here}/findings", here))

    @routes.get("/documents/{document}/findings/{finding}/{citation}")
    def finding(request: Request, finding: int, citation: int) -> HTMLResponse:
        return HTMLResponse(view.place(_cited(desk.audit(held(request).document.id), finding, citation)))

    @routes.get("/findings")
    def every_finding() -> HTMLResponse:
        return HTMLResponse(view.findings(view.words("all"), desk.audit(), f"{view.base}view/findings"))

    @routes.get("/findings/{finding}/{citation}")
    def any_finding(finding: int, citation: int) -> HTMLResponse:
        return HTMLResponse(view.place(_cited(desk.audit(), finding, citation)))

    @routes.get("/corpus")
    def corpus() -> HTMLResponse:
        return HTMLResponse(view.corpus(desk.documents()), headers={"cache-control": "no-store"})

    @routes.get("/hits.{ending}")
    def hits(ending: Ending, q: str, department: str | None = None, year: int | None = None,
             kind: Literal["budget", "final", ""] = "") -> Response:
        found = desk.search(q, department, year, kind or None, MAX_HITS)
        return sheet_file([hits_sheet(q, found)], "search", ending)

    @routes.get("/figure")
    def figure(f: Annotated[list[str], Query(max_length=40)]) -> HTMLResponse:
        return HTMLResponse(view.figure([_fact(desk, *reference.split(".", 1)) for reference in f if "." in reference]))

    @routes.get("/documents/{document}/tables/{table}")
    def table(request: Request, table: str) -> HTMLResponse:
        found = held(request)
        return HTMLResponse(view.table(found.document, _table(found, table)))

    @routes.get("/documents/{document}/pages/{page}")
    def page(request: Request, page: int) -> HTMLResponse:
        found = held(request).document
        if not 1 <= page <= found.pages:
            raise NotFound(f"没有第 {page} 页。 (There is no page {page}.)")
        return HTMLResponse(view.page(found, page))

    @routes.get("/documents/{document}/facts/{fact}")
    def fact(request: Request, fact: str) -> HTMLResponse:
        return HTMLResponse(view.fact(*_fact(desk, request.path_params["document"], fact)))

    return routes


def _fact(desk: Desk, document: str, id: str) -> tuple[Document, Fact]:
    found = desk.disclosure(document)
    wanted = next((f for f in (*found.facts, *found.prose_facts) if f.id == id), None)
    if wanted is None:
        raise NotFound("没有这个数字。 (There is no such figure.)")
    return found.document, wanted


def _cited(found: Sequence[AuditFinding], finding: int, citation: int) -> Citation:
    cited = found[finding].citations if 0 <= finding < len(found) else []
    wanted = next((c for c in cited if c.id == citation), None)
    if wanted is None:
        raise NotFound("没有这处发现。 (There is no such finding.)")
    return wanted


def _table(held: Disclosure, id: str) -> Table:
    found = next((table for table in held.tables if table.id == id), None)
    if found is None:
        raise NotFound("没有这张表。 (There is no such table.)")
    return found
