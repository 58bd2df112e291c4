"""The format of question files: its schema, its faults, and lines that read back as they were."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.case import SCHEMA, Case, CasesUnreadable, dump, load, schema


def validate(entries: Any) -> None:
    import_module("jsonschema").validate(entries, json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_schema_is_that_of_the_program() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "run python -m eval.case"


@pytest.mark.parametrize("name", ["questions.yaml", "everyday.yaml"])
def test_our_question_files_are_of_the_schema(name: str, samples: Path) -> None:
    validate(yaml.safe_load((samples / name).read_text(encoding="utf-8")))


def test_the_shared_question_files_are_of_the_schema(shared: Path) -> None:
    for name in ("questions.yaml", "yantian.yaml"):
        validate(yaml.safe_load((shared / "cases" / name).read_text(encoding="utf-8")))
        assert load(shared / "cases" / name)


def test_the_readme_names_every_key(root: Path) -> None:
    text = (root / "eval" / "README.md").read_text(encoding="utf-8")
    assert [name for name in Case.model_fields if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {q: x, figures: [abc]}", "question 1"),
        ("- {q: x}\n- {q: x, nonsense: 1}", "question 2: nonsense"),
        ("- {q: x, must: ['(']}", "regular expression"),
        ("- {q: x, status: [maybe]}", "status"),
        ("- {q: x, tolerance: -1}", "tolerance"),
        ("- {q: x, status: []}", "status"),
        ("- just text", "question 1"),
        ("{", "YAML"),
        ("[]", "no list"),
    ],
)
def test_faults_of_a_question_file_are_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CasesUnreadable, match=says):
        load(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasesUnreadable, match=r"none\.yaml"):
        load(tmp_path / "none.yaml")


def test_what_is_written_reads_back(tmp_path: Path, samples: Path) -> None:
    cases = load(samples / "everyday.yaml")
    file = tmp_path / "again.yaml"
    file.write_text(dump(cases), encoding="utf-8")
    assert load(file) == cases


def test_a_question_is_the_same_whatever_is_expected_of_it() -> None:
    assert Case(q="a", figures=["1"]).asked == Case(q="a").asked != Case(q="a", history=["b"]).asked
