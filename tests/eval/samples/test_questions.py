"""The questions on the samples can be scored: known kinds and statuses, figures that the samples print."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.samples.make import FOLDER, disclosures

QUESTIONS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "questions.yaml").read_text(encoding="utf-8"))
KINDS = set(
    "lookup table sum difference ratio growth cross_year cross_document count zero reason term contradiction unit "
    "not_itemised not_disclosed out_of_scope performance follow_up".split()
)
STATUSES = {"answered", "partial", "not_itemised", "not_disclosed", "out_of_scope"}
PRINTED = {"lookup", "not_itemised"}


def test_there_are_enough_of_them_and_enough_to_refuse() -> None:
    refusals = [q for q in QUESTIONS if "answered" not in q["status"]]
    assert len(QUESTIONS) >= 60 and len(refusals) >= 15
    assert len({(q["q"], *q.get("history", ())) for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["q"])
def test_a_question_is_well_formed(question: dict[str, Any]) -> None:
    assert question["kind"] in KINDS and set(question["status"]) <= STATUSES and question["why"]
    assert set(question["docs"]) <= set(disclosures())
    for pattern in (*question.get("must", ()), *question.get("must_not", ())):
        re.compile(pattern)


def printed(samples: Path, stem: str) -> str:
    lines = (samples / "cells" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return " ".join(json.loads(line)["text"] for line in lines)


def test_figures_that_are_looked_up_are_printed(samples: Path) -> None:
    for question in QUESTIONS:
        if question["kind"] in PRINTED and "机关运行" not in question["q"]:
            texts = " ".join(printed(samples, stem) for stem in question["docs"]).split()
            assert set(question["figures"]) <= set(texts), question["q"]
