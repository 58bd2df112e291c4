"""Broken and hostile PDFs: a sentence that names the file and the reason, in bounded time; the rest is read."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from corpus.errors import Damaged, Encrypted, NotFound, ReadError, TooLarge, UnknownFormat
from corpus.ingest import read_disclosure
from corpus.read.limits import check_pages, inflated_size
from tests.build import Table, Text, write_pdf
from tests.corpus.read.test_readers import PAGE, ROWS

SECONDS = 20
"""Far more than any of these takes, far less than a hang."""


def _good(path: Path) -> Path:
    return write_pdf(path, [PAGE])


def _changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(_good(path).read_bytes()))
    return path


def _encrypted(path: Path, user: str) -> Path:
    with pikepdf.open(_good(path), allow_overwriting_input=True) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="owner", user=user))
    return path


def _content(path: Path, content: bytes, size: tuple[float, float] = (600, 800), packed: int = 1) -> Path:
    document = pikepdf.new()
    document.add_blank_page(page_size=size)
    stream = pikepdf.Stream(document, b"")
    for _ in range(packed):
        content = zlib.compress(content)
    stream.write(content, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * packed))
    document.pages[0].Contents = stream
    document.save(path)
    return path


def _bomb(path: Path, megabytes: int, packed: int = 1) -> Path:
    return _content(path, b"0 0 m 1 1 l S\n" * (megabytes * 2**20 // 14), packed=packed)


def _hatching(path: Path) -> Path:
    """5,000 long lines that cross in six million points."""
    lines = "".join(f"{k * 5} 0 m {k * 5} 13000 l S 0 {k * 5} m 13000 {k * 5} l S\n" for k in range(2500))
    return _content(path, lines.encode(), (14000, 14000))


REFUSED: dict[str, tuple[Callable[[Path], Path], type[ReadError], str]] = {
    "no bytes": (lambda p: _changed(p, lambda b: b""), Damaged, "空文件"),
    "cut in half": (lambda p: _changed(p, lambda b: b[: len(b) // 2]), Damaged, "损坏"),
    "header only": (lambda p: _changed(p, lambda b: b"%PDF-1.7\n" + bytes(3000)), Damaged, "损坏|无法读取"),
    "user password": (lambda p: _encrypted(p, "user"), Encrypted, "已加密"),
    "picture named pdf": (lambda p: _changed(p, lambda b: b"\x89PNG\r\n\x1a\n" + b), UnknownFormat, "图片"),
    "far from a header": (lambda p: _changed(p, lambda b: b" " * 2000 + b), UnknownFormat, "不是 PDF"),
    "no such file": (lambda p: p.with_name("absent made.pdf"), NotFound, "没有这个文件"),
    "stream bomb of 100 KB": (lambda p: _bomb(p, 50), TooLarge, "解压后超过"),
    "stream bomb packed twice": (lambda p: _bomb(p, 100, packed=2), TooLarge, "解压后超过"),
}


@pytest.mark.parametrize("reader", ["auto", "pdfplumber"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_with_a_sentence_that_names_it(case: str, reader: str, tmp_path: Path) -> None:
    make, error, words = REFUSED[case]
    path = make(tmp_path / "made.pdf")
    if case == "picture named pdf":
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    begun = time.monotonic()
    with pytest.raises(error, match=words) as raised:
        read_disclosure(path, reader)  # type: ignore[arg-type]
    assert "made.pdf" in str(raised.value)
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("reader", ["auto", "pdfplumber"])
@pytest.mark.parametrize(
    "make",
    [lambda p: _encrypted(p, ""), lambda p: _changed(p, lambda b: b.replace(b"startxref\n", b"startxref\n7")),
     lambda p: _changed(p, lambda b: b"\r\nsent by a web form\r\n" + b)],
    ids=["owner password", "wrong startxref", "bytes before the header"],
)  # fmt: skip
def test_small_damage_is_read_over(make: Callable[[Path], Path], reader: str, tmp_path: Path) -> None:
    found = read_disclosure(make(tmp_path / "made.pdf"), reader)  # type: ignore[arg-type]
    assert len(found.facts) == 2 * (len(ROWS) - 1)


def _self_referring(path: Path) -> Path:
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    form = document.make_indirect(pikepdf.Stream(document, b"/F Do"))
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, 100, 100])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    document.pages[0].Contents = pikepdf.Stream(document, b"/F Do")
    document.save(path)
    return path


def _empty_pages(path: Path) -> Path:
    document = pikepdf.new()
    for _ in range(2001):
        document.add_blank_page(page_size=(200, 200))
    document.save(path)
    return path


def _huge_page(path: Path) -> Path:
    with pikepdf.open(_good(path), allow_overwriting_input=True) as document:
        document.pages[0].mediabox = pikepdf.Array([0, 0, 2_000_000, 2_000_000])
        document.save(path)
    return path


@pytest.mark.parametrize("make", [_self_referring, _empty_pages, _huge_page], ids=lambda f: f.__name__.strip("_"))
def test_strange_files_are_read_in_bounded_time(make: Callable[[Path], Path], tmp_path: Path) -> None:
    begun = time.monotonic()
    assert read_disclosure(make(tmp_path / "made.pdf")).document.pages >= 1
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("reader", ["auto", "pdfplumber"])
def test_a_hatching_is_no_table_and_that_is_said(reader: str, tmp_path: Path) -> None:
    begun = time.monotonic()
    found = read_disclosure(_hatching(tmp_path / "made.pdf"), reader)  # type: ignore[arg-type]
    assert any("第 1 页的线条过多" in warning for warning in found.document.warnings)
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("reader", ["auto", "pdfium", "pdfplumber"])
def test_hidden_text_is_no_evidence_and_is_reported(reader: str, tmp_path: Path) -> None:
    hidden = [Text("隐藏9,999.99", 500, white=True), Text("页外8,888.88", 900), Text("无形7,777.77", 520, size=0.1)]
    found = read_disclosure(write_pdf(tmp_path / "made.pdf", [[*PAGE, *hidden]]), reader)  # type: ignore[arg-type]
    texts = {fact.text for fact in (*found.facts, *found.prose_facts)}
    assert not texts & {"9,999.99", "8,888.88", "7,777.77"}
    assert any("看不见的字符" in warning for warning in found.document.warnings)


def test_a_page_that_only_pdfium_can_read_is_read_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(page: object) -> None:
        raise Damaged("broken")

    monkeypatch.setattr("corpus.read.pdf.raw_page", broken)
    found = read_disclosure(_good(tmp_path / "made.pdf"))
    assert found.facts and any("修复" in warning for warning in found.document.warnings)


def test_more_pages_than_allowed_are_refused() -> None:
    check_pages("a.pdf", 2000, 2000)
    with pytest.raises(TooLarge, match=r"a\.pdf 有 2001 页"):
        check_pages("a.pdf", 2001, 2000)


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 300_000])
def test_inflated_size_is_counted_and_never_past_its_limit(size: int) -> None:
    packed = zlib.compress(bytes(size))
    assert inflated_size(packed, 10**6) == size
    assert inflated_size(packed, 1000) <= 1000 + 2**16
    assert inflated_size(packed[: len(packed) // 2], 10**6) <= size
    assert inflated_size(b"no deflated stream", 10**6) == 0


def test_a_table_drawn_a_thousand_times_over_is_read_once(tmp_path: Path) -> None:
    tables = [Table(ROWS, (200, 120, 120), 130, right=frozenset({1, 2})) for _ in range(60)]
    found = read_disclosure(write_pdf(tmp_path / "made.pdf", [[*PAGE, *tables]]))
    assert len(found.facts) == 2 * (len(ROWS) - 1)
