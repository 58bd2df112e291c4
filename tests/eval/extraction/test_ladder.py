"""The ladder counts a cell at a rung only where every rung below it was reached."""

from __future__ import annotations

import pytest

from eval.extraction.__main__ import main
from eval.extraction.ladder import RUNGS, PrintedCell, Score, plain, read_truth
from eval.extraction.run import SAMPLES, pairs_of, table
from eval.peers.tables import PEERS, cells_of

TRUTH = PrintedCell(3, "1,204.50", ("合计", "一、基本支出"), ("2024年", "预算数"), "万元", 2024, "301")
LADDER = [
    ("the same", TRUTH, 5),
    ("without separators, numbering and quotes", PrintedCell(3, "1204.50", ("“合计”", "基本支出"), ("2024 年", "预算数"), "万元", 2024, "301"), 5),
    ("another unit", PrintedCell(3, "1,204.50", TRUTH.row, TRUTH.col, "元", 2024, "301"), 4),
    ("another ancestor", PrintedCell(3, "1,204.50", ("基本支出",), TRUTH.col, "万元", 2024, "301"), 3),
    ("another head", PrintedCell(3, "1,204.50", TRUTH.row, ("2024年", "决算数"), "万元", 2024, "301"), 2),
    ("another row", PrintedCell(3, "1,204.50", ("合计",), TRUTH.col, "万元", 2024, "301"), 1),
    ("another page", PrintedCell(4, "1,204.50", TRUTH.row, TRUTH.col, "万元", 2024, "301"), 0),
]  # fmt: skip


@pytest.mark.parametrize(("found", "reached"), [case[1:] for case in LADDER], ids=[case[0] for case in LADDER])
def test_a_rung_needs_those_below_it(found: PrintedCell, reached: int) -> None:
    score = Score()
    score.add([TRUTH], [found])
    assert [score.found[rung] for rung in RUNGS] == [1] * reached + [0] * (5 - reached)
    assert score.extra == (1 if found.page == 3 and reached == 0 else 0)


def test_what_is_found_twice_counts_once_and_is_extra() -> None:
    score = Score()
    score.add([TRUTH], [TRUTH, TRUTH, PrintedCell(9, "1.00")])
    assert (score.found["number"], score.extracted, score.extra) == (1, 2, 1)


def test_labels_are_compared_without_what_is_set_around_them() -> None:
    assert plain("其中：“三公” 经费") == plain("一、三公经费") == plain("2.三公（经费）") == "三公经费"


def test_a_matrix_becomes_cells_with_label_and_heads() -> None:
    matrix: list[list[str | None]] = [["项目", "2024年", None], [None, "基本\n支出", "项目支出"], ["合计", "10.00", "5.00"]]
    found = list(cells_of(2, matrix))
    assert [(c.row, c.col, c.text) for c in found] == [
        (("合计",), ("2024年", "基本支出"), "10.00"),
        (("合计",), ("2024年", "项目支出"), "5.00"),
    ]


def test_the_samples_are_the_default_and_their_truth_is_read() -> None:
    pairs = pairs_of([], None)
    assert pairs and all(truth.is_file() and pdf.is_file() for truth, pdf in pairs)
    assert all(cell.text for cell in read_truth(pairs[0][0]))


def test_one_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    truth = sorted((SAMPLES / "cells").glob("*.jsonl"))[0]
    assert main([str(truth), "--pdfs", str(SAMPLES), "--only", "budget-qa (pdfium)", "pdfplumber extract_tables"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split("|")[1].strip() for line in printed if line.startswith("| ")][2:] == [
        "budget-qa (pdfium)",
        "pdfplumber extract_tables",
    ]
    assert main(["absent.jsonl"]) == 1
    assert "PyMuPDF find_tables" in PEERS and table({"x": Score()})
