"""A page about the HTTP API, made from its OpenAPI: FastAPI's own takes its scripts from another host."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader


def manual(app: FastAPI) -> APIRouter:
    """The page under /api."""
    routes = APIRouter(include_in_schema=False)
    template = Environment(loader=PackageLoader("qa.web"), autoescape=True).get_template("manual.html")

    @routes.get("/api")
    def about() -> HTMLResponse:
        paths = app.openapi()["paths"]
        listed = [(verb.upper(), path, said) for path, verbs in paths.items() for verb, said in verbs.items()]
        return HTMLResponse(template.render(listed=listed))

    return routes
