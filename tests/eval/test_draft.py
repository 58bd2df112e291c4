"""Drafted cases: computed exactly, the same for the same corpus, and worked out by what answers nothing."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from eval.case import Case, load, number
from eval.cli import main
from eval.draft import TEMPLATES, draft
from eval.systems.ground import Ground
from eval.work import cells_in, worked_out


@pytest.fixture(scope="module")
def drafted(ground: Ground) -> list[Case]:
    return draft(ground.store, each=6)


def test_every_template_gives_cases_and_the_same_again(drafted: list[Case], ground: Ground) -> None:
    kinds = {case.kind for case in drafted}
    assert kinds == {"lookup", "unit", "sum", "difference", "cross_year", "growth", "not_disclosed"}
    assert len(drafted) == 6 * len(TEMPLATES) == len({case.asked for case in drafted})
    assert draft(ground.store, each=6) == drafted != draft(ground.store, each=6, seed=8)


def test_what_they_expect_comes_out_of_the_true_cells(drafted: list[Case], samples: Path) -> None:
    cells = cells_in(samples / "cells")
    for case in drafted:
        for working, figure in zip(case.work, case.figures, strict=True):
            decimals = len(figure.partition(".")[2])
            unit = "%" if working.endswith("%") else case.unit
            assert worked_out(working, unit, decimals, cells) == number(figure), case.q


def test_nothing_that_is_refused_is_printed(drafted: list[Case], samples: Path) -> None:
    printed = "".join(
        json.loads(line)["row"][-1]
        for p in (samples / "cells").glob("*.jsonl")
        for line in p.read_text(encoding="utf-8").splitlines()
        if json.loads(line)["row"]
    )
    for case in drafted:
        if case.refuses and (item := re.search("年.*里(.*)是多少", case.q)):
            assert item[1] not in printed


def test_the_command_writes_a_question_file(ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "drafted.yaml"
    assert main(["new", str(out), "--home", str(ground.settings.home), "--each", "2"]) == 0
    cases = load(out)
    assert len(cases) == 12 and all(isinstance(c.tolerance, Decimal) for c in cases)
    assert "look them over" in capsys.readouterr().out
    assert (
        main(
            [str(out), "--home", str(ground.settings.home), "--cache", str(tmp_path / "cache"), "--wrong-at-most", "0"]
        )
        == 0
    )
