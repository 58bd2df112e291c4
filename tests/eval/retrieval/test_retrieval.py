"""Search scored: ranks as they are counted, the hold-out, what the vectors add, and the recipes beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eval.case import Case
from eval.peers.chunks import Chunk
from eval.retrieval.methods import Found, JiebaBm25, fused, half, halves, ours
from eval.retrieval.run import SAID, Line, asked, figure_ranks, line_ranks, lines, score
from eval.retrieval.world import every_line
from index.memory import MemoryStore

STORE = MemoryStore([every_line()])


def finds(*texts: str, document: str = "a-2023.pdf") -> Callable[[str, int], list[Found]]:
    return lambda _, k: [Found(document, text, (text,)) for text in texts][:k]


@pytest.mark.parametrize(("figures", "unit", "docs", "texts", "rank"), [
    (["87.99"], "万元", ["a-2023"], ("水费 1.00", "合计 87.99"), 2),
    (["87.99"], "万元", ["a-2023"], ("合计 879,900.00",), 1),
    (["371,514,655.00"], "元", [], ("合计 37,151.47 万元",), 1),
    (["87.99", "1.00"], "万元", [], ("水费 1.00", "合计 87.99"), 2),
    (["87.99", "2.00"], "万元", [], ("水费 1.00", "合计 87.99"), 0),
    (["87.99"], "万元", ["b-2023"], ("合计 87.99",), 0),
    (["20"], "%", [], ("增长 20%",), 1),
])
def test_a_question_is_found_where_its_last_figure_is(
    figures: list[str], unit: str, docs: list[str], texts: tuple[str, ...], rank: int
) -> None:
    case = Case(q="?", figures=figures, unit=unit, docs=docs, kind="lookup")
    assert list(figure_ranks([case], finds(*texts))) == [rank]


def test_the_first_line_that_is_meant_counts() -> None:
    assert list(line_ranks([Line("?", frozenset({"电费", "水费"}))], finds("邮电费", "水费", "电费"))) == [2]
    assert list(line_ranks([Line("?", frozenset({"取暖费"}))], finds("邮电费"))) == [0]


def test_scores_are_shares_of_the_questions() -> None:
    found = score([1, 2, 0, 1])
    assert (found.questions, found.first, found.five, found.reciprocal) == (4, 0.5, 0.75, 0.625)
    assert score([]).five == 0


def test_only_what_a_printed_figure_answers_is_asked() -> None:
    cases = [Case(q="a", figures=["1"], kind="lookup"), Case(q="b", figures=["1"], kind="ratio"), Case(q="c", kind="lookup"),
             Case(q="d", figures=["1"], kind="lookup", history=["a"])]
    assert [case.q for case in asked(cases)] == ["a"]


def test_every_line_that_is_expected_is_there() -> None:
    labels = {row.label for table in every_line().tables for row in table.rows}
    missing = [(line.q, row) for path in SAID for line in lines(path) for row in line.rows if row not in labels]
    assert not missing
    assert sum(len(lines(path)) for path in SAID) >= 250


def test_what_people_say_is_found_and_the_vectors_add_to_it() -> None:
    methods = dict(ours(STORE))
    said, hold_out = ({name: score(line_ranks(lines(path), find)) for name, find in methods.items() if "only" not in name}
                      for path in SAID)
    assert said["budget-qa search"].five >= 0.95
    assert hold_out["budget-qa search"].five >= 0.85 and hold_out["budget-qa search"].first >= 0.65
    assert hold_out["budget-qa search"].five > hold_out["… without vectors"].five


@pytest.mark.long
def test_half_of_the_glossary_held_out() -> None:
    for name, find in halves(STORE, seeds=(1,)):
        if "without" not in name:
            assert score(line_ranks(lines(SAID[0]), find)).five >= 0.8


def test_a_half_is_a_half() -> None:
    assert half(1) != half(2) and abs(2 * len(half(1)) - len({*half(1), *half(2)})) < len(half(1))


def test_fusion_prefers_what_both_methods_find() -> None:
    a, b, c = (Chunk("a.pdf", page, "") for page in (1, 2, 3))
    assert fused(lambda *_: [a, b], lambda *_: [b, c])("?", 2)[0] == b


def test_jieba_words_find_whole_words_only() -> None:
    pytest.importorskip("jieba", reason="the extra peers")
    chunks = [Chunk("a.pdf", 1, "住房公积金缴存"), Chunk("a.pdf", 2, "公务接待费用")]
    assert JiebaBm25(chunks).best("公务接待", 1) == [chunks[1]]
