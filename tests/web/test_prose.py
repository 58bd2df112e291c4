"""An answer's text becomes safe HTML with its figures and marks in place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup, escape

from qa.web.prose import Span, citation_spans, figure_spans, inline, to_html


def mark(index: int) -> Markup:
    return Markup(f"<b>F{index}</b>")


def shown(text: str, figures: list[str]) -> str:
    spans = figure_spans(text, figures, mark)
    spans += citation_spans(text, spans, lambda n: Markup(f"<a>{n}</a>") if n < 9 else None)
    return str(to_html(text, spans))


def test_figures_and_marks_are_shown_where_they_stand() -> None:
    assert shown("支出87.99万元[1]。", ["87.99万元"]) == "<p>支出<b>F0</b><span class=\"bq-glued\"><a>1</a>。</span></p>"


def test_the_same_figure_twice_is_marked_twice_in_order() -> None:
    assert shown("3.00元与3.00元", ["3.00元", "3.00元"]) == "<p><b>F0</b>与<b>F1</b></p>"


def test_a_figure_inside_a_longer_number_is_not_marked() -> None:
    assert shown("12.50元，2.50元", ["2.50元"]) == "<p>12.50元，<b>F0</b></p>"


def test_no_line_begins_with_the_stop_behind_a_mark() -> None:
    assert shown("合计（3.00元）[1][2]，增加", ["3.00元"]) == (
        '<p>合计<span class="bq-glued">（<b>F0</b>）</span><a>1</a><span class="bq-glued"><a>2</a>，</span>增加</p>')


def test_a_mark_without_a_citation_stays_text() -> None:
    assert shown("见[99]", []) == "<p>见[99]</p>"


def test_tables_and_lists() -> None:
    table = shown("| 项 | 额 |\n|---|---:|\n| 甲 | 1.00元 |\n- 乙\n- 丙", ["1.00元"])
    assert "<th scope=\"col\">额</th>" in table and "<td><b>F0</b></td>" in table
    assert table.endswith("<ul><li>乙</li><li>丙</li></ul>")


def test_everything_else_is_escaped() -> None:
    assert "<img" not in shown("<img src=x onerror=alert(1)> **<i>**", [])


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_no_text_makes_an_element(text: str, figures: list[str]) -> None:
    tree = html.fromstring(f"<div>{shown(text, figures)}</div>")
    assert {e.tag for e in tree.iter()} <= {"div", "p", "ul", "li", "strong", "b", "a", "table", "thead", "tbody", "tr",
                                            "th", "td"}


@given(st.text(max_size=60))
def test_inline_keeps_every_character(text: str) -> None:
    assert inline(text, [Span(0, 0, Markup(""))]) == escape(text)
