"""A book reads the rows that are asked for: with the index that was kept it gives what it gives without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Disclosure
from index.encoding import encode
from index.snapshot import decode
from qa.arithmetic import Cell
from qa.evidence.book import Book
from qa.evidence.named import Index
from qa.verdicts import Claimed, Gate
from tests.qa.build import Shelf, science


def stored(one: Disclosure) -> Disclosure:
    """As a store gives it, nothing of it read yet."""
    return decode(encode(one))


def test_a_kept_index_leads_to_the_same_figures() -> None:
    whole = Book(science())
    kept = Index.load(whole.index.dump())
    book = Book(stored(science()), kept)
    assert book.size == len(whole.entries) > 10 and list(book.names) == list(whole.names)
    for name in whole.names:
        assert book.names[name] == whole.names[name] == [e for e in whole.entries for n in e.names if n == name], name
    for code in whole.codes:
        assert book.codes[code] == [e for e in whole.entries if e.fact.code == code and not e.grand], code
    assert [e for table in whole.disclosure.tables for e in book.of_table(table.id)] == whole.entries
    assert book.of_kinds(("expenditure",)) == [e for e in whole.entries if e.table.kind == "expenditure"] != []
    assert book.blank == whole.blank and book.labels == whole.labels
    wanted = set(list(whole.names)[:3])
    assert book.bearing(wanted) == [e for e in whole.entries if wanted & set(e.names)]
    assert book.names.get("没有这一项", ()) == () and "没有这一项" not in book.names


def test_the_index_of_another_reading_is_not_used() -> None:
    kept = Index.load(Book(science()).index.dump())
    one = science()
    shorter = replace(one, tables=tuple(replace(table, rows=table.rows[1:]) for table in one.tables))
    assert Book(shorter, kept).names.keys() == Book(shorter).names.keys() != Book(one).names.keys()


@pytest.mark.parametrize("spoken", [False, True])
def test_the_gate_finds_a_figure_where_it_stands_and_no_other(spoken: bool) -> None:
    one = science()
    fact = (one.prose_facts if spoken else one.facts)[0]
    gate = Gate(Shelf(stored(one)))

    def verdict(cited: object) -> str:
        return gate.judge(Claimed(fact.text, fact.amount.value, fact.unit or "", fact.amount.decimals, Cell(cited)))  # type: ignore[arg-type]

    assert verdict(fact) == "verified"
    assert verdict(replace(fact, row=("elsewhere",), section=("elsewhere",))) == "verified", "its id says which it is"
    assert verdict(replace(fact, id="another")) == "unsupported"
    assert verdict(replace(fact, text="9,999.99")) == "unsupported"
