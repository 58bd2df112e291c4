"""The picture of what was understood: cells, heads, levels, figures, and numbers that were missed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from corpus.errors import BudgetQAError, UnknownFormat
from corpus.ingest import read_layouts, understood
from corpus.overlay import GREEN, HEADS, LEVELS, RED, draw_pages, marks_of
from tests.build import Table, write_pdf
from tests.corpus.read.test_readers import PAGE, TITLE

HEADED = Table(
    [
        ["项目", "2024年预算数", None],
        [None, "基本支出", "项目支出"],
        ["合计", "10.00", "5.00"],
        ["  人员经费", "9.00", "4.00"],
    ],
    (200, 120, 120),
    130,
    merged={(0, 0): (2, 1), (0, 1): (1, 2)},
    right=frozenset({1, 2}),
)


def test_heads_levels_and_figures_are_marked(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "made.pdf", [[*TITLE, HEADED]])
    pages = list(read_layouts(path))
    disclosure, raw = understood(path, pages)
    marks = marks_of(pages, raw, disclosure)[1]
    assert sorted(m.tag for m in marks if m.colour in HEADS) == ["h1", "h1", "h2", "h2"]
    assert sum(m.colour == GREEN for m in marks) == 4
    assert sum(m.colour in LEVELS and m.tag.isdigit() for m in marks) == 2
    assert not [m for m in marks if m.colour == RED]


def test_pages_are_drawn_with_colour(tmp_path: Path) -> None:
    from PIL import Image

    (drawn,) = draw_pages(write_pdf(tmp_path / "made.pdf", [PAGE]), tmp_path / "out", name="某某局")
    assert drawn.name == "某某局-001.png"
    picture = Image.open(io.BytesIO(drawn.read_bytes())).convert("RGB")
    assert GREEN in {colour for _, colour in picture.getcolors(1 << 24) or ()}


def test_what_has_no_pages_or_cannot_be_written_is_said(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text("项目,金额\n合计,1.00\n", encoding="utf-8")
    with pytest.raises(UnknownFormat, match="只有 PDF"):
        draw_pages(sheet, tmp_path / "out")
    with pytest.raises(BudgetQAError, match="无法写入"):
        draw_pages(write_pdf(tmp_path / "made.pdf", [PAGE]), sheet / "out")
