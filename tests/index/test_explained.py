"""Words that the glossary does not know, and the terms that disclosures and classifications explain with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.data.load import economic, explanations, functional
from index.explained import EXPLAINED, explained, explained_in, explanations_of
from index.query import Lexicon, read_query
from index.search import search
from index.sql import open_sql
from tests.index.budget import disclosure as budget
from tests.qa.build import disclosure, document, passage

DOC = document()


@pytest.mark.parametrize(("text", "expected"), [
    ("（一）云桥运维费：指数字云桥的巡检、换件和值守支出。", [("云桥运维费", "数字云桥的巡检、换件和值守支出。")]),
    ("3．云桥运维费是指数字云桥的巡检和值守支出。", [("云桥运维费", "数字云桥的巡检和值守支出。")]),
    ("二、“三公”经费：指因公出国、公车和接待的费用。其中，公务接待费反映按规定开支的各类接待费用。", [
        ("三公经费", "因公出国、公车和接待的费用。其中,公务接待费反映按规定开支的各类接待费用。"),
        ("公务接待费", "按规定开支的各类接待费用")]),
    ("住房保障支出：集中反映政府用于住房方面的支出。", [("住房保障支出", "集中反映政府用于住房方面的支出。")]),
    ("第四部分名词解释", []),
    ("接待（含外宾接待）支出。", []),
])
def test_explanations_are_read_from_their_chapter(text: str, expected: list[tuple[str, str]]) -> None:
    held = disclosure(DOC, passages=[passage(DOC, ("第四部分 名词解释",), text)])
    assert list(explained_in(held)) == expected
    assert not list(explained_in(disclosure(DOC, passages=[passage(DOC, ("一、收支情况",), text)])))


def test_words_of_an_explanation_lead_to_its_term_while_its_document_is_there(tmp_path: Path) -> None:
    store = open_sql(f"sqlite:///{tmp_path / 'facts.sqlite'}")
    one = budget("a.pdf", "示例市财政局", 2023, 1)
    said = passage(one.document, ("名词解释",), "一、购房补贴：指按房改政策发给职工的桂棹兰桨。")
    store.put(replace(one, passages=(*one.passages, said)))
    words = Lexicon((), subjects=False)

    def means(question: str) -> set[str]:
        known = explanations_of(store, store.documents())
        return {sense.term.name for sense in explained(read_query(question, words), known, words).senses}

    assert means("桂棹兰桨") == set(), "it is not worked out yet"
    assert EXPLAINED.bring_up(store) == 1
    assert means("桂棹兰桨") == {"购房补贴"}
    first = next(hit for hit in search("示例市财政局桂棹兰桨", store, words=words) if hit.row)
    assert first.row[-1] == "购房补贴" and "桂棹兰桨" in first.why
    store.forget(one.document.id)
    assert means("桂棹兰桨") == set()
    store.close()


def test_the_glossary_goes_before_explanations() -> None:
    query = read_query("公务接待费多少")
    assert explained(query, explanations_of(object(), ()), Lexicon(())) == query


def test_the_classifications_explain_lines_that_they_have() -> None:
    assert len(explanations()) > 150 and explanations().keys() <= {**functional(), **economic()}.keys()
    words = Lexicon((), subjects=False)
    found = explained(read_query("过路过桥费", words), explanations_of(object(), ()), words)
    assert [sense.term.name for sense in found.senses][:1] == ["公务用车运行维护费"]
