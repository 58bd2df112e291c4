"""Two disclosures side by side: the items that people ask for, and the lines of their expenditure by function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document
from qa.arithmetic import ArithmeticRefusal, Cell, Difference, Expression, Growth, exact
from qa.evidence.book import Book
from qa.library import Body, Library
from qa.plan import Metric
from qa.resolve.locate import locate
from qa.series.figure import Shown, of_expression, percent, shown
from qa.series.parts import composition

_BY_FUNCTION = ("expenditure", "general_expenditure", "fiscal_expenditure")


@dataclass(frozen=True, slots=True)
class Pair:
    """An item in both; `difference` is the right less the left, `growth` that of the left in percent."""

    item: str
    code: str | None
    left: Shown | None
    right: Shown | None
    difference: Shown | None
    growth: Shown | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs of two documents."""

    left: Document
    right: Document
    pairs: tuple[Pair, ...]
    lines: tuple[Pair, ...]


def compare(library: Library, left: Document, right: Document, items: Sequence[str]) -> Comparison:
    """The items and the functional lines that either of them prints."""
    pairs = [_pair(item, None, _item(library, item, left), _item(library, item, right)) for item in items]
    return Comparison(left, right, tuple(p for p in pairs if p.left or p.right), tuple(_lines(library, left, right)))


def _item(library: Library, item: str, document: Document) -> Shown | None:
    body = library.body(document.department or "")
    if body is None or document.year is None:
        return None
    only = Body(body.name, body.names, (document,))
    found = shown(locate(library, Metric(phrase=item), only, document.year, document.kind, document.level))
    return found if found is None or all(fact.document == document.id for fact in found.facts) else None


def _lines(library: Library, left: Document, right: Document) -> Iterator[Pair]:
    """By code, so that an item whose name changed stays one item."""
    one, two = (_functional(library.book(document)) for document in (left, right))
    for key in dict.fromkeys([*one, *two]):
        label, code = (one.get(key) or two[key])[0], key if key.isdigit() else None
        a, b = (side[key][1] if key in side else None for side in (one, two))
        yield _pair(label, code, a, b)


def _functional(book: Book) -> dict[str, tuple[str, Shown]]:
    for kind in _BY_FUNCTION:
        for table in book.disclosure.tables:
            found = composition(book, table) if table.kind == kind else None
            if found is not None:
                return {part.code or "›".join(part.path): (part.label, part.shown) for part in found.parts}
    return {}


def _pair(item: str, code: str | None, left: Shown | None, right: Shown | None) -> Pair:
    a, b = _expression(left), _expression(right)
    if a is None or b is None or left is None or right is None or left.unit != right.unit:
        return Pair(item, code, left, right, None, None)
    try:
        growth = percent(Growth(b, a)) if exact(a) > 0 else None
    except ArithmeticRefusal:
        growth = None
    return Pair(item, code, left, right, of_expression(Difference(b, a)), growth)


def _expression(found: Shown | None) -> Expression | None:
    if found is None:
        return None
    return found.expression or (Cell(found.facts[0]) if found.facts else None)
