"""A scanned page: read by OCR where the extra is installed and said to be; named as unread where it is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.ingest import read_disclosure, understood
from corpus.read import scan
from corpus.read.layout import layout_page
from corpus.read.open import raw_pages
from corpus.read.raw import lines_of
from tests.build import write_pdf
from tests.corpus.read.test_readers import PAGE


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    """A page that is only a picture of a page."""
    import io

    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    from corpus.read.render import page_png

    picture = page_png(write_pdf(tmp_path / "made.pdf", [PAGE]), 1, 150)
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=(595, 842), invariant=True)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return tmp_path / "scan.pdf"


def test_without_the_extra_the_page_is_named(scanned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    found = read_disclosure(scanned)
    assert not found.facts
    assert any("第 1 页没有文字层" in warning for warning in found.document.warnings)


def test_with_the_extra_it_is_read_and_said_to_be_doubtful(scanned: Path) -> None:
    if not scan.available():
        pytest.skip("the extra [ocr] is not installed")
    found = read_disclosure(scanned)
    assert "1,310.00" in {fact.text for fact in found.facts}
    assert any("文字识别" in warning for warning in found.document.warnings)
    sure = [fact.confidence for fact in found.facts]
    assert all(c is not None and 0.5 < c <= 1 for c in sure)


def test_each_number_of_a_scanned_page_has_the_confidence_of_its_line(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "made.pdf", [PAGE, PAGE])
    first, second = raw_pages(path)
    rows = [(line.bbox, 0.5 if "1,310.00" in line.text else 0.9) for line in lines_of(first.chars)]
    layouts = [layout_page(replace(first, doubts=tuple(rows))), layout_page(second)]
    facts = understood(path, layouts)[0].facts
    assert {f.confidence for f in facts if f.page == 1 and f.text == "1,310.00"} == {0.5}
    assert {f.confidence for f in facts if f.page == 1} == {0.5, 0.9}
    assert {f.confidence for f in facts if f.page == 2} == {None}


def test_long_runs_of_ink_are_rulings() -> None:
    import numpy

    ink = numpy.zeros((40, 200), bool)
    ink[10, 5:195] = True
    ink[20, 5:20] = True
    edges = list(scan._rulings(ink, 0.5))
    assert [(e["orientation"], e["x0"], e["x1"], e["top"]) for e in edges] == [("h", 2.5, 97.5, 5.25)]
