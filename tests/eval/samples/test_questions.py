"""The questions on the samples can be scored; what they expect comes from printed cells, apart from what answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from eval.case import Case, load, number
from eval.samples.make import FOLDER, disclosures
from eval.work import cells_in, worked_out

FILES = ("questions.yaml", "everyday.yaml")
QUESTIONS: list[Case] = [case for name in FILES for case in load(FOLDER / name)]
KINDS = set(
    "lookup table sum difference ratio growth cross_year cross_document count zero reason term contradiction unit "
    "not_itemised not_disclosed out_of_scope performance follow_up".split()
)
PRINTED = {"lookup", "not_itemised"}
CELLS = cells_in(FOLDER / "cells")


def test_there_are_enough_of_them_and_enough_to_refuse() -> None:
    assert len(QUESTIONS) >= 150 and sum(case.refuses for case in QUESTIONS) >= 40
    assert {case.kind for case in QUESTIONS} == KINDS
    assert sum(bool(case.history) for case in QUESTIONS) >= 10
    assert sum(case.q.isascii() for case in QUESTIONS) >= 8
    assert len({case.asked for case in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case.q)
def test_a_question_is_well_formed(case: Case) -> None:
    assert case.kind in KINDS and case.why
    assert set(case.docs) <= set(disclosures())


def decimals(figure: str) -> int:
    return len(figure.partition(".")[2])


def units(case: Case) -> list[str]:
    """A percentage may stand beside an amount: its working ends in %."""
    return ["%" if working.endswith("%") else case.unit for working in case.work]


@pytest.mark.parametrize("case", [c for c in QUESTIONS if c.work], ids=lambda case: case.q)
def test_a_figure_comes_out_of_the_printed_cells(case: Case) -> None:
    assert len(case.work) == len(case.figures)
    found = [
        worked_out(w, unit, decimals(f), CELLS) for w, unit, f in zip(case.work, units(case), case.figures, strict=True)
    ]
    assert found == [number(figure) for figure in case.figures]


def printed(stem: str) -> set[str]:
    lines = (FOLDER / "cells" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return {json.loads(line)["text"] for line in lines}


@pytest.mark.parametrize(
    "case",
    [
        c
        for c in QUESTIONS
        if not c.work and c.kind in PRINTED and not re.search("机关运行", "".join((c.q, *c.history)))
    ],
    ids=lambda case: case.q,
)
def test_figures_that_are_looked_up_are_printed(case: Case) -> None:
    assert set(case.figures) <= {text for stem in case.docs for text in printed(stem)}


def test_refusals_expect_no_figure_of_their_own() -> None:
    """An upper bound may be named where a thing is inside a broader line; nothing where it is not disclosed."""
    assert [case.q for case in QUESTIONS if case.refuses and case.figures and case.kind != "not_itemised"] == []


def test_the_folder_of_cells_is_whole(samples: Path) -> None:
    assert {p.stem for p in (samples / "cells").glob("*.jsonl")} == set(disclosures())
