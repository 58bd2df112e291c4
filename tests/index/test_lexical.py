"""Terms and BM25 in memory."""

from __future__ import annotations

import pytest

from index.lexical import Bm25, coverage, query_terms, tokens
from index.query import read_query

LABELS = ("水费", "电费", "邮电费", "公务用车运行维护费", "公务用车购置费", "住房公积金", "购房补贴")


def test_tokens_are_characters_and_their_pairs() -> None:
    assert tokens("水電費A4") == ("水", "电", "费", "水电", "电费", "a4")


@pytest.mark.parametrize(("asked", "first"), [("电费", "电费"), ("水费", "水费"), ("公积金", "住房公积金"), ("用车运行", "公务用车运行维护费")])
def test_the_nearest_label_is_first(asked: str, first: str) -> None:
    assert LABELS[Bm25(LABELS).rank(tokens(asked))[0][0]] == first


def test_a_rare_token_weighs_more() -> None:
    bm25 = Bm25(LABELS)
    assert bm25.rarity("积金") > bm25.rarity("费")


def test_nothing_is_found_for_nothing() -> None:
    assert Bm25(LABELS).rank(()) == []
    assert Bm25(()).rank(tokens("水费")) == []


def test_coverage_is_a_weighted_share() -> None:
    assert coverage(("水费", "电费"), {"水费"}, {"水费": 3.0, "电费": 1.0}) == 0.75


def test_a_query_asks_for_the_names_of_what_it_means() -> None:
    assert "接待" in query_terms(read_query("请客花了多少"))
