"""The fast reader is held to the reference: the same characters, boxes and facts on built pages and on real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import BudgetQAError
from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from corpus.read import pdf, pdfium
from corpus.read.auto import Reader, alike, pdf_pages
from tests.build import Table, Text, write_pdf
from tests.corpus.conftest import differences

HEADS = ["项目", "2023年预算数", "2024年预算数"]
ROWS = [HEADS, ["合计", "1,204.50", "1,310.00"], ["基本支出", "804.50", "910.00"], ["项目支出", "400.00", "400.00"]]
TABLE = Table(ROWS, (200, 120, 120), 130, right=frozenset({1, 2}))
TITLE = [Text("示例市某某局2024年部门预算", 40, None, 16), Text("支出预算总表", 80, None), Text("单位：万元", 105, 420)]
PAGE: list[Table | Text] = [*TITLE, TABLE]


def _rotated(path: Path) -> Path:
    return write_pdf(path, [PAGE], rotate=90)


def _upside_down(path: Path) -> Path:
    return write_pdf(path, [PAGE], rotate=180)


def _outside(path: Path) -> Path:
    return write_pdf(path, [[*PAGE, Text("页外1,000.00", 900), Text("页外", -50), Text("页外2.00", 300, 700)]])


def _white(path: Path) -> Path:
    return write_pdf(path, [[*PAGE, Text("白色文字9,999.99", 500, white=True)]])


def _without_size(path: Path) -> Path:
    return write_pdf(path, [[*PAGE, Text("看不见9,999.99", 500, size=0.1)]])


def _several(path: Path) -> Path:
    return write_pdf(path, [PAGE, [Text("正文一句，共1,310.00万元。", 60)], PAGE])


def _drawn(path: Path, draw: Callable[..., None]) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(400, 300), invariant=True)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def _ruled(canvas) -> None:  # type: ignore[no-untyped-def]
    for k in range(4):
        canvas.line(50, 100 + 20 * k, 250, 100 + 20 * k)
        canvas.line(50 + 200 * k / 3, 100, 50 + 200 * k / 3, 160)
    canvas.drawString(55, 106, "12.50")


def _form(path: Path) -> Path:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.beginForm("inner")
        _ruled(canvas)
        canvas.endForm()
        canvas.translate(30, 20)
        canvas.scale(0.9, 0.9)
        canvas.doForm("inner")

    return _drawn(path, draw)


def _turned_text(path: Path) -> Path:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        _ruled(canvas)
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(110, -70, "sideways 7.00")
        canvas.restoreState()

    return _drawn(path, draw)


def _thin_boxes(path: Path) -> Path:
    """Rulings drawn as filled boxes, with white and shaded boxes behind the text."""

    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.setFillGray(1)
        canvas.rect(52, 102, 60, 10, stroke=0, fill=1)
        canvas.setFillGray(0.8)
        canvas.rect(50, 140, 200, 20, stroke=0, fill=1)
        canvas.setFillGray(0)
        for k in range(4):
            canvas.rect(50, 100 + 20 * k, 200, 0.5, stroke=0, fill=1)
            canvas.rect(50 + 200 * k / 3, 100, 0.5, 60, stroke=0, fill=1)
        canvas.drawString(55, 106, "12.50")
        canvas.setFillGray(1)
        canvas.drawString(55, 146, "white on grey 3")
        canvas.drawString(300, 250, "white on white 4")

    return _drawn(path, draw)


def _polygons(path: Path) -> Path:
    """Boxes drawn as polygons, a slanted line, a round corner, two boxes in one path."""

    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        made = canvas.beginPath()
        for x, y in ((50, 100), (120, 100)):
            made.moveTo(x, y)
            for dx, dy in ((70, 0), (70, 30), (0, 30)):
                made.lineTo(x + dx, y + dy)
            made.close()
        canvas.drawPath(made)
        canvas.line(50, 200, 90, 240)
        canvas.roundRect(200, 100, 80, 60, 6)
        canvas.drawString(60, 110, "1.5 - 2 fi")

    return _drawn(path, draw)


def _clipped(path: Path) -> Path:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        made = canvas.beginPath()
        made.rect(40, 90, 300, 200)
        canvas.clipPath(made, stroke=0)
        _ruled(canvas)

    return _drawn(path, draw)


def _boxed(path: Path) -> Path:
    """A media box that does not begin at the origin, and a smaller crop box."""
    import pikepdf

    _drawn(path, _ruled)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].mediabox = pikepdf.Array([-20, -30, 400, 300])
        document.pages[0].cropbox = pikepdf.Array([10, 10, 390, 290])
        document.pages[0].Rotate = 270
        document.save(path)
    return path


def _cropped(path: Path, rotate: int = 0) -> Path:
    """Text in the media box that the crop box leaves out."""
    import pikepdf

    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        _ruled(canvas)
        canvas.drawString(5, 280, "cut off 9.00")

    _drawn(path, draw)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].cropbox = pikepdf.Array([30, 10, 500, 260])
        document.pages[0].Rotate = rotate
        document.save(path)
    return path


def _cropped_and_turned(path: Path) -> Path:
    return _cropped(path, 90)


def _embedded(path: Path) -> Path:
    """A font in the file, with its own numbering of glyphs and a map to characters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    file = Path(__file__).parents[3] / "eval" / "samples" / "font" / "wqy-microhei-subset.ttf"
    pdfmetrics.registerFont(TTFont("embedded", str(file)))

    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("embedded", 10)
        canvas.drawString(50, 200, "支出合计 1,310.00 万元")
        _ruled(canvas)

    return _drawn(path, draw)


def _without_map(path: Path) -> Path:
    """The same font without its map: nobody can tell what is printed, and the reference reads the page."""
    import pikepdf

    with pikepdf.open(_embedded(path), allow_overwriting_input=True) as document:
        for font in document.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                del font["/ToUnicode"]
        document.save(path)
    return path


def _inherited(path: Path) -> Path:
    import pikepdf

    _drawn(path, _ruled)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        del document.pages[0].obj["/MediaBox"]
        document.Root.Pages["/MediaBox"] = pikepdf.Array([0, 0, 420, 310])
        document.save(path)
    return path


def _twice(path: Path) -> Path:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        _ruled(canvas)
        canvas.drawString(55.3, 106, "12.50")

    return _drawn(path, draw)


BUILT = (_rotated, _upside_down, _outside, _white, _without_size, _several, _form, _turned_text, _thin_boxes, _polygons,
         _clipped, _boxed, _inherited, _twice, _cropped, _cropped_and_turned, _embedded)  # fmt: skip


@pytest.mark.parametrize("build", BUILT, ids=lambda f: f.__name__.strip("_"))
def test_both_readers_see_the_same_page(build: Callable[[Path], Path], tmp_path: Path) -> None:
    path = build(tmp_path / "made.pdf")
    for fast, slow in zip(pdfium.pages(path), pdf.pages(path), strict=True):
        assert alike(fast, slow)
        assert fast.hidden == slow.hidden
        assert (round(fast.width), round(fast.height)) == (round(slow.width), round(slow.height))
        for one, other in zip(fast.boxes, slow.boxes, strict=True):
            for a, b in zip(one, other, strict=True):
                assert a == pytest.approx(b, abs=0.1)


def _cells(found: Disclosure) -> list[tuple[object, ...]]:
    return [(f.page, f.text, f.row, f.col, f.unit, f.year, f.code) for f in found.facts]


@pytest.mark.parametrize("build", BUILT[1:6], ids=lambda f: f.__name__.strip("_"))
def test_all_readers_give_the_same_cells(build: Callable[[Path], Path], tmp_path: Path) -> None:
    path = build(tmp_path / "made.pdf")
    slow, fast, checked = (_cells(read_disclosure(path, reader)) for reader in ("pdfplumber", "pdfium", "auto"))
    assert slow and slow == fast == checked


def test_real_disclosures_give_the_same_cells(shared: Path) -> None:
    for path in sorted((shared / "disclosures").glob("*.pdf"))[::5]:
        assert _cells(read_disclosure(path, "pdfplumber")) == _cells(read_disclosure(path, "auto")), path.name


@pytest.mark.long
def test_all_real_disclosures_give_the_same_cells(shared: Path) -> None:
    for path in sorted((shared / "disclosures").glob("*.pdf")):
        slow, fast, checked = (_cells(read_disclosure(path, reader)) for reader in ("pdfplumber", "pdfium", "auto"))
        assert slow == fast == checked, path.name


SAMPLES = ("shili-zwfw-2022", "shili-nongye-2024-budget", "shili-wenlv-2024-final")
"""One of each of the layouts that the samples have."""


@pytest.mark.parametrize("stem", SAMPLES)
def test_samples_give_the_same_numbers(stem: str, samples: Path) -> None:
    assert differences(samples / f"{stem}.pdf") == []


@pytest.mark.long
def test_all_samples_give_the_same_numbers(samples: Path) -> None:
    files = sorted(samples.glob("*.pdf"))
    assert len(files) == 17 and {path.name: found for path in files if (found := differences(path))} == {}


def test_a_font_that_differs_sends_its_pages_to_the_reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "made.pdf", [PAGE, PAGE, PAGE])
    read: list[int] = []
    original = pdf.raw_page

    def counted(page) -> object:  # type: ignore[no-untyped-def]
        read.append(page.page_number)
        return original(page)

    monkeypatch.setattr(pdf, "raw_page", counted)
    assert len(list(pdf_pages(path))) == 3
    assert read == [1]
    monkeypatch.setattr("corpus.read.auto.alike", lambda one, other: False)
    read.clear()
    list(pdf_pages(path))
    assert read == [1, 2, 3]


def test_a_page_with_unknown_glyphs_is_read_by_the_reference(tmp_path: Path) -> None:
    path = _without_map(tmp_path / "made.pdf")
    assert list(pdf_pages(path)) == list(pdf_pages(path, "pdfplumber"))


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("build", [_cropped, _cropped_and_turned], ids=["upright", "turned"])
def test_what_the_crop_box_leaves_out_is_hidden(build: Callable[[Path], Path], reader: Reader, tmp_path: Path) -> None:
    (page,) = pdf_pages(build(tmp_path / "made.pdf"), reader)
    assert page.hidden == len("cutoff9.00")
    assert "".join(c.text for c in page.chars).strip() == "12.50"


def test_an_unknown_reader_is_named(tmp_path: Path) -> None:
    with pytest.raises(BudgetQAError, match="pdfplumber"):
        list(pdf_pages(write_pdf(tmp_path / "made.pdf", [PAGE]), "other"))  # type: ignore[arg-type]


@pytest.mark.parametrize("reader", ["auto", "pdfium", "pdfplumber"])
def test_a_long_file_is_opened_anew_and_read_to_its_end(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "REOPENED", 2)
    monkeypatch.setattr(pdfium, "REOPENED", 2)
    path = write_pdf(tmp_path / "made.pdf", [[Text(f"第{k}页", 60)] for k in range(7)])
    texts = ["".join(c.text for c in page.chars) for page in pdf_pages(path, reader)]
    assert texts == [f"第{k}页" for k in range(7)]
