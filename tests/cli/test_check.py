"""`budget-qa check`: what it makes of stdin, of long and odd texts, and its exit codes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Done

Cli = Callable[..., Done]
TRUE = "示例市政务服务数据管理局2022年预算中，政务事项管理经费87.99万元。"
FALSE = TRUE.replace("87.99", "89.79")


def given(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize(
    ("text", "code"), [(TRUE, 0), (FALSE, 3), ("没有数字的一句话。", 0), ("2022年3月5日第12号", 0)]
)
def test_exit_codes(cli: Cli, home: Path, text: str, code: int) -> None:
    assert cli("check", text, "--home", home).code == code


def test_lines_of_stdin_are_answered_one_by_one(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TRUE, json.dumps({"text": FALSE}), "", '{"text": 3}', "{not json", TRUE)
    done = cli("check", "-", "--json", "--home", home)
    assert done.code == 3
    verdicts = [line["figures"][0]["verdict"] if "figures" in line else "error" for line in done.lines]
    assert verdicts == ["verified", "contradicted", "error", "error", "error", "verified"]


def test_a_long_text(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred kilobytes: every figure is judged, and stands where the report says."""
    text = (TRUE + "这一段没有数字，只是说明工作情况，篇幅较长。" * 3) * 360
    assert len(text.encode()) > 100_000
    given(monkeypatch, json.dumps({"text": text}, ensure_ascii=False))
    [found] = cli("check", "-", "--json", "--home", home).lines
    assert {figure["verdict"] for figure in found["figures"]} == {"verified"}
    assert len(found["figures"]) == 360
    assert all(text[f["start"] : f["end"]] == f["text"] for f in found["figures"])


@pytest.mark.parametrize(
    "text",
    [
        "，" * 3000,
        "《" * 500,
        "占" * 2000 + "10%",
        "和" * 500 + "合计10万元",
        "一" * 3000 + "万元",
        "\u202e87.99万元",
        "1" * 400 + "万元",
    ],
)
def test_odd_texts_are_no_failure(cli: Cli, home: Path, text: str) -> None:
    done = cli("check", text, "--json", "--home", home)
    assert done.code in (0, 3)
    assert done.lines[0]["text"] == text


def test_without_a_corpus_it_says_what_to_do(cli: Cli, tmp_path: Path) -> None:
    done = cli("check", TRUE, "--home", tmp_path / "empty")
    assert (done.code, done.out) == (1, "")
    assert "budget-qa ingest" in done.err
    assert "Traceback" not in done.err
