"""Entries of tables that a phrase means exactly, the widest official figure first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.model import Row
from corpus.tables.rowtree import is_body
from index.normal import bare
from qa.data.load import read
from qa.evidence.book import Book
from qa.evidence.entry import Entry, titles_of
from qa.lexicon import TOTALS, concept_of, official, terms_of
from qa.plan import Metric
from qa.resolve.candidate import Candidate, head_label
from qa.resolve.labels import names_of
from qa.resolve.readings import read_in, total_name
from qa.resolve.scope import Slot

_RECEIVED = re.compile("收入$|专户资金$")


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
        if concept.name in TOTALS and (own := list(_of_this_year(metric, slot))):
            return own
        found = [c for place, r in enumerate(concept.readings) for c in read_in(r, place, concept, slot)]
        if found or concept.readings and concept.name in {*TOTALS, "财政拨款收支总计"}:
            return sorted(found, key=lambda c: c.rank)
    named = sorted((*_by_name(metric, slot), *_crossed(metric, slot)), key=lambda c: c.rank)
    return named or list(_by_parts(metric, slot)) or list(_by_ending(metric, slot)) or list(_only_below(metric, slot))


def _only_below(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    """雨污管网施工 | 工程 | 4,200.00: what is named by the first of two columns, where one row of its table stands under it."""
    phrase = metric.key or bare(metric.phrase)
    for book in slot.books if len(phrase) > 3 else ():
        for table in (t for t in book.disclosure.tables if t.kind in _OF_TWO_COLUMNS):
            if not any(len(row.path) > 1 and bare(row.path[-2]) == phrase for row in table.rows):
                continue
            entries = [e for e in book.of_table(table.id) if len(e.row.path) > 1 and bare(e.row.path[-2]) == phrase]
            meant = [e for e in entries if slot.fits(e.fact) and _meant(e, metric) and not e.grand]
            if meant and len({e.row.id for e in entries}) == 1:
                yield Candidate((meant[0],), book, (5, 0, 50, 0), f"{meant[0].row.path[-2]}（{meant[0].row.label}）")


_OF_TWO_COLUMNS = ("project", "general_project", "procurement", "purchase_service")


def _of_this_year(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    """本年收入, 本年支出合计: a total that leaves out what is carried over, where it is asked for by its name and printed."""
    phrase = (metric.key or bare(metric.phrase)).removesuffix("合计")
    for book in slot.books if phrase in ("本年收入", "本年支出") else ():
        for entry in (e for name in (phrase + "合计", phrase) for e in book.names.get(name, ())):
            if entry.table.kind == "summary" and slot.fits(entry.fact) and not entry.heads:
                yield Candidate((entry,), book, (0, 0), entry.row.label)


def _of_table(title: str, slot: Slot) -> Iterator[Candidate]:
    """支出预算总表的合计: the total of a table that is named."""
    for book in slot.books:
        for entry in book.entries:
            total = entry.grand and not entry.heads and (not entry.names or total_name(entry.names[0]))
            if total and title in titles_of(entry.table.title) and slot.fits(entry.fact):
                rank = (0 if entry.side == "expenditure" else 1, len(entry.fact.col))
                yield Candidate((entry,), book, rank, f"{title}（合计）")


def _crossed(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    """行政运行里的项目支出: the row of the one, the column of the other; 一般公共预算中行政运行的项目支出: in what else is said."""
    for row in metric.within:
        others = [w for w in metric.within if w != row]
        yield from _crossing(metric, metric.key or bare(metric.phrase), row, others, slot)
        if _RECEIVED.search(row):  # 财政拨款收入中的行政运行: what that line receives of it
            yield from _crossing(metric, row, metric.key or bare(metric.phrase), others, slot)
        if not others:
            yield from _of_titled(metric, row, slot)


def _of_titled(metric: Metric, row: str, slot: Slot) -> Iterator[Candidate]:
    """江口回族镇的转移支付: the row of the one in the table that is of the other by its title (对乡镇转移支付决算表)."""
    phrase = metric.key or bare(metric.phrase)
    for book in slot.books if len(phrase) > 3 else ():
        for name in official(row):
            for entry in book.names.get(name, ()):
                if phrase in bare(entry.table.title) and slot.fits(entry.fact) and not entry.heads and not entry.grand:
                    yield Candidate((entry,), book, (4, 0, 50, 0), f"{entry.row.label}（{metric.phrase}）")


def _crossing(metric: Metric, column: str, row: str, scope: Sequence[str], slot: Slot) -> Iterator[Candidate]:
    heads = set(names_of(Metric(phrase=column)))
    rows = set(official(row))
    first = "income" if column.endswith("收入") else "expenditure"
    for book in slot.books:
        for entry in book.entries:
            crossed = {*entry.heads[-1:], *map(bare, entry.fact.col[-1:])} & heads and set(entry.names) & rows and not entry.grand
            sided = metric.side in (None, entry.side)
            if crossed and sided and slot.fits(entry.fact) and all(satisfies(entry, w) for w in scope):
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


def _by_ending(metric: Metric, slot: Slot) -> Iterator[Candidate]:
    """西部计划: the one project whose name ends so (大学生志愿服务西部计划), or goes on only with what projects are called
    (雪亮工程: 雪亮工程建设), where no line bears the phrase itself."""
    phrase = metric.key or bare(metric.phrase)
    if len(phrase) < 2 or metric.within or terms_of(phrase):
        return
    for book in slot.books:
        held = {
            name: e
            for name in book.names if _ends_or_begins(name, phrase) and not name.startswith("其他")
            for e in book.names[name]
            if e.table.kind in _OF_PROJECTS and not e.fact.code and not e.grand and _meant(e, metric) and slot.fits(e.fact)
        }
        if len(held) == 1:
            entry = next(iter(held.values()))
            yield Candidate((entry,), book, (3, 0, 50, 0), entry.row.label)


def _ends_or_begins(name: str, phrase: str) -> bool:
    if len(phrase) > 3 and name.endswith(phrase):
        return True
    return name.startswith(phrase) and bool(_GENERIC.fullmatch(name, len(phrase)))


_GENERIC = re.compile("(建设|工作|项目|专项|业务|管理|运行|运维|维护|改造|补助|服务|活动|工程|经费|资金|费用|费|支出|购置)+")
_OF_PROJECTS = ("project", "general_project", "performance", None)


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
            for entry in slot.of_unit(book.names.get(name, []), book.document):
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
    label = entries[0].row.label if not entries[0].grand else head_label(entries[0])
    if is_body(label) and kind in _OF_ONE_THING:
        label = f"{label}（{entries[0].table.title}）"  # a body's row says nothing of what it is the figure of
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


_OF_ONE_THING = ("operating", "three_public", "transfer", "procurement", "gov_fund", "state_capital", "debt")


def _holds(outer: Row, inner: Row) -> bool:
    return len(outer.path) < len(inner.path) and inner.path[: len(outer.path)] == outer.path
