"""What reading takes of memory: no more for a long file than for a short one, but for what is told of each page."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.ingest import Reading, read_disclosure
from corpus.read.kept import Kept
from tests.build import BUILT, Table, Text, write_pdf

SHARE, OF_ONE = 0.03, 0.06
"""MB for each page more, where each has a table or text of its own, and where all of them are one table, the labels of
which are needed to the end (measured: 0.3 and 0.4 before pages were put by)."""


def _long(path: Path, pages: int, kind: str) -> Path:
    heads = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    made: list[list[Table | Text]] = [[Text("示意省财政厅2023年部门预算", 200, None, 20)]]
    for k in range(pages):
        if kind == "prose":
            said = [f"2023年示意事项{k}之{j}预算{k * 10 + j}.50万元，比上年增加{j}.20万元，主要原因是示意。" for j in range(25)]
            made.append([Text(text, 60 + 20 * j, 50, 10) for j, text in enumerate(said)])
            continue
        rows = [[str(201 + j), f"示意科目{k}第{j}", f"{k * 10 + j}.50", f"{k * 10 + j}.50", "0.00"] for j in range(20)]
        title = "部门支出预算表" if kind == "one table" else f"示意第{k}所支出预算表"
        made.append([Text(title, 50, None, 14), Table([heads, *rows], [80, 160, 80, 80, 80], 110)])
    write_pdf(path, made)
    BUILT.clear()  # the readers are held to each other elsewhere
    return path


def _peak(path: Path) -> float:
    """The most memory (MB) that reading a file took, whose tables and passages are passed on one by one."""
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    reading = Reading.of(path, "pdfium", held=(2, 40))
    count = sum(len(row.facts) for _, rows in reading.tables() for row in rows)
    count += sum(len(sentence.facts) for passage in reading.passages() for sentence in passage.sentences)
    assert count > 100
    return (tracemalloc.get_traced_memory()[1] - before) / 1e6


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize(("kind", "most"), [("tables", SHARE), ("prose", SHARE), ("one table", OF_ONE)])
def test_a_longer_file_takes_no_more_memory(kind: str, most: float, tmp_path: Path, traced: None) -> None:
    short, long = _long(tmp_path / "short.pdf", 6, kind), _long(tmp_path / "long.pdf", 18, kind)
    _peak(short)  # what is loaded once
    first = _peak(short)
    assert (_peak(long) - first) / 12 < most


@pytest.mark.parametrize("kind", ["tables", "prose", "one table"])
def test_what_was_put_by_comes_back_as_it_was(kind: str, tmp_path: Path) -> None:
    path = _long(tmp_path / "long.pdf", 6, kind)
    put_by = Reading.of(path, "pdfium", held=(0, 0)).whole()
    assert put_by == read_disclosure(path, "pdfium")


def test_what_is_kept_comes_back_in_its_order() -> None:
    kept: Kept[str] = Kept(2)
    places = [kept.append(text * 1000) for text in "甲乙丙丁"]
    assert places == [0, 1, 2, 3] and [text[0] for text in kept] == list("甲乙丙丁")
    assert kept[3] == "丁" * 1000 and len(kept) == 4


def test_a_full_disk_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(ReadError, match="TMPDIR"):
        Kept[str](0).append("甲")
