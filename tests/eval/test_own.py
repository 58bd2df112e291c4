"""The gate: our own questions on the sample disclosures, from nothing, as `budget-qa eval` runs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from eval.cli import main

RIGHT, WRONG = "0.98", "0"


def test_our_own_questions_are_answered_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGET_QA_HOME", str(tmp_path / "none"))
    code = main(
        ["--variant", "composer", "--fail-under", RIGHT, "--wrong-at-most", WRONG, "--cache", str(tmp_path / "cache")]
    )
    assert code == 0, capsys.readouterr().out
    assert not (tmp_path / "none").exists(), "the home of the user is not touched"


def test_the_shared_questions_get_the_scorers_verdicts(shared: Path, tmp_path: Path) -> None:
    """The same numbers as the shared scorer, on one real disclosure and its questions."""
    environment = os.environ | {"BUDGET_QA_HOME": str(tmp_path / "home"), "PYTHONPATH": str(Path(__file__).parents[2])}
    cli = [sys.executable, "-m", "qa.cli"]

    def run(*words: str) -> str:
        done = subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, timeout=300)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    run(*cli, "ingest", str(shared / "disclosures" / "yantian-zwfw-2022.pdf"))
    cases = str(shared / "cases" / "yantian.yaml")
    theirs = run(
        sys.executable, str(shared / "tools" / "score_answers.py"), cases, "--command", f"{sys.executable} -m qa.cli ask --json -"
    )  # fmt: skip
    ours = run(*cli, "eval", cases, "--quiet", "--cache", str(tmp_path / "cache"))
    by_kind = re.compile(r"^\w+ +right +\d+/.*$", re.MULTILINE)
    assert by_kind.findall(ours) == by_kind.findall(theirs) != []
    assert ours.splitlines()[-1].removeprefix("composer: ") == theirs.splitlines()[-1]
