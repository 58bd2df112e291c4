"""Pieces of the page by address: pictures of pages, documents, tables and proofs, and the style and script of the app."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from corpus.errors import NotFound
from corpus.model import Disclosure, Table
from qa.answer import Language
from qa.web.desk import Desk
from qa.web.export import table_csv
from qa.web.pictures import picture
from qa.web.views import View

_KINDS = {"app.js": "text/javascript", "style.css": "text/css", "icon.svg": "image/svg+xml"}
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


@cache
def asset(name: str) -> tuple[bytes, str]:
    """A file of the app and a hash of it, for an address that changes with it."""
    data = files("qa.web").joinpath("static", name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:12]


def router(desk: Desk) -> APIRouter:
    """Pictures and static files."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/pages/{document}/{page}.png")
    def page_picture(document: str, page: int) -> Response:
        found = next((d for d in desk.documents() if d.id == document), None)
        if found is None:
            raise NotFound("没有这份文件。 (There is no such document.)")
        return Response(picture(desk, found, page), media_type="image/png", headers=_FOREVER)

    @routes.get("/web/{name}")
    def static(name: str) -> Response:
        if name not in _KINDS:
            raise NotFound("There is nothing here.")
        return Response(asset(name)[0], media_type=_KINDS[name], headers=_FOREVER)

    @routes.get("/healthz")
    def health() -> dict[str, bool]:
        return {"ok": True}

    return routes


def views(desk: Desk, language: Language) -> APIRouter:
    """Pieces of HTML in one language; each has an address of its own."""
    view = View(desk, language)
    routes = APIRouter(prefix=f"{view.base}view", include_in_schema=False, default_response_class=HTMLResponse)

    def held(request: Request) -> Disclosure:
        return desk.disclosure(request.path_params["document"])

    @routes.get("/documents/{document}")
    def document(request: Request) -> HTMLResponse:
        found = held(request)
        return HTMLResponse(view.document(found.document, found.tables))

    @routes.get("/documents/{document}/tables/{table}.csv")
    def download(request: Request, table: str) -> Response:
        found = held(request)
        named = {"content-disposition": f'attachment; filename="{found.document.id}-{table}.csv"'}
        text = table_csv(found.document, _table(found, table))
        return Response(text, media_type="text/csv; charset=utf-8", headers=named)

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
        found = held(request)
        wanted = next((f for f in (*found.facts, *found.prose_facts) if f.id == fact), None)
        if wanted is None:
            raise NotFound("没有这个数字。 (There is no such figure.)")
        return HTMLResponse(view.fact(found.document, wanted))

    return routes


def _table(held: Disclosure, id: str) -> Table:
    found = next((table for table in held.tables if table.id == id), None)
    if found is None:
        raise NotFound("没有这张表。 (There is no such table.)")
    return found
