"""`ask` with a chat model: on a terminal the checked answer comes first, elsewhere only what stands."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.qa.llm.conftest import played
from tests.qa.llm.played import FAULTS, TEXTS, Played, plays

__all__ = ["played"]
ROOT = Path(__file__).resolve().parents[2]
QUESTION = "住房公积金预算多少？"
KEY = "sk-geheim-0123456789"


def asked(home: Path, played: Played, stdout: int, *words: str) -> subprocess.Popen[bytes]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BUDGET_QA_")}
    own = {"BUDGET_QA_LLM": "openai:played", "BUDGET_QA_LLM_BASE_URL": played.url, "BUDGET_QA_LLM_API_KEY": KEY, "BUDGET_QA_LLM_FIRST_SECONDS": "5"}
    command = [sys.executable, "-m", "qa.cli", "ask", QUESTION, "--home", str(home), *words]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
                            env=kept | own | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"})


@pytest.mark.parametrize("as_json", [False, True])
def test_a_pipe_gets_what_stands(as_json: bool, ingested: Path, played: Played) -> None:
    played.play(plays(TEXTS["truthful"]))
    out, err = asked(ingested, played, subprocess.PIPE, *(["--json"] if as_json else [])).communicate()
    assert out.count(b"30.25") >= 1 and not err, err
    assert (b'"writer": "llm"' in out) is as_json and KEY.encode() not in out + err


def test_a_terminal_does_not_wait_for_the_model(ingested: Path, played: Played) -> None:
    played.play(FAULTS["silence"])
    master, slave = pty.openpty()
    running = asked(ingested, played, slave)
    os.close(slave)
    seen = b""
    while b"30.25" not in seen:
        seen += os.read(master, 65536)
    assert running.poll() is None  # the model is still silent
    begun = time.monotonic()
    _, err = running.communicate(timeout=60)
    os.close(master)
    assert running.returncode == 0 and "语言模型" in err.decode() and b"Traceback" not in err
    assert time.monotonic() - begun < 60
