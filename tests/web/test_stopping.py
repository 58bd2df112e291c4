"""How the server ends."""

from __future__ import annotations

import signal
from pathlib import Path

from index.settings import Settings
from tests.web.conftest import serve


def test_an_interrupt_with_a_page_open_prints_no_stack(settings: Settings, tmp_path: Path) -> None:
    """An open page listens to the server for as long as it is there."""
    said = tmp_path / "stderr"
    with said.open("wb") as stderr:
        server = serve(settings.home, stderr)
        with server.client() as client, client.stream("GET", "/gradio_api/heartbeat/page") as listening:
            assert listening.status_code == 200
            server.process.send_signal(signal.SIGINT)
            assert server.process.wait(120) == 0
    assert said.read_text() == ""
