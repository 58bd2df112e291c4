"""Where the structure of a disclosure prints a concept: totals, sides, sums of classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.normal import bare
from qa.evidence.book import Book
from qa.evidence.entry import Entry
from qa.lexicon import Concept, Reading
from qa.resolve.candidate import Candidate, head_label
from qa.resolve.scope import Slot

_YEAR = re.compile(r"(19|20)\d\d")


def read_in(reading: Reading, place: int, concept: Concept, slot: Slot) -> Iterator[Candidate]:
    """What a reading finds; `place` is its place among the readings of the concept."""
    for book in slot.books:
        if reading.kind and book.document.kind != reading.kind:
            continue
        entries = [e for e in book.of_kinds(reading.tables) if slot.fits(e.fact) and _titled(e, reading)]
        entries = slot.of_unit(entries, book.document)
        if reading.parts:
            yield from _parts(reading, place, concept, entries, book)
            continue
        hits = [e for e in entries if _hit(e, reading)]
        for order, entry in enumerate(sorted(hits, key=lambda e: (reading.tables.index(str(e.table.kind)), e.depth))):
            label = head_label(entry) if entry.grand and entry.names else entry.row.label
            unnamed = entry.grand and not entry.names  # the row of a whole table, which bears the body's name
            plain = bool(label) and not unnamed and not total_name(bare(label)) and not _YEAR.match(label)
            yield Candidate((entry,), book, (place, order), label if plain else concept.name)


def _titled(entry: Entry, reading: Reading) -> bool:
    return not (reading.title_not and re.search(reading.title_not, bare(entry.table.title)))


def _hit(entry: Entry, reading: Reading) -> bool:
    if reading.side and entry.side != reading.side:
        return False
    column = "".join(bare(h) for h in entry.fact.col)
    if reading.column and reading.column not in column:
        return False
    if reading.names:
        named = any(n in reading.names for n in entry.names)
        return named and (not entry.heads or bool(reading.column)) and (entry.grand or not reading.grand)
    total = entry.grand and not entry.heads and (not entry.names or total_name(entry.names[0]))
    return total or bool(reading.column) and entry.grand


def total_name(name: str) -> bool:
    """Is this a name of a sum and of nothing else?"""
    return bool(re.search("合计$|总计$|小计$|总额$|^计$", name))


def _parts(reading: Reading, place: int, concept: Concept, entries: list[Entry], book: Book) -> Iterator[Candidate]:
    """The sum of the named parts within one table, where all that must be there are."""
    tables = dict.fromkeys(e.table.id for e in entries)
    for order, table in enumerate(tables):
        chosen: list[Entry] = []
        for part in reading.parts:
            hits = [e for e in entries if e.table.id == table and not e.heads and any(n in part for n in e.names)]
            if hits:
                chosen.append(min(hits, key=lambda e: e.depth))
            elif part not in reading.optional:
                chosen = []
                break
        if len(chosen) == 1 and len(reading.parts) > 1:
            label = chosen[0].row.label
            yield Candidate(tuple(chosen), book, (place, order), concept.name, label)
        elif chosen:
            note = " + ".join(head_label(e) if e.grand and e.names else e.row.label or e.main for e in chosen)
            yield Candidate(tuple(chosen), book, (place, order), concept.name, note)
