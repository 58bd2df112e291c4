"""The shared scorers as gates, where ../shared is: cells of real disclosures, and questions about them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = f"{sys.executable} -m qa.cli"


def run(words: list[str], home: Path) -> str:
    """Run a program on a home of its own; its output."""
    environment = os.environ | {"BUDGET_QA_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, env=environment, timeout=600)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home."""
    return tmp_path_factory.mktemp("home")


def test_cells_questions_and_findings_of_real_disclosures(shared: Path, home: Path) -> None:
    """One ingestion serves all: it takes longer than the questions."""
    files = sorted(f for f in (shared / "disclosures").glob("*.pdf") if "altered" not in f.name)
    run(["-m", "qa.cli", "ingest", *map(str, files)], home)
    truth = sorted(str(f) for f in (shared / "cases" / "cells").glob("*.jsonl") if "altered" not in f.name)
    cells = run(
        [str(shared / "tools" / "score_cells.py"), *truth, "--pdfs", str(shared / "disclosures"),
         "--command", f"{COMMAND} facts {{document}} --json", "--at-least", "0.985", "--meaning-at-least", "0.98",
         "--extra-at-most", "0.01", "--place-at-least", "0.995"], home,
    )  # fmt: skip
    assert "all" in cells
    answers = run(
        [str(shared / "tools" / "score_answers.py"), str(shared / "cases" / "questions.yaml"), "--show",
         "--command", f"{COMMAND} ask --json -", "--at-least", "0.95"], home,
    )  # fmt: skip
    wrong = re.search(r"wrong (\d+), missed", answers)
    # one question is about a file that is left out of the corpus, as its README says
    assert wrong and int(wrong.group(1)) <= 1, answers
    found = run(
        [str(shared / "tools" / "score_audit.py"), str(shared / "cases" / "inconsistencies.yaml"),
         "--command", f"{COMMAND} audit --json", "--at-least", "0.9"], home,
    )  # fmt: skip
    assert "found" in found


def test_the_hotline_disclosure_alone(shared: Path, tmp_path: Path) -> None:
    run(["-m", "qa.cli", "ingest", str(shared / "disclosures" / "yantian-zwfw-2022.pdf")], tmp_path)
    run(
        [str(shared / "tools" / "score_answers.py"), str(shared / "cases" / "yantian.yaml"), "--show",
         "--command", f"{COMMAND} ask --json -", "--at-least", "0.95", "--wrong-at-most", "0"], tmp_path,
    )  # fmt: skip
