"""The command as a process: its locale, its pipes, its signals, and how soon it starts."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE

ROOT = Path(__file__).resolve().parents[2]


def process(*words: object, env: dict[str, str] | None = None, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "qa.cli", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (env or {}), **options)


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
                         ids=["C", "ASCII"])
def test_chinese_in_a_locale_that_has_none(ingested: Path, env: dict[str, str]) -> None:
    out, err = process("search", "公务接待费", "--home", ingested, env=env).communicate()
    assert not err and "公务接待费" in out.decode()


def test_a_reader_that_leaves_is_no_error(ingested: Path) -> None:
    running = process("facts", SAMPLE, "--all", "--json", "--home", ingested)
    assert running.stdout is not None and running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    with running:
        assert running.stderr.read() == b"" and running.wait() == 0


def test_stdin_that_is_no_text(ingested: Path) -> None:
    out, err = process("check", "-", "--home", ingested, stdin=subprocess.PIPE).communicate(b"\xff\xfe\x00\n\x80\n")
    assert len(out.splitlines()) == 2 and not err


def test_answers_are_flushed_a_line_at_a_time(ingested: Path) -> None:
    running = process("ask", "-", "--home", ingested, stdin=subprocess.PIPE)
    assert running.stdin is not None and running.stdout is not None
    for _ in range(2):
        running.stdin.write("政务事项管理经费是多少？\n".encode())
        running.stdin.flush()
        assert b'"answer"' in running.stdout.readline()
    running.communicate()


def test_an_interrupt_ends_cleanly_and_the_next_run_goes_on(tmp_path: Path, samples: Path) -> None:
    running = process("ingest", samples, "--home", tmp_path / "home", env={"BUDGET_QA_WORKERS": "1", "PYTHONUNBUFFERED": "1"})
    assert running.stdout is not None
    first = running.stdout.readline().decode()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == 1 and first.startswith("added")
    assert "Interrupted" in err.decode() and "Traceback" not in err.decode()
    told = 1 + sum(line.startswith(b"added") for line in out.splitlines())
    out, _ = process("documents", "--home", tmp_path / "home").communicate()
    assert told <= len(out.splitlines()) < 17


def test_home_in_a_dotenv_file(ingested: Path, tmp_path: Path) -> None:
    home = shutil.copytree(ingested, tmp_path / "的 home")
    (tmp_path / ".env").write_text(f"BUDGET_QA_HOME={home}\n", encoding="utf-8")
    clean = {"BUDGET_QA_HOME": ""}
    out, err = process("documents", cwd=tmp_path, env=clean).communicate()
    assert SAMPLE.encode() in out and not err
    out, err = process("check", "没有数字", cwd=tmp_path, env=clean).communicate()
    assert out and not err


@pytest.mark.parametrize("words", [["--help"], ["documents"], ["facts", SAMPLE, "--json"]], ids=["help", "documents", "facts"])
def test_a_cold_start_waits_for_no_heavy_package(ingested: Path, words: list[str]) -> None:
    """In CPU seconds beside those of a process that only imports Chroma."""

    def least(start: Callable[[], subprocess.Popen[bytes]]) -> float:
        taken = []
        for _ in range(3):
            before = os.times()
            start().communicate()
            after = os.times()
            taken.append(after.children_user + after.children_system - before.children_user - before.children_system)
        return min(taken)

    home = [] if words == ["--help"] else ["--home", ingested]
    heavy = least(lambda: subprocess.Popen([sys.executable, "-c", "import chromadb"]))
    assert least(lambda: process(*words, *home)) < heavy


def test_the_help_does_not_wait_for_anything(tmp_path: Path) -> None:
    begun = time.monotonic()
    out, _ = process("--version", env={"HOME": str(tmp_path)}).communicate()
    assert time.monotonic() - begun < 10 and out.count(b"\n") <= 1
