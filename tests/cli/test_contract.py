"""What each command writes, and the code it ends with."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Done

Cli = Callable[..., Done]
FACT = {"page", "table", "unit", "year", "row", "code", "col", "text", "value", "bbox"}
FOUND = {"rank", "score", "why", "document", "department", "year", "page", "table", "row", "column", "text", "unit",
         "bbox"}


def test_facts_by_name_stem_and_id(cli: Cli, home: Path) -> None:
    document, = cli("documents", "--json", "--home", home).lines
    assert (document["document"], document["year"], document["sample"]) == (SAMPLE, 2022, True)
    found = [cli("facts", name, "--json", "--home", home).lines for name in (SAMPLE, SAMPLE[:-4], document["id"])]
    assert found[0] == found[1] == found[2] and len(found[0]) > 500
    for fact in found[0]:
        assert set(fact) == FACT
        assert fact["table"] is not None and len(fact["bbox"]) == 4 and isinstance(fact["value"], str)


def test_all_adds_the_facts_of_prose(cli: Cli, home: Path) -> None:
    every = cli("facts", SAMPLE, "--all", "--json", "--home", home).lines
    prose = [fact for fact in every if fact["table"] is None]
    assert prose and all(fact["quote"] and fact["text"] in fact["quote"] and fact["row"] == [] for fact in prose)


def test_facts_for_people(cli: Cli, home: Path) -> None:
    done = cli("facts", SAMPLE, "--home", home)
    assert done.code == 0 and "示例市政务服务数据管理局" in done.out and "87.99" in done.out


def test_projects_with_the_rows_of_their_amounts_and_what_is_said_of_them(cli: Cli, home: Path) -> None:
    projects = {p["project"]: p for p in cli("facts", SAMPLE, "--projects", "--json", "--home", home).lines}
    found = projects["政务事项管理经费"]
    assert [(fact["page"], fact["text"]) for fact in found["amounts"]] == [(11, "87.99"), (3, "87.99"), (18, "87.99")]
    assert [(told["head"], told["text"][:2]) for told in found["told"]] == [("绩效目标", "用于"), ("主要内容", "管理")]
    assert "政务事项管理经费" in cli("facts", SAMPLE, "--projects", "--home", home).out


def test_search(cli: Cli, home: Path) -> None:
    found = cli("search", "公务", "接待费", "-k", "3", "--json", "--home", home).lines
    assert 0 < len(found) <= 3 and all(set(hit) == FOUND for hit in found)
    assert [hit["rank"] for hit in found] == list(range(1, len(found) + 1))
    assert cli("search", "公务接待费", "--year", "1999", "--json", "--home", home).lines == []
    assert cli("search", "--kind", "中算", "水费", "--home", home).code == 2


def test_words_that_the_answer_quotes_are_not_printed_twice(cli: Cli, home: Path) -> None:
    asked = "12345热线一年花多少钱？"
    answer, = cli("ask", asked, "--json", "--home", home).lines
    quotes = [each["quote"] for each in answer["citations"] if len(each["quote"]) > 40]
    printed = cli("ask", asked, "--home", home).out
    assert quotes and all(printed.count(quote) == 1 and f": {quote[:24]}…" in printed for quote in quotes)


def test_ask_and_its_lines(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, = cli("ask", "政务事项管理经费是多少？", "--json", "--home", home).lines
    assert one["status"] == "answered" and "87.99" in one["answer"] and one["citations"][0]["document"] == SAMPLE
    lines = ["政务事项管理经费是多少？", json.dumps({"question": "公务接待费呢？", "history": ["政务事项管理经费是多少？"]}),
             "{broken", "", json.dumps({"question": 7}), json.dumps({"question": "水费", "history": "x"}),
             json.dumps(["question"])]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    answers = cli("ask", "--json", "-", "--home", home).lines
    assert len(answers) == len(lines)
    assert [answer.get("status") is not None for answer in answers[:2]] == [True, True]
    assert answers[0]["answer"] == one["answer"]
    assert all(set(answer) == {"error"} for answer in answers[2:6])


@pytest.mark.parametrize(("text", "code", "verdict"), [
    ("示例市政务服务数据管理局2022年政务事项管理经费87.99万元。", 0, "verified"),
    ("示例市政务服务数据管理局2022年政务事项管理经费88.99万元。", 3, "contradicted"),
    ("没有数字。", 0, None),
])
def test_check(cli: Cli, home: Path, text: str, code: int, verdict: str | None) -> None:
    done = cli("check", text, "--json", "--home", home)
    checked, = done.lines
    assert done.code == code and checked["text"] == text
    assert [figure["verdict"] for figure in checked["figures"]] == ([verdict] if verdict else [])
    assert cli("check", text, "--home", home).code == code


def test_check_lines(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"text": "政务事项管理经费88.99万元"}\n{"question": "?"}\n没有数字\n'))
    done = cli("check", "-", "--home", home)
    assert done.code == 3
    assert ["error" in line for line in done.lines] == [False, True, False]


def test_forget(cli: Cli, home: Path) -> None:
    assert "forgotten" in cli("forget", SAMPLE, "--home", home).out
    done = cli("facts", SAMPLE, "--home", home)
    assert (done.code, done.out) == (1, "") and "ingested yet" in done.err


def test_ingest_tells_of_each_file(cli: Cli, home: Path, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m坏\n.pdf").write_bytes(b"no pdf")
    done = cli("ingest", samples / SAMPLE, tmp_path / "\x1b[31m坏\n.pdf", "--home", home)
    assert done.code == 1 and done.out.startswith(f"unchanged  {SAMPLE}")
    assert "1 unchanged, 1 failed" in done.out
    assert "\x1b" not in done.err and done.err.count("\n") == 1 and "no PDF" in done.err


def test_doctor_prepares_anew_whatever_else_is_broken(cli: Cli, home: Path) -> None:
    """Where the originals are gone, which only a person can mend, and so is the snapshot of a document."""
    before = cli("ask", "政务事项管理经费是多少？", "--json", "--home", home).lines
    shutil.rmtree(home / "files")
    with closing(sqlite3.connect(home / "facts.sqlite")) as database, database:
        database.execute("UPDATE sources SET path = path || '.gone'")
        database.execute("UPDATE prepared SET version = 'former'")
        database.execute("UPDATE snapshots SET body = x'00'")
    look = cli("doctor", "--look", "--home", home)
    assert look.code == 1 and "broken    What is prepared of 1 documents is behind" in look.out
    done = cli("doctor", "--home", home)
    assert done.code == 1 and "mended    What is prepared of 1 documents was behind" in done.out
    assert f"broken    The copy of {SAMPLE} is gone" in done.out
    assert "prepared" not in cli("doctor", "--home", home).out
    after = cli("ask", "政务事项管理经费是多少？", "--json", "--home", home).lines
    assert [a | {"timings": 0} for a in after] == [b | {"timings": 0} for b in before]


def test_doctor_names_what_cannot_be_prepared(cli: Cli, home: Path) -> None:
    with closing(sqlite3.connect(home / "facts.sqlite")) as database, database:
        database.execute("UPDATE prepared SET version = 'former'")
        database.execute("UPDATE snapshots SET body = x'00'")
        database.execute("UPDATE rows SET path = '{'")
    done = cli("doctor", "--home", home)
    assert done.code == 1 and f"broken    What is prepared of {SAMPLE} cannot be made" in done.out


def test_doctor(cli: Cli, home: Path) -> None:
    (home / "vectors" / "CURRENT").unlink()
    assert cli("doctor", "--look", "--home", home).code == 1
    assert "mended" in cli("doctor", "--home", home).out
    assert cli("doctor", "--look", "--home", home).code == 0


@pytest.mark.parametrize("words", [
    ["facts", "x"], ["documents"], ["search", "水费"], ["ask", "水费多少？"], ["ask", "-"], ["check", "水费1万元"],
    ["forget", "x"], ["doctor"], ["audit"], ["export", "--fiscal-data-package", "x"]])
def test_an_empty_corpus_is_said_in_a_sentence(cli: Cli, tmp_path: Path, words: list[str]) -> None:
    done = cli(*words, "--home", tmp_path / "new")
    assert (done.code, done.out) == (1, "")
    assert done.err == "Nothing is ingested yet: run `budget-qa ingest PATH` first.\n"
    assert not (tmp_path / "new").exists(), "looking makes nothing"


@pytest.mark.parametrize("words", [[], ["nothing"], ["facts"], ["ask"], ["facts", "--nothing", "x"], ["search", "-k", "0"], ["export"],
                                   ["search", "水费", "--year", "twenty"]])
def test_wrong_usage_ends_with_2(cli: Cli, words: list[str]) -> None:
    assert cli(*words).code == 2


@pytest.mark.parametrize("command", ["ingest", "documents", "facts", "search", "ask", "check", "audit", "eval", "serve",
                                     "forget", "doctor", "export"])
def test_every_command_has_a_home_and_a_help(cli: Cli, command: str) -> None:
    done = cli(command, "--help")
    assert done.code == 0 and "--home" in done.out


def test_an_unknown_document_is_said(cli: Cli, home: Path) -> None:
    done = cli("facts", "nothing.pdf", "--home", home)
    assert done.code == 1 and "No document is named nothing.pdf" in done.err
    assert "Traceback" in cli("facts", "nothing.pdf", "--home", home, "--debug").err


def test_a_setting_that_cannot_be(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_QA_WORKERS", "many")
    done = cli("ingest", home, "--home", home)
    assert done.code == 1 and "BUDGET_QA_WORKERS" in done.err
