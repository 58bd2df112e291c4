"""What stands before the app: a list of the open paths, limits of body and rate, and headers that shut a browser in."""

from __future__ import annotations

import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from qa.web.page import harden

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 256 * 1024
MAX_CLIENTS = 10_000
_LOOPBACK = ("127.", "::1", "localhost", "testclient")

# Gradio serves more than this page needs (uploads, a file server, a proxy, monitoring): only what it needs is open.
_OPEN = {
    "GET": re.compile(
        r"/(?:en/?)?$|(?:/en)?/(?:config/?|theme\.css|manifest\.json|favicon\.ico|robots\.txt)$"
        r"|(?:/en)?/(?:assets|static|svelte)/[\w./+-]+$"
        r"|(?:/en)?/gradio_api/(?:info/?|app_id/?|startup-events|theme\.css|queue/data|heartbeat/[\w-]+)$"
        r"|/api(?!/(?:search|check)/?$)(?:/[\w.-]+)*/?$|/openapi\.json$|/web/[\w.-]+$|/pages/[\w-]+/\d+\.png$|(?:/en)?/view/[\w./-]+$|/healthz$"
        r"|/mcp/?$|/staff/jobs/\w+$|/export/[\w.-]+$"),
    "POST": re.compile(r"(?:/en)?/gradio_api/(?:run/predict|queue/join|cancel|reset)/?$|/api/(?:ask|search|check)/?$|/mcp/?$"
                       r"|/staff/(?:login|logout|documents|jobs/\w+/undo)$"),
    "DELETE": re.compile(r"/mcp/?$"),
}
_COUNTED = re.compile(r"/api/|/view/|/pages/|/mcp|/gradio_api/(?:run|queue/join)|/staff/|/export/")
_NAMED_BY_CONTENT = re.compile(r"(?:/en)?/assets/[\w.]+-[\w-]{8,10}\.(?:js|css)$")
"""Gradio's scripts, sixty of them: a browser that comes again asks for none."""
_STREAMED = "/staff/documents"
"""Its body goes to a file piece by piece, and its limit is kept where that is done, after the sign-in was looked at."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`per_minute` None: no limit for this machine itself, 600 a minute for any other client."""

    per_minute: int | None = None
    behind_proxy: bool = False
    body: int = MAX_BODY
    upload: int = MAX_BODY

    def of(self, path: str) -> int:
        """The bytes of a request to this address, at most."""
        return self.upload if path == _STREAMED else self.body


@dataclass(slots=True)
class Buckets:
    """A token bucket for each client; a minute's worth may come at once by a quarter."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _held: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, client: str) -> float:
        """Take a token; the seconds to wait where there is none."""
        now, rate, size = self.clock(), self.per_minute / 60, max(1.0, self.per_minute / 4)
        tokens, then = self._held.pop(client, (size, now))
        tokens = min(size, tokens + (now - then) * rate)
        short = tokens < 1
        self._held[client] = (tokens if short else tokens - 1, now)
        while len(self._held) > MAX_CLIENTS:
            self._held.popitem(last=False)
        return (1 - tokens) / rate if short else 0.0


class Guard:
    """The middleware."""

    def __init__(self, app: App, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._buckets = Buckets(limits.per_minute or 600)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        nonce = secrets.token_urlsafe(16)
        answer = _Answer(send, nonce, scope["path"])
        refused = self._refused(scope)
        if refused:
            await _refuse(answer, *refused)
            return
        held_back = scope["method"] == "POST" and scope["path"] != _STREAMED
        body = await _whole(receive, self._limits.body) if held_back else None
        if body is None and held_back:
            await _refuse(answer, 413, "The request is too large.")
            return
        await self._app(scope, receive if body is None else _again(body, receive), answer)

    def _refused(self, scope: Scope) -> tuple[int, str] | tuple[int, str, Header] | None:
        method, path = scope["method"], scope["path"]
        allowed = _OPEN.get("GET" if method == "HEAD" else method)
        if ".." in path or allowed is None or not allowed.match(path):
            taken = [method for method, pattern in _OPEN.items() if pattern.match(path) and ".." not in path]
            return (405, "This address does not take that method.", _allow(taken)) if taken else (404, "There is nothing here.")
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._limits.of(path):
            return 413, "The request is too large."
        client = self._client(scope)
        if client is not None and _COUNTED.search(path) and (wait := self._buckets.wait(client)):
            return 429, "请求太频繁，请过几秒再试。 (Too many requests: try again in a few seconds.)", _after(int(wait) + 1)
        return None

    def _client(self, scope: Scope) -> str | None:
        """Who asks; None for this machine itself, where no limit is set."""
        address = client_of(scope, self._limits.behind_proxy)
        alone = self._limits.per_minute is None and not self._limits.behind_proxy
        return None if alone and address.startswith(_LOOPBACK) else address


def client_of(scope: Scope, behind_proxy: bool) -> str:
    """The address that asks, of IPv6 its network; where a proxy stands before the app, the one that it names last."""
    address = str((scope.get("client") or ("unknown", 0))[0])
    forwarded = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode("latin-1")
    if behind_proxy and forwarded:
        address = forwarded.rsplit(",", 1)[-1].strip()
    return ":".join(address.split(":")[:4]) if address.count(":") > 1 else address


async def _whole(receive: Receive, limit: int) -> bytes | None:
    """The body, None where it goes past its limit: a chunked one says no length beforehand."""
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and message.get("more_body", False)
        if len(body) > limit:
            return None
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read, then whatever comes after it."""
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _allow(methods: Iterable[str]) -> Header:
    """What an address takes; whatever GET takes HEAD does."""
    return b"allow", ", ".join(f"{m}, HEAD" if m == "GET" else m for m in methods).encode()


def _after(seconds: int) -> Header:
    return b"retry-after", str(seconds).encode()


async def _refuse(send: Send, status: int, sentence: str, *more: Header) -> None:
    import json

    body = json.dumps({"error": sentence}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *more]})
    await send({"type": "http.response.body", "body": body})


class _Answer:
    """Sends a response on with the headers; an HTML page is held back until it is whole, and hardened."""

    def __init__(self, send: Send, nonce: str, path: str) -> None:
        self._send, self._nonce = send, nonce
        self._language = "en" if path.startswith("/en") else "zh"
        self._kept = _NAMED_BY_CONTENT.match(path) is not None
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*(h for h in message.get("headers", ()) if h[0].lower() not in _OWN),
                                  *headers(self._nonce)]
            if self._kept and message["status"] == 200:
                message["headers"].append((b"cache-control", b"public, max-age=31536000, immutable"))
            kind = next((v for k, v in message["headers"] if k.lower() == b"content-type"), b"")
            if kind.startswith(b"text/html") and message["status"] == 200:
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = harden(self._body.decode(), self._nonce, self._language).encode()
            kept = [h for h in self._start["headers"] if h[0].lower() not in (b"content-length", b"cache-control")]
            length = (b"content-length", str(len(body)).encode())
            await self._send({**self._start, "headers": [*kept, length, (b"cache-control", b"no-store")]})
            self._start = None
            await self._send({"type": "http.response.body", "body": body})
            return
        await self._send(message)


_OWN = {b"server", b"access-control-allow-origin", b"access-control-allow-credentials", b"x-frame-options",
        b"content-security-policy"}


def headers(nonce: str) -> list[tuple[bytes, bytes]]:
    """The security headers of every response."""
    policy = "; ".join((  # gr.HTML compiles its own template in the browser: the one need of 'unsafe-eval'
        "default-src 'none'", f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'", "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'", "manifest-src 'self'",
        "worker-src 'self' blob:", "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
    ))
    said = {
        "content-security-policy": policy, "x-frame-options": "DENY", "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    }
    return [(name.encode(), value.encode()) for name, value in said.items()]
