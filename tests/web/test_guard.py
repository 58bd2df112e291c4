"""What stands before the app: paths, limits, headers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.guard import Buckets, Guard, Limits

PAGE = '<html lang="en"><meta property="og:image" content="https://x.test/a.jpg"/><script>1</script></html>'


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def page(_request: Request) -> Response:
    return HTMLResponse(PAGE, headers={"access-control-allow-credentials": "true"})


APP = Starlette(routes=[Route("/", page), Route("/api/check", echo, methods=["POST"]),
                        Route("/gradio_api/upload", echo, methods=["POST"]),
                        *(Route(at, echo) for at in ("/assets/{name}", "/en/assets/{name}", "/static/js/{name}", "/theme.css"))])


def client(limits: Limits, address: str = "203.0.113.9") -> TestClient:
    return TestClient(Guard(APP, limits), client=(address, 5000))


def test_headers_and_a_page_of_our_own() -> None:
    answer = client(Limits()).get("/")
    nonce = answer.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert answer.text == f'<html lang="zh-CN"><script nonce="{nonce}">1</script></html>'
    assert answer.headers["x-frame-options"] == "DENY" and answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(("method", "path", "status"), [
    ("POST", "/gradio_api/upload", 404), ("GET", "/gradio_api/file=/etc/passwd", 404), ("GET", "/monitoring", 404),
    ("GET", "/gradio_api/proxy=https://x.test/", 404), ("POST", "/gradio_api/run/predict", 404),
    ("PUT", "/api/check", 405), ("POST", "/", 405), ("GET", "/assets/../../etc/passwd", 404),
    ("GET", "/en/gradio_api/file/etc/passwd", 404), ("POST", "/login", 404), ("GET", "/docs", 404),
])
def test_what_the_page_does_not_need_is_closed(method: str, path: str, status: int) -> None:
    assert client(Limits()).request(method, path).status_code == status


@pytest.mark.parametrize(("path", "kept"), [
    ("/assets/Index-Akn07EZk2.js", True), ("/assets/index-DphvyggB.js", True), ("/en/assets/Index-Dx8-xt_M.css", True),
    ("/static/js/iframeResizer.contentWindow.min.js", False), ("/theme.css", False), ("/assets/logo.js", False),
])
def test_what_is_named_by_its_content_is_kept_by_the_browser(path: str, kept: bool) -> None:
    assert ("immutable" in client(Limits()).get(path).headers.get("cache-control", "")) == kept


def test_a_body_past_its_limit_is_refused_with_and_without_a_length() -> None:
    asking = client(Limits(body=1000))
    assert asking.post("/api/check", content=b"x" * 1000).text == "1000"
    assert asking.post("/api/check", content=b"x" * 1001).status_code == 413

    def pieces() -> Iterator[bytes]:
        yield from [b"x" * 400] * 3

    assert asking.post("/api/check", content=pieces()).status_code == 413


def test_a_client_that_asks_too_often_waits_and_others_do_not() -> None:
    limits = Limits(per_minute=8)
    asking = client(limits)
    answers = [asking.post("/api/check") for _ in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 429, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1 and "请" in answers[-1].json()["error"]
    assert client(limits, "203.0.113.10").post("/api/check").status_code == 200


def test_this_machine_is_not_limited_unless_a_limit_is_set_or_a_proxy_stands_before_it() -> None:
    assert {client(Limits(), "127.0.0.1").post("/api/check").status_code for _ in range(30)} == {200}
    near = client(Limits(per_minute=4), "127.0.0.1")
    assert [near.post("/api/check").status_code for _ in range(2)] == [200, 429]
    behind = client(Limits(per_minute=4, behind_proxy=True), "127.0.0.1")
    said = [behind.post("/api/check", headers={"x-forwarded-for": f"1.1.1.1, {who}"}).status_code for who in "aab"]
    assert said == [200, 429, 200]


def test_a_bucket_fills_again_and_old_clients_are_forgotten() -> None:
    now = [0.0]
    buckets = Buckets(60, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(15)] == [0.0] * 15
    assert buckets.wait("a") == pytest.approx(1.0)
    now[0] = 1.0
    assert buckets.wait("a") == 0.0
    for number in range(10_100):
        buckets.wait(str(number))
    assert len(buckets._held) == 10_000
