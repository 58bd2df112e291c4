"""Pictures of pages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import Damaged, NotFound
from corpus.read.render import MAX_PIXELS, page_png, page_size
from tests.build import Text, write_pdf


def test_a_page_is_drawn_as_it_is_shown(tmp_path: Path) -> None:
    """A filled rectangle, not text: a font that is not in the file is drawn only where the machine has one."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(600, 300), invariant=True)  # as shown: the file has 300 by 600
    canvas.setPageRotation(90)
    canvas.rect(20, 40, 100, 50, stroke=0, fill=1)
    canvas.save()
    assert page_size(path, 1) == (600, 300)
    image = Image.open(io.BytesIO(page_png(path, 1, dpi=72))).convert("L")
    assert image.size == (600, 300)
    assert image.getpixel((65, 70)) == 0 and image.getpixel((65, 200)) == 255


def test_a_huge_page_is_drawn_smaller(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Text("大", 100)]], size=(14000, 14000))
    image = Image.open(io.BytesIO(page_png(path, 1)))
    assert 0.9 * MAX_PIXELS < image.width * image.height <= MAX_PIXELS * 1.001


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Text("甲", 100)]])
    with pytest.raises(NotFound):
        page_png(path, 2)
    with pytest.raises(NotFound):
        page_png(tmp_path / "none.pdf", 1)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(Damaged):
        page_size(tmp_path / "broken.pdf", 1)
