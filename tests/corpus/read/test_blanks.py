"""Blanks without width, as pdfium makes them up, group no lines."""

from __future__ import annotations

from corpus.read.clean import once
from corpus.read.raw import Char, lines_of


def test_a_blank_as_high_as_its_font_joins_no_lines() -> None:
    title = Char("表", 100, 500, 112, 512, 12)
    body = Char("部", 100, 560, 112, 572, 12)
    blank = Char(" ", 140, 300, 140, 640, 340)
    assert [line.text for line in lines_of(once((title, blank, body)))] == ["表", "部"]


def test_a_blank_with_width_still_parts_words() -> None:
    letters = [Char(c, 100 + 7 * k, 500, 106 + 7 * k, 512, 12) for k, c in enumerate("ab cd")]
    assert lines_of(once(letters))[0].text == "ab cd"
