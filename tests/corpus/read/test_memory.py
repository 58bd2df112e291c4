"""What reading takes of memory: a share for each page while the file is read, and afterwards no more than what it says."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from tests.build import Table, Text, write_pdf

WHILE, AFTER = 0.45, 0.1
"""MB for a page full of rows: while the file is read (0.36 measured), and for its facts (0.07)."""


def _long(path: Path, pages: int) -> Path:
    heads = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    made: list[list[Table | Text]] = [[Text("示意省财政厅2023年部门预算", 200, None, 20)]]
    for k in range(pages):
        rows = [[str(201 + j), f"示意科目{k}第{j}", f"{k * 10 + j}.50", f"{k * 10 + j}.50", "0.00"] for j in range(28)]
        made.append([Text("部门支出预算表", 50, None, 14), Table([heads, *rows], [80, 160, 80, 80, 80], 110)])
    return write_pdf(path, made)


@pytest.mark.long
def test_each_page_takes_its_share_and_leaves_only_its_facts(tmp_path: Path) -> None:
    short, long = _long(tmp_path / "short.pdf", 5), _long(tmp_path / "long.pdf", 45)
    read_disclosure(short, "pdfium")  # what is loaded once
    peaks, kept = [], []
    tracemalloc.start()
    for path in (short, long):
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        found = read_disclosure(path, "pdfium")
        peaks.append((tracemalloc.get_traced_memory()[1] - before) / 1e6)
        gc.collect()
        kept.append((tracemalloc.get_traced_memory()[0] - before) / 1e6)
        assert len(found.facts) > 400
        del found
    tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / 40 < WHILE and (kept[1] - kept[0]) / 40 < AFTER
