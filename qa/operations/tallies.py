"""Numbers of things that a table prints: vehicles by kind, sets of equipment above a price."""

from __future__ import annotations

import re
from dataclasses import replace

from index.normal import bare
from qa.evidence.book import Book
from qa.evidence.entry import Entry
from qa.operations.ask import Ask, Item
from qa.operations.asked import content_of
from qa.operations.hits import above
from qa.planner.endings import leaves_out
from qa.resolve.candidate import Candidate
from qa.resolve.found import Found, Quantity


def counted_in_a_table(ask: Ask, item: Item) -> Item | None:
    """The number that a row of things prints, where it is of what is counted and there is one such row."""
    if item.quantity is not None:
        unit = item.quantity.unit if item.quantity.table is not None else None
        return item if unit is not None and unit.dimension == "count" and item.found.judgement == "exact" else None
    price, rest = above(ask.plan.topic)
    content = content_of(rest)
    books = [ask.library.book(document) for document in item.body.of(item.year, item.kind, ask.plan.level)]
    counted = ((entry, book) for book in books for entry in book.entries if _counts(entry, item.year))
    found = [(entry, book) for entry, book in counted if _is_of(entry, content, price)]
    if not content or len({(entry.fact.amount.base, entry.main) for entry, _ in found}) != 1:
        return None
    return replace(item, found=Found("exact", _quantity(*found[0])))


def _quantity(entry: Entry, book: Book) -> Quantity:
    return Candidate((entry,), book, (0,), entry.row.label).quantity()


def _counts(entry: Entry, year: int) -> bool:
    unit = entry.fact.amount.unit
    alone = not entry.heads or len(entry.row.facts) == 1
    return unit is not None and unit.dimension == "count" and not entry.grand and alone and entry.year in (None, year)


def _is_of(entry: Entry, content: str, price: str) -> bool:
    label = bare(re.sub("[(（][^（()）]{1,4}[)）]$", "", entry.row.label))
    if price:
        return f"{price}万" in label and label.endswith(content)
    return label == content or leaves_out(content, label)
