"""Many users at once. Only errors fail a test: how long an answer takes is the machine's, and is told."""

from __future__ import annotations

from collections.abc import Callable

import psutil
import pytest

from tests.web.conftest import Server
from tests.web.load import run

Tell = Callable[[str, object], None]


@pytest.mark.parametrize(("users", "seconds", "think"), [
    (30, 20, 0.0), (100, 20, 5.0),
    pytest.param(30, 60, 0.0, marks=pytest.mark.long), pytest.param(100, 300, 5.0, marks=pytest.mark.long),
])
def test_nobody_is_turned_away(server: Server, users: int, seconds: float, think: float, record_property: Tell,
                               capsys: pytest.CaptureFixture[str]) -> None:
    measured = run(server, users, seconds, think)
    with capsys.disabled():
        print(f"\n{users} users, {think:g} s of thought, {seconds} s: {measured}")
    record_property("load", str(measured))
    assert measured.errors == [] and len(measured.seconds) >= users
    if seconds >= 300:
        assert measured.grown <= 0.05


def test_the_server_stays_small(server: Server) -> None:
    assert psutil.Process(server.process.pid).memory_info().rss < 700 * 1024 * 1024
