"""The retriever as the README shows it, run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.ingest import ingest
from index.settings import Settings
from index.stores import open_store

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    [example] = [block for block in re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
                 if "BudgetRetriever" in block]
    settings = Settings(home=tmp_path)
    store = open_store(settings)
    [outcome] = ingest([ROOT / "eval/samples/shili-zwfw-2022.pdf"], store, settings)
    assert outcome.status == "added"
    store.close()
    monkeypatch.setenv("BUDGET_QA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "shili-zwfw-2022.pdf" in printed and "87.99" in printed and "写明用于" in printed
