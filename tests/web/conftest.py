"""A real server over three sample disclosures, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import httpx
import pytest

from index.ingest import ingest
from index.settings import Settings
from index.sql import open_sql
from qa.service import Service
from qa.web.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FILES = ("shili-zwfw-2022.pdf", "shili-wenlv-2023-budget.pdf", "shili-wenlv-2024-budget.pdf")
PASSWORD = "一个口令 a password"
PATIENCE = 120_000
"""Milliseconds until something is taken for never: a machine may be slow, and no test here is about how fast it is."""
SIZES = {"desktop": (1280, 900), "phone": (375, 812)}
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Settings:
    """A home into which three sample disclosures went."""
    settings = Settings(home=tmp_path_factory.mktemp("web") / "home", workers=2)
    store = open_sql(settings.database)
    done = list(ingest([samples / name for name in FILES], store, settings))
    store.close()
    assert [each.error for each in done if each.error] == []
    return settings


@pytest.fixture(scope="session")
def desk(settings: Settings) -> Desk:
    """The real desk over that home."""
    store = open_sql(settings.database)
    return Desk(Service(store, settings), store, settings)


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    url: str
    process: subprocess.Popen[bytes]

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=120, trust_env=False)


def serve(home: Path, stderr: IO[bytes] | None = None, **environment: str) -> Server:
    """`python app.py` over a home, ready to answer."""
    root = Path(__file__).resolve().parents[2]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BUDGET_QA_")}
    process = subprocess.Popen([sys.executable, str(root / "app.py"), "--home", str(home), "--port", str(port)],
                               env=kept | {"PYTHONPATH": str(root)} | environment, stdout=subprocess.DEVNULL, stderr=stderr)
    server = Server(f"http://127.0.0.1:{port}", process)
    end = time.monotonic() + 300
    with server.client() as client:
        while time.monotonic() < end and process.poll() is None:
            try:
                if client.get("/healthz").status_code == 200:
                    return server
            except httpx.TransportError:
                time.sleep(0.1)
    process.kill()
    raise AssertionError("the server did not come up")


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[Server]:
    """The server over the samples."""
    server = serve(settings.home, BUDGET_QA_STAFF_PASSWORD=PASSWORD, BUDGET_QA_UPLOAD_MB="1")
    yield server
    server.process.terminate()
    server.process.wait(120)


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """A client of it."""
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def bare_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over nothing, with nothing set."""
    server = serve(tmp_path_factory.mktemp("bare") / "home")
    yield server
    server.process.terminate()
    server.process.wait(120)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; the tests that need it are skipped, by name, where it is missing."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium must be installed where CI=true")
        pytest.skip("Chromium is not installed")
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=sorted(SIZES))
def page(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page as it opens, at both sizes."""
    width, height = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(PATIENCE)
    page.goto(server.url)
    page.wait_for_selector(".bq-examples [data-ask]")
    yield page
    page.close()
