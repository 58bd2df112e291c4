"""Entries of tables that a phrase means exactly, the widest official figure first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Row
from index.normal import bare
from qa.arithmetic import Cell, Expression, Sum, exact
from qa.data.load import read
from qa.evidence.book import Book
from qa.evidence.entry import Entry, titles_of
from qa.lexicon import TOTALS, Concept, Reading, concept_of, official, terms_of
from qa.plan import Metric
from qa.resolve.found import Quantity
from qa.resolve.labels import names_of
from qa.resolve.scope import Slot

_YEAR = re.compile(r"(19|20)\d\d")
_RECEIVED = re.compile("收入$|专户资金$")


@dataclass(frozen=True)
class Candidate:
    """Entries that together are the figure of a phrase (mostly one), and their book; less `rank` is better."""

    entries: tuple[Entry, ...]
    book: Book
    rank: tuple[int, ...]
    label: str
    note: str = ""

    @property
    def expression(self) -> Expression:
        cells = tuple(Cell(e.fact) for e in self.entries)
        return cells[0] if len(cells) == 1 else Sum(cells)

    @property
    def table(self) -> str | None:
        return self.entries[0].table.kind

    def quantity(self, agreeing: Iterable[Entry] = ()) -> Quantity:
        first = self.entries[0]
        facts = tuple(e.fact for e in agreeing if e.fact not in {x.fact for x in self.entries})
        return Quantity(self.expression, self.label, self.book.document, first.table.title, first.year, facts, self.note)


@lru_cache
def _width(side: str) -> dict[str | None, int]:
    kinds = read("heads")["width"][side]
    return {kind: place for place, kind in enumerate(kinds)}


def candidates(metric: Metric, slot: Slot) -> list[Candidate]:
    """Everything that the phrase may exactly be in this slot, best first."""
    if metric.code:
        return sorted(_by_code(metric, slot), key=lambda c: c.rank)
    phrase = metric.key or bare(metric.phrase)
    if len(phrase) > 3 and phrase.endswith("表") and not metric.within:
        return sorted(_of_table(phrase, slot), key=lambda c: c.rank)
    concept = concept_of(phrase)
    if concept is not None and not metric.within:
        found = [c for place, r in enumerate(concept.readings) for c in _reading(r, place, concept, slot)]
        if found or concept.readings and concept.name in {*TOTALS, "财政拨款收支总计"}:
            return sorted(found, key=lambda c: c.rank)
    named = sorted((*_by_name(metric, slot), *_crossed(metric, slot)), key=lambda c: c.rank)
    return named or list(_by_parts(metric, slot))


def _of_table(title: str, slot: Slot) -> Iterator[Candidate]:
    """支出预算总表的合计: the total of a table that is named."""
    for book in slot.books:
        for entry in book.entries:
            total = entry.grand and not entry.heads and (not entry.names or _total_name(entry.names[0]))
            if total and title in titles_of(entry.table.title) and slot.fits(entry.fact):
                yield Candidate((entry,), book, (0 if entry.side == "expenditure" else 1, len(entry.fact.col)), f"{title}（合计）")


def _crossed(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    """行政运行里的项目支出: the row of the one, the column of the other; 一般公共预算中行政运行的项目支出: in what else is said."""
    for row in metric.within:
        others = [w for w in metric.within if w != row]
        yield from _crossing(metric, metric.key or bare(metric.phrase), row, others, slot)
        if _RECEIVED.search(row):  # 财政拨款收入中的行政运行: what that line receives of it
            yield from _crossing(metric, row, metric.key or bare(metric.phrase), others, slot)


def _crossing(metric: Metric, column: str, row: str, scope: Sequence[str], slot: Slot) -> Iterator[Candidate]:
    heads = set(names_of(Metric(phrase=column)))
    rows = set(official(row))
    first = "income" if column.endswith("收入") else "expenditure"
    for book in slot.books:
        for entry in book.entries:
            crossed = {*entry.heads[-1:], *map(bare, entry.fact.col[-1:])} & heads and set(entry.names) & rows and not entry.grand
            if crossed and slot.fits(entry.fact) and metric.side in (None, entry.side) and all(satisfies(entry, w) for w in scope):
                side = 0 if entry.side == first else 1
                rank = (0, side, _width(entry.side).get(entry.table.kind, 50), 0)
                yield Candidate((entry,), book, rank, f"{entry.row.label}（{entry.fact.col[-1]}）")


def _by_parts(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    """水电费: 水费 and 电费 of one table, where no line bears the word itself and all of its parts are there."""
    for term in terms_of(metric.key or bare(metric.phrase)):
        if not term.parts:
            continue
        every = [sorted(_by_name(metric.model_copy(update={"phrase": p, "key": bare(p)}), slot), key=lambda c: c.rank) for p in term.parts]
        if not all(every):
            continue
        first = every[0][0]
        same = [next((c for c in found if c.entries[0].table.id == first.entries[0].table.id), None) for found in every]
        if all(c is not None and len(c.entries) == 1 for c in same):
            entries = tuple(c.entries[0] for c in same if c is not None)
            note = " + ".join(e.row.label for e in entries)
            yield Candidate(entries, first.book, first.rank, term.name, note)


def _by_code(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    for book in slot.books:
        for entry in book.codes.get(metric.code or "", ()):
            if slot.fits(entry.fact) and not entry.heads and entry.side == "expenditure":
                yield Candidate((entry,), book, (_width("expenditure").get(entry.table.kind, 50), 0), entry.row.label)


def _by_name(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    names = names_of(metric)
    phrase = metric.key or bare(metric.phrase)
    literal, own = literally(phrase), set(official(phrase))
    seen: set[tuple[str, str]] = set()
    for book in slot.books:
        found: dict[tuple[str, str], list[tuple[int, Entry]]] = {}
        for place, name in enumerate(names):
            loose = 0 if name in literal else 1 if name in own else 2
            for entry in book.names.get(name, ()):
                if slot.fits(entry.fact) and _meant(entry, metric) and entry.fact.id not in seen_ids(found):
                    found.setdefault((entry.table.id, entry.side), []).append((loose * 100 + place, entry))
        for (table, side), entries in found.items():
            if (table, side) not in seen:
                seen.add((table, side))
                yield from _in_table(entries, book, metric, side)


def literally(phrase: str) -> set[str]:
    """The phrase and the other official names of the very same line; not what it is only an everyday word for."""
    same = {bare(n) for t in terms_of(phrase) if phrase in {bare(n) for n in t.names} for n in t.names}
    return {phrase, *same}


def seen_ids(found: dict[tuple[str, str], list[tuple[int, Entry]]]) -> set[str]:
    """Facts that are taken already."""
    return {entry.fact.id for entries in found.values() for _, entry in entries}


def _meant(entry: Entry, metric: Metric) -> bool:
    """Is this the column that is meant, on the side that is meant, in what the question puts it in?"""
    side = metric.side or ("income" if bare(metric.phrase).endswith("收入") else None)  # what is called income is never spent
    if side and entry.side != side:
        return False
    inside = [w for w in metric.within if not satisfies(entry, w)]
    if inside:
        return False
    heads = [h for h in entry.heads if not any(_same(h, w) for w in metric.within)]
    return not heads or _alone(entry)


def _alone(entry: Entry) -> bool:
    """Does its row print nothing but this, and no total beside it?"""
    return len({f.id for f in entry.row.facts}) == 1 and not entry.grand


def _same(label: str, phrase: str) -> bool:
    return label in official(phrase) or phrase in label


def satisfies(entry: Entry, scope: str) -> bool:
    """Does this entry stand in what `scope` names?"""
    rules = read("scopes")["scopes"]
    concept = concept_of(scope)
    rule = rules.get(concept.name if concept else scope) or next((rules[t.name] for t in terms_of(scope) if t.name in rules), None)
    if rule:
        inside = entry.table.kind in rule["tables"] or entry.side == rule.get("side")
        heads = "heads" in rule and any(re.search(rule["heads"], h) for h in (*entry.heads, *entry.under))
        labels = bool(set(rule.get("labels", ())) & set(entry.under)) or bool(set(rule.get("names", ())) & set(entry.names))
        if inside or heads or labels:
            return True
    above = {*entry.under, *entry.heads, *titles_of(entry.table.title), bare(entry.table.title)}
    return any(name in above for name in names_of(Metric(phrase=scope)))


def _in_table(found: list[tuple[int, Entry]], book: Book, metric: Metric, side: str) -> Iterator[Candidate]:
    """The rows of one table and side that bear the name: one, or all of them where it stands in several places."""
    best = min(place for place, _ in found)
    entries = [e for place, e in found if place == best or place // 100 == best // 100 and place == best]
    depth = min(e.depth for e in entries)
    grand = [e for e in entries if e.grand]
    entries = grand[:1] or entries
    kind = entries[0].table.kind
    dedicated = any(n in read("scopes")["dedicated"].get(kind, ()) for n in entries[0].names)
    width = -1 if dedicated else _width(side).get(kind, 50)
    rank = (best // 100, 0 if side == "expenditure" or metric.side == "income" else 1, width, best)
    label = entries[0].row.label if not entries[0].grand else _head_label(entries[0])
    rows: dict[str, Entry] = {}
    for entry in entries:
        rows.setdefault(entry.row.id, entry)
    if len(rows) == 1:
        yield Candidate((entries[0],), book, rank, label)
        return
    chosen = list(rows.values())
    if len({e.under for e in chosen}) == 1 or kind in ("summary", "fiscal_summary"):
        chosen = [e for e in chosen if e.depth == depth][:1]
        yield Candidate((chosen[0],), book, rank, label)
        return
    top = [e for e in chosen if not any(_holds(o.row, e.row) for o in chosen if o is not e)]
    note = "、".join(dict.fromkeys(e.under[-1] for e in top if e.under)) if len(top) > 1 else ""
    yield Candidate(tuple(top), book, rank, label, note)


def _holds(outer: Row, inner: Row) -> bool:
    return len(outer.path) < len(inner.path) and inner.path[: len(outer.path)] == outer.path


def _head_label(entry: Entry) -> str:
    main = next((h for h in reversed(entry.fact.col) if bare(h) in entry.names), None)
    return main or entry.main


def _reading(reading: Reading, place: int, concept: Concept, slot: Slot) -> Iterator[Candidate]:
    for book in slot.books:
        if reading.kind and book.document.kind != reading.kind:
            continue
        entries = [e for e in book.entries if e.table.kind in reading.tables and slot.fits(e.fact) and _titled(e, reading)]
        if reading.parts:
            yield from _parts(reading, place, concept, entries, book)
            continue
        hits = [e for e in entries if _hit(e, reading)]
        for order, entry in enumerate(sorted(hits, key=lambda e: (reading.tables.index(str(e.table.kind)), e.depth))):
            label = _head_label(entry) if entry.grand and entry.names else entry.row.label
            plain = bool(label) and not _total_name(bare(label)) and not _YEAR.match(label)
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
    total = entry.grand and not entry.heads and (not entry.names or _total_name(entry.names[0]))
    return total or bool(reading.column) and entry.grand


def _total_name(name: str) -> bool:
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
            note = " + ".join(e.row.label or e.main for e in chosen)
            yield Candidate(tuple(chosen), book, (place, order), concept.name, note)


def value_of(candidate: Candidate) -> object | None:
    """Its exact value, for comparing; None where its unit is not known."""
    try:
        return exact(candidate.expression)
    except ValueError:
        return None
