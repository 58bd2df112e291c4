"""The page for staff: signing in with the password of the environment, adding documents, and taking them back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from typing import IO
from urllib.parse import unquote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import BudgetQAError, TooLarge
from qa.web.guard import Buckets, Limits, client_of
from qa.web.uploads import Uploads
from qa.web.views import View

COOKIE = "budget_qa_staff"
HOURS = 8
TRIES_A_MINUTE = 20
MOST_SESSIONS = 1000


class NotStaff(BudgetQAError):
    """The call needs a signed-in member of staff."""

    def __init__(self) -> None:
        super().__init__("请先登录。 (Sign in first.)")


class TooManyTries(BudgetQAError):
    """The password was tried too often."""

    def __init__(self) -> None:
        super().__init__("尝试次数太多，请过一会儿再试。 (Too many tries: wait a little.)")


class Login(BaseModel):
    """The password."""

    model_config = ConfigDict(extra="forbid")

    password: str = Field(min_length=1, max_length=200)


class Sessions:
    """Who is signed in. Tokens are random, live for some hours in this process, and are kept only as hashes."""

    def __init__(self, password: str) -> None:
        self._password = _hash(password)
        self._until: dict[bytes, float] = {}
        self._lock = threading.Lock()

    def open(self, password: str) -> str | None:
        """A new token, None where the password is another. Both are hashed, so that comparing takes the same time."""
        if not hmac.compare_digest(_hash(password), self._password):
            return None
        token, now = secrets.token_urlsafe(32), time.monotonic()
        with self._lock:
            self._until = {t: end for t, end in self._until.items() if end > now}
            while len(self._until) >= MOST_SESSIONS:
                del self._until[next(iter(self._until))]
            self._until[_hash(token)] = now + HOURS * 3600
        return token

    def knows(self, token: str | None) -> bool:
        """Is this the token of a session that is still open?"""
        with self._lock:
            return token is not None and self._until.get(_hash(token), 0) > time.monotonic()

    def end(self, token: str | None) -> None:
        """Sign out."""
        with self._lock:
            self._until.pop(_hash(token or ""), None)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def router(sessions: Sessions, uploads: Uploads, limits: Limits) -> APIRouter:
    """The calls under /staff. A browser sends none of them from another site: JSON and raw bytes need its leave."""
    routes = APIRouter(prefix="/staff", include_in_schema=False)
    tries = Buckets(TRIES_A_MINUTE)

    def staff(request: Request) -> None:
        if not sessions.knows(request.cookies.get(COOKIE)):
            raise NotStaff

    @routes.post("/login")
    def login(request: Request, given: Login) -> JSONResponse:
        if tries.wait(client_of(request.scope, limits.behind_proxy)):
            raise TooManyTries
        token = sessions.open(given.password)
        if token is None:
            return JSONResponse({"error": "密码不对。 (That is not the password.)"}, 403)
        answer = JSONResponse({"ok": True})
        answer.set_cookie(COOKIE, token, max_age=HOURS * 3600, httponly=True, samesite="strict",
                          secure=request.headers.get("x-forwarded-proto", request.url.scheme) == "https")
        return answer

    @routes.post("/logout")
    def logout(request: Request) -> JSONResponse:
        sessions.end(request.cookies.get(COOKIE))
        answer = JSONResponse({"ok": True})
        answer.delete_cookie(COOKIE)
        return answer

    @routes.post("/documents")
    async def add(request: Request) -> JSONResponse:
        staff(request)
        path = uploads.begin(unquote(request.headers.get("x-file-name", "")))
        try:
            with path.open("wb") as out:
                await _receive(request, out, uploads.limit)
            job = uploads.take(path)
        except BaseException:
            uploads.drop(path)
            raise
        return JSONResponse({"job": job.id, "name": job.name}, 202)

    @routes.post("/jobs/{id}/undo")
    def undo(request: Request, id: str) -> JSONResponse:
        staff(request)
        return JSONResponse({"state": uploads.undo(id).state})

    @routes.get("/jobs/{id}")
    def state(request: Request, id: str) -> JSONResponse:
        staff(request)
        job = uploads.job(id)
        return JSONResponse({"state": job.state, "error": job.error}, headers={"cache-control": "no-store"})

    return routes


async def _receive(request: Request, out: IO[bytes], limit: int) -> None:
    """The body into a file. Raises TooLarge as soon as it goes past the limit."""
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise TooLarge(f"文件请不超过 {limit // 1024 // 1024} MB。 (The file is larger than what is taken.)")
        await run_sync(out.write, piece)
    if not size:
        raise TooLarge("文件是空的。 (The file is empty.)")


def views(view: View, sessions: Sessions, uploads: Uploads) -> APIRouter:
    """The page itself, in one language."""
    routes = APIRouter(prefix=f"{view.base}view/staff", include_in_schema=False, default_response_class=HTMLResponse)

    def signed_in(request: Request) -> bool:
        return sessions.knows(request.cookies.get(COOKIE))

    @routes.get("")
    def page(request: Request) -> Response:
        known = signed_in(request)
        return HTMLResponse(view.staff(known, uploads.jobs() if known else (), uploads.limit), headers=_FRESH)

    @routes.get("/jobs/{id}")
    def job(request: Request, id: str) -> Response:
        if not signed_in(request):
            raise NotStaff
        return HTMLResponse(view.job(uploads.job(id)), headers=_FRESH)

    return routes


_FRESH = {"cache-control": "no-store"}
