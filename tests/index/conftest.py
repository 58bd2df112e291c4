"""Stores of every kind, one test over all: memory, SQLite, and a real PostgreSQL on a loopback port."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.memory import MemoryStore
from index.ports import Store
from index.sql import open_sql


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests; skipped where none is installed."""
    binaries = _binaries()
    if binaries is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL must be installed where CI=true")
        pytest.skip("PostgreSQL is not installed (/usr/lib/postgresql)")
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    folder = Path("/tmp") / f"budget-qa-postgres-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    try:
        _as_postgres(binaries / "initdb", "-D", folder / "data", "-A", "trust", "-U", "tests", "-E", "UTF8",
                     "--locale=C", "--no-sync").communicate()
        server = _as_postgres(binaries / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", port, "-k", folder,
                              "-F")
        try:
            _wait(binaries, port)
            yield f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(*command: object) -> subprocess.Popen[bytes]:
    """PostgreSQL refuses to run as root."""
    words = [str(word) for word in command]
    quiet = subprocess.DEVNULL
    if os.geteuid():
        return subprocess.Popen(words, stdout=quiet, stderr=quiet, cwd="/")
    who = pwd.getpwnam("postgres")
    return subprocess.Popen(words, stdout=quiet, stderr=quiet, cwd="/", user=who.pw_uid, group=who.pw_gid,
                            extra_groups=[])


def _wait(binaries: Path, port: int) -> None:
    ready = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(300):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")


@pytest.fixture
def database(postgres: str) -> str:
    """A new, empty database on the server."""
    from sqlalchemy import create_engine, text

    name = f"t{secrets.token_hex(6)}"
    server = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return postgres.rsplit("/", 1)[0] + "/" + name


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "sqlite":
        opened = open_sql(f"sqlite:///{tmp_path / 'facts.sqlite'}")
    else:
        opened = open_sql(request.getfixturevalue("database"))
    yield opened
    opened.close()
