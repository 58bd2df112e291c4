"""Adding documents: who may, what is taken, what came of it, and taking it back."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pikepdf
import pytest

from index.settings import Settings
from qa.web.staff import COOKIE, Sessions
from qa.web.uploads import safe_name
from tests.web.conftest import PASSWORD, Server


@pytest.fixture(scope="module")
def staff(server: Server) -> Iterator[httpx.Client]:
    """A client that is signed in."""
    with server.client() as client:
        signed = client.post("/staff/login", json={"password": PASSWORD}).raise_for_status()
        said = signed.headers["set-cookie"].lower()
        assert "httponly" in said and "samesite=strict" in said
        yield client


def send(client: httpx.Client, name: str, data: bytes) -> httpx.Response:
    headers = {"x-file-name": quote(name), "content-type": "application/octet-stream"}
    return client.post("/staff/documents", content=data, headers=headers)


def done(client: httpx.Client, job: str) -> str:
    """The state that a job ends in."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        state = str(client.get(f"/staff/jobs/{job}").json()["state"])
        if state not in ("waiting", "reading"):
            return state
        time.sleep(0.1)
    raise AssertionError("the upload was not read")


def names(client: httpx.Client) -> set[str]:
    return {d["document"] for d in client.get("/api/documents").json()}


def test_without_a_password_in_the_environment_there_is_no_such_page(bare_server: Server) -> None:
    with bare_server.client() as client:
        assert "bq-tab-staff" not in client.get("/").text
        for call in (client.get("/view/staff"), client.post("/staff/login", json={"password": ""}),
                     send(client, "a.pdf", b"x")):
            assert call.status_code == 404


def test_nobody_adds_without_signing_in(server: Server) -> None:
    with server.client() as client:
        assert send(client, "a.pdf", b"%PDF").status_code == 401
        client.cookies.set(COOKIE, "guess")
        assert send(client, "a.pdf", b"%PDF").status_code == 401
        assert client.post("/staff/jobs/x/undo").status_code == 401 and client.get("/staff/jobs/x").status_code == 401
        assert "type=\"password\"" in client.get("/view/staff").text


def test_a_file_is_read_told_of_and_taken_back(staff: httpx.Client, samples: Path) -> None:
    name = "shili-nongye-2022-budget.pdf"
    before = names(staff)
    job = send(staff, f"../../<b>{name}", (samples / name).read_bytes())
    assert job.status_code == 202 and job.json()["name"] == f"<b>{name}"
    assert done(staff, job.json()["job"]) == "done"
    assert names(staff) == before | {f"<b>{name}"}
    card = staff.get(f"/view/staff/jobs/{job.json()['job']}").text
    assert "示例市农业农村局" in card and "&lt;b&gt;" in card and "<b>" not in card and "12 张表" in card
    assert "审计发现" in card
    asked = staff.post("/api/ask", json={"question": "示例市农业农村局2022年公务接待费是多少？"}).json()
    assert asked["status"] == "answered"
    assert staff.post(f"/staff/jobs/{job.json()['job']}/undo").json() == {"state": "undone"}
    assert names(staff) == before
    assert staff.post(f"/staff/jobs/{job.json()['job']}/undo").status_code == 404


def test_undoing_a_replacement_puts_back_what_was_there(staff: httpx.Client, samples: Path) -> None:
    name = "shili-zwfw-2022.pdf"
    before = {d["document"]: d["id"] for d in staff.get("/api/documents").json()}
    out = io.BytesIO()
    with pikepdf.open(samples / name) as pdf:
        pdf.save(out, compress_streams=False)
    job = send(staff, name, out.getvalue()).json()["job"]
    assert done(staff, job) == "done"
    after = {d["document"]: d["id"] for d in staff.get("/api/documents").json()}
    assert set(after) == set(before) and after[name] != before[name]
    assert "替换了" in staff.get(f"/view/staff/jobs/{job}").text
    assert staff.post(f"/staff/jobs/{job}/undo").json() == {"state": "undone"}
    assert {d["document"]: d["id"] for d in staff.get("/api/documents").json()} == before


@pytest.mark.parametrize(("name", "data", "status", "words"), [
    ("a.exe", b"MZ", 415, ".pdf"), ("noending", b"%PDF", 415, ".pdf"), ("", b"%PDF", 415, ".pdf"),
    ("a.pdf", b"", 413, "空"), ("a.pdf", b"x" * (1024 * 1024 + 1), 413, "too large"),
])
def test_what_is_not_taken_is_said(staff: httpx.Client, name: str, data: bytes, status: int, words: str) -> None:
    answer = send(staff, name, data)
    assert answer.status_code == status and words in answer.json()["error"]


def test_a_body_without_a_length_ends_at_the_limit(staff: httpx.Client, settings: Settings) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x" * 65536

    answer = staff.post("/staff/documents", content=endless(), headers={"x-file-name": "a.pdf"})
    assert answer.status_code == 413
    assert list((settings.home / "uploads").iterdir()) == []


def test_a_broken_file_is_told_of_and_the_rest_goes_on(staff: httpx.Client, settings: Settings) -> None:
    job = send(staff, "坏的.pdf", b"%PDF-1.7 nothing").json()["job"]
    assert done(staff, job) == "failed"
    card = staff.get(f"/view/staff/jobs/{job}").text
    assert "bq-warning" in card and "Traceback" not in card and list((settings.home / "uploads").iterdir()) == []


def test_wrong_passwords_run_into_a_limit(server: Server) -> None:
    with server.client() as client:
        tried = [client.post("/staff/login", json={"password": f"wrong {n}"}).status_code for n in range(8)]
    assert tried[0] == 403 and tried[-1] == 429 and set(tried) == {403, 429}


def test_a_session_ends_when_one_signs_out() -> None:
    sessions = Sessions("p")
    token = sessions.open("p")
    assert token and sessions.knows(token) and sessions.open("q") is None and not sessions.knows(None)
    sessions.end(token)
    assert not sessions.knows(token)


@pytest.mark.parametrize(("name", "safe"), [
    ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\x\\预算.pdf", "预算.pdf"), ("a\u202efdp.pdf", "afdp.pdf"),
    ("a\nb.pdf", "ab.pdf"), (".pdf", "file.pdf"), ("", "file"), ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ("=cmd().pdf", "=cmd().pdf"), ("..", "file."),
])
def test_names_lose_their_folders_and_what_cannot_be_seen(name: str, safe: str) -> None:
    assert safe_name(name) == safe
