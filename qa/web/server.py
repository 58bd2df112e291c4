"""The whole web app: API, fragments and the page in both languages, behind the guard."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from corpus.errors import BudgetQAError, NotFound, TooLarge, UnknownFormat
from index.ports import NothingIngested, UnknownDocument
from qa.answer import Language
from qa.web import api, assistants, boardviews, fragments, staff
from qa.web.boards import Boards
from qa.web.desk import Desk, TooLong
from qa.web.examples import Examples
from qa.web.guard import Guard, Limits
from qa.web.manual import manual
from qa.web.openapi import explain
from qa.web.uploads import Uploads
from qa.web.views import View

_STATUS: tuple[tuple[type[BudgetQAError], int], ...] = (
    (UnknownDocument, 404), (NotFound, 404), (NothingIngested, 409), (TooLong, 400), (TooLarge, 413),
    (UnknownFormat, 415), (staff.NotStaff, 401), (staff.TooManyTries, 429),
)


def build(desk: Desk, limits: Limits) -> FastAPI:
    """The app over this corpus."""
    examples, mcp = Examples(desk), assistants.server(desk)
    spoken = assistants.routes_of(mcp)
    uploads = Uploads(desk.settings) if desk.settings.staff_password else None

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=lambda: [examples.of(language) for _, language in _PAGES], daemon=True).start()
        async with mcp.session_manager.run():
            yield
        if uploads is not None:
            uploads.close()

    app = FastAPI(title="budget-qa", version="1", description="Ask public budget disclosures; every figure is checked "
                  "and cited.", docs_url=None, redoc_url=None, lifespan=running)
    app.router.routes.extend(spoken.routes)
    app.include_router(api.router(desk))
    app.include_router(fragments.router(desk))
    app.include_router(manual(app))
    explain(app)
    _add_views(app, desk, uploads, limits)
    app.add_exception_handler(BudgetQAError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _unread)
    app.add_exception_handler(Exception, _failed)
    _mount_pages(app, desk, examples)
    app.add_middleware(Guard, limits=limits)
    return app


def _add_views(app: FastAPI, desk: Desk, uploads: Uploads | None, limits: Limits) -> None:
    """Pieces of pages in both languages; the staff's only where a password is set."""
    boards, password = Boards(desk), desk.settings.staff_password
    sessions = staff.Sessions(password.get_secret_value()) if password else None
    for _, language in _PAGES:
        view = View(desk, language)
        app.include_router(fragments.views(desk, view))
        app.include_router(boardviews.router(boards, view))
        if sessions is not None and uploads is not None:
            app.include_router(staff.views(view, sessions, uploads))
    if sessions is not None and uploads is not None:
        app.include_router(staff.router(sessions, uploads, limits))


def _mount_pages(app: FastAPI, desk: Desk, examples: Examples) -> None:
    """Gradio's pages. It reads its environment when it is imported: that comes first."""
    os.environ.update(GRADIO_ANALYTICS_ENABLED="False", GRADIO_SSR_MODE="False", GRADIO_MCP_SERVER="False",
                      GRADIO_RUN_HISTORY="False", HF_HUB_OFFLINE="1")
    os.environ.setdefault("GRADIO_TEMP_DIR", str(desk.settings.home / "tmp"))
    if find_spec("matplotlib") is None:  # Gradio looks for it twice a call, through every folder of the path
        sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # gradio's own deprecations are not ours to mend
        import gradio as gr

        from qa.web import ui
        from qa.web.theme import theme

        names = (("link", "style.css"), ("script", "app.js"))
        head = "".join(_TAGS[tag].format(f"/web/{name}?{fragments.asset(name)[1]}") for tag, name in names)
        for path, language in _PAGES:
            gr.mount_gradio_app(
                app, ui.build(desk, language, examples), path=path, footer_links=[], run_history=False,
                allowed_paths=[], show_error=False, max_file_size="1kb", ssr_mode=False, enable_monitoring=False,
                mcp_server=False, pwa=False, theme=theme(), head=head,
            )


_PAGES: tuple[tuple[str, Language], ...] = (("/en", "en"), ("/", "zh"))
_TAGS = {"link": '<link rel="stylesheet" href="{}">', "script": '<script src="{}" defer></script>'}


def _refused(_request: Request, error: Exception) -> JSONResponse:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    return JSONResponse({"error": str(error)}, status)


def _invalid(_request: Request, error: Exception) -> JSONResponse:
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": "invalid"}
    place = ".".join(str(part) for part in first["loc"][1:]) or "the request"
    return JSONResponse({"error": f"{place}: {first['msg']}."}, 422)


def _unread(_request: Request, error: Exception) -> JSONResponse:
    """What FastAPI refuses by itself: a body that is no JSON."""
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": f"{str(error.detail).rstrip('.')}."}, error.status_code, error.headers)


def _failed(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": "出了点问题，没能完成。 (Something went wrong on the server.)"}, 500)
