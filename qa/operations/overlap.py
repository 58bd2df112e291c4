"""Whether one thing is a part of another, so that adding them would count it twice: by what the disclosure prints."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Fact
from index.normal import bare
from qa.data.load import pattern
from qa.evidence.book import Book
from qa.evidence.entry import is_total
from qa.lexicon import official
from qa.operations.ask import Ask, Item


def overlapping(ask: Ask, items: Sequence[Item]) -> bool:
    """Is one of these a part of another of the same body and year?"""
    for inner in items:
        for outer in items:
            same = inner is not outer and (inner.body, inner.year) == (outer.body, outer.year)
            if same and part_of(ask, inner, outer):
                return True
    return False


def units_inside(ask: Ask, items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """(unit, department) where a unit's own disclosure and that of the department whose units name it are both among
    these: what the department prints holds the unit's already."""
    units = [i for i in items if i.quantity is not None and i.quantity.document.level == "unit"]
    departments = [i for i in items if i.quantity is not None and i.quantity.document.level != "unit"]
    return [(unit, department) for unit in units for department in departments
            if department.body is not unit.body and _names_unit(ask, department, bare(unit.body.name))]


def _names_unit(ask: Ask, department: Item, unit: str) -> bool:
    """Is this name among what the department's disclosure says it consists of?"""
    assert department.quantity is not None
    told = pattern("prose", "consists_of")
    for word in ask.library.book(department.quantity.document).words:
        if unit in word.plain:
            headings = (*(word.passage.section if word.passage else ()), word.table.title if word.table else "", word.text)
            if any(told.search(heading) for heading in headings):
                return True
    return False


def part_of(ask: Ask, inner: Item, outer: Item) -> bool:
    """Is the one a part of the other, by what the disclosure prints?"""
    a, b = inner.quantity, outer.quantity
    if a is None or b is None:
        return False
    if any(_column_of(x, y) for x in a.facts for y in b.facts):
        return True
    books = [ask.library.book(d) for d in inner.body.of(inner.year, a.document.kind, ask.plan.level)]
    names, within = _names(a.label), _names(b.label)
    if names & within:
        return False
    return any(_below(book, names, within) for book in books)


def _names(label: str) -> set[str]:
    return {bare(label), *official(bare(label))}


def _below(book: Book, names: set[str], within: set[str]) -> bool:
    """Does a table print the one below the other, or under a longer code?"""
    lines = [e for e in book.bearing(names) if not e.heads and not e.grand]
    if any(set(e.under) & within for e in lines):
        return True
    outer = {e.fact.code for e in book.bearing(within) if e.fact.code and not e.heads and not e.grand}
    inner = {e.fact.code for e in lines if e.fact.code}
    return any(x != y and x.startswith(y) for x in inner for y in outer)


def _column_of(inner: Fact, outer: Fact) -> bool:
    """Is its column one of those that the other's stands above: 公务用车运行维护费 in “三公”经费 小计?"""
    if inner.table_id is None or inner.table_id != outer.table_id or inner.row != outer.row or inner.id == outer.id:
        return False
    above = outer.col[:-1] if outer.col and is_total(bare(outer.col[-1])) else outer.col
    return bool(above) and inner.col[: len(above)] == above and inner.col != outer.col
