"""The lines that a thing is made up of, once, at one level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from corpus.model import Fact
from corpus.tables.rowtree import is_body
from index.normal import bare
from qa.data.load import read
from qa.evidence.book import Book
from qa.evidence.entry import Entry, is_total
from qa.lexicon import concept_of
from qa.plan import Metric
from qa.resolve.found import Quantity
from qa.resolve.labels import names_of
from qa.resolve.prose import claims_on, values_on
from qa.resolve.scope import Slot

Line = tuple[str, Fact]


def parts_of(metric: Metric, slot: Slot, level: str | None, whole: Quantity | None) -> tuple[list[Line], str | None]:
    """(label, figure) of each part and the table they are from (None: from prose)."""
    phrase = metric.key or bare(metric.phrase)
    concept = concept_of(phrase)
    if concept is not None and not metric.within:
        for rule in _rules(concept.name):
            if ("level" in rule and rule["level"] != level) or (level == "用途" and "level" not in rule):
                continue
            lines, table = _by_rule(rule, slot)
            if whole is not None and "本年" in whole.label:
                lines = [x for x in lines if not re.search("结转|结余", x[0])]
            if lines:
                return lines, table
    lines, table = _children(metric, slot, level, whole)
    if not lines:
        lines, table = _below_the_whole(slot, whole)
    return (lines, table) if lines else (_spoken(metric, slot, whole), None)


def _below_the_whole(slot: Slot, whole: Quantity | None) -> tuple[list[Line], str | None]:
    """The lines below the very row that was found: 政府采购货物 is the row 货物A; of what is bought, each thing that is."""
    fact = whole.facts[0] if whole is not None and whole.printed else None
    if fact is None or fact.table_id is None:
        return [], None
    for book in slot.books:
        entry = next((e for e in book.of_table(fact.table_id) if e.fact.id == fact.id), None)
        if entry is not None and not entry.grand:
            return _below(entry, book, slot, "项" if entry.table.kind == "procurement" else None), entry.table.title
    return [], None


def _rules(name: str) -> Sequence[dict[str, Any]]:
    rules = read("parts").get(name, ())
    return _rules(rules) if isinstance(rules, str) else rules


def _by_rule(rule: dict[str, Any], slot: Slot) -> tuple[list[Line], str | None]:
    if "prose" in rule:
        found = []
        for name in rule["prose"]:
            spoken = values_on(Metric(phrase=name), slot)
            found += [(name, spoken[0][0].fact)] if spoken else []
        return found, None
    for kind in rule["tables"]:
        for book in slot.books:
            for table in (t for t in book.disclosure.tables if t.kind == kind):
                entries = [e for e in book.of_table(table.id) if slot.fits(e.fact)]
                lines = _lines(rule, entries)
                if lines:
                    return lines, table.title
    return [], None


def _lines(rule: dict[str, Any], entries: list[Entry]) -> list[Line]:
    if "side" in rule:
        entries = [e for e in entries if e.side == rule["side"]]
    if "head" in rule:
        entries = [e for e in entries if any(rule["head"] in h for h in e.fact.col)]
    if rule.get("heads"):
        return [(_leaf(e), e.fact) for e in entries if e.grand and e.names and not is_total(e.names[0])]
    if "names" in rule:
        return _named(rule["names"], entries)
    column = rule.get("column")
    rows = [e for e in entries if not e.grand and e.main and (column in e.heads if column else not e.heads)]
    rows = _with_its_own(rows, [] if column else entries)
    if "under" in rule:
        rows = [e for e in rows if any(u in e.under for u in rule["under"])]
    depth = rule.get("depth")
    if depth == "top":
        rows = _top(rows)
        if rule.get("function"):
            rows = [e for e in rows if not re.search("基本支出|项目支出|结转|机动|小计", e.row.label)]
    elif depth == "leaf":
        rows = [e for e in rows if not any(_above(e, o) for o in rows)]
    elif depth:
        rows = [e for e in rows if e.fact.code and len(e.fact.code) == int(depth)]
    return [(e.row.label, e.fact) for e in rows if not (e.main and is_total(e.main)) and not re.search("结转下年|(合计|总计|小计)$", e.main)]


_OWN = re.compile("(机关|本级|本部)$")


def _with_its_own(rows: list[Entry], entries: Iterable[Entry]) -> list[Entry]:
    """The body's own row (某某高级人民法院机关) among those of the bodies below it: there it is one of them and no total."""
    if sum(is_body(e.row.label) for e in rows) < 2:
        return rows
    own = [e for e in entries if e.grand and e.row.path and _OWN.search(bare(e.row.label)) and not any(_above(e, o) for o in rows)]
    return sorted([*rows, *own], key=lambda e: e.row.index) if own else rows


def _leaf(entry: Entry) -> str:
    return next((h for h in reversed(entry.fact.col) if bare(h) in entry.names), entry.main)


def _named(names: Iterable[str], entries: list[Entry]) -> list[Line]:
    out: list[Line] = []
    for name in names:
        either = {bare(n) for n in name.split("|")}
        hit = next((e for e in entries if set(e.names) & either and not e.heads), None)
        if hit is not None:
            out.append((hit.row.label if not hit.grand else _leaf(hit), hit.fact))
    return out


def _top(rows: list[Entry]) -> list[Entry]:
    coded = [e for e in rows if e.fact.code]
    if coded:
        shortest = min(len(e.fact.code or "") for e in coded)
        return [e for e in coded if len(e.fact.code or "") == shortest]
    paths = [tuple(bare(p) for p in e.row.path) for e in rows]
    return [e for e, p in zip(rows, paths, strict=True) if not any(q != p and p[: len(q)] == q for q in paths)]


def _above(outer: Entry, inner: Entry) -> bool:
    a, b = outer.row.path, inner.row.path
    return outer.table.id == inner.table.id and len(a) < len(b) and b[: len(a)] == a


def _children(metric: Metric, slot: Slot, level: str | None, whole: Quantity | None) -> tuple[list[Line], str | None]:
    """The rows below the row of this name: the next level down, or the level that the question asks for."""
    names = set(names_of(metric)) if not metric.code else set()
    found = [[e for e in book.bearing(names, metric.code) if not e.heads and not e.grand] for book in slot.books]
    spent = metric.side != "income" and any(e.side == "expenditure" for held in found for e in held)
    best: tuple[list[Line], str | None] = ([], None)
    for book, held in zip(slot.books, found, strict=True):
        for entry in held:
            if (spent and entry.side == "income") or not slot.fits(entry.fact):
                continue
            lines = _below(entry, book, slot, level)
            wide = entry.table.kind in ("expenditure", "summary") and not best[0]
            if len(lines) > len(best[0]) or (wide and lines):
                best = (lines, entry.table.title)
            if whole is not None and lines and entry.fact.amount.base == whole.facts[0].amount.base and len(lines) >= len(best[0]):
                best = (lines, entry.table.title)
    return best


def _below(entry: Entry, book: Book, slot: Slot, level: str | None) -> list[Line]:
    code = {"款": 5, "项": 7}.get(level or "")
    rows = [
        e for e in book.of_table(entry.table.id)
        if _above(entry, e) and e.heads == entry.heads and slot.fits(e.fact) and e.side == entry.side
    ]
    same = [e for e in rows if e.fact.col == entry.fact.col]
    rows = same or rows  # one column, where two of them are totals
    if code and any(e.fact.code and len(e.fact.code) == code for e in rows):
        rows = [e for e in rows if e.fact.code and len(e.fact.code) == code]
    elif code == 7:
        rows = [e for e in rows if not any(_above(e, o) for o in rows)]
    elif rows:
        nearest = min(len(e.row.path) for e in rows)
        near = [e for e in rows if len(e.row.path) == nearest]
        if len(near) == 1 and len(rows) > 1 and near[0].fact.amount.base == entry.fact.amount.base:
            return _below(near[0], book, slot, level)  # one line that is all of it divides nothing
        rows = near
    return [(e.row.label, e.fact) for e in rows]


def _spoken(metric: Metric, slot: Slot, whole: Quantity | None) -> list[Line]:
    """What a sentence lists after the total: 总预算2921万，其中支持外贸发展370万，…"""
    for book in slot.books:
        own = claims_on(metric, book)
        for claim in own:
            said = claim.sentence.text
            behind = said[said.find(claim.fact.text) + len(claim.fact.text) :]
            if claim.aspect != "value" or not re.search("其中|包括|分别|含", behind):
                continue  # what stands before 其中, or among what it lists, is none of its parts
            every = [c for c in book.claims if c.sentence is claim.sentence]
            after = [c for c in every[every.index(claim) + 1 :] if c.aspect == "value" and c.core != claim.core]
            lines = [(c.subject, c.fact) for c in after if c.fact.amount.unit == claim.fact.amount.unit]
            if len(lines) > 1:
                return lines
    return _said_next(metric, slot)


def _said_next(metric: Metric, slot: Slot) -> list[Line]:
    """编报绩效目标的项目共4个，涉及598.46万元。其中：中介机构服务费418.80万元，…: what the next sentence lists of what was counted."""
    for book in slot.books:
        for claim in claims_on(metric, book):
            sentences = claim.passage.sentences
            at = next((k for k, s in enumerate(sentences) if s is claim.sentence), len(sentences))
            following = next((s for s in sentences[at + 1 : at + 2] if re.match("其中", s.text)), None)
            behind = [c for c in book.claims if c.sentence is following] if following else []
            listed = [c for c in behind if c.aspect == "value" and c.subject]
            count = claim.fact.amount.unit is None or claim.fact.amount.unit.dimension != "money"
            if len(listed) > 1 and (not count or claim.fact.amount.value == len(listed)):
                return [(c.subject, c.fact) for c in listed]
    return []


def lines_below(fact: Fact, book: Book) -> list[Fact]:
    """The figures one level below a printed one, in its own column: children of its row, or all top rows of its total."""
    entry = next((e for e in book.of_table(fact.table_id or "") if e.fact.id == fact.id), None)
    if entry is None or entry.table.kind in ("summary", "fiscal_summary", "income", "three_public", "performance", None):
        return []
    column = [e for e in book.of_table(entry.table.id) if e.fact.col == fact.col and e.row.block == entry.row.block]
    column = [e for e in column if len(e.row.path) < 2 or not is_total(bare(e.row.label))]  # 小计 of a group beside its items
    if entry.grand:
        rows = _top([e for e in column if not e.grand])
        return [e.fact for e in rows] if entry.table.kind in ("procurement", "project") or not entry.names else []
    below = [e for e in column if _above(entry, e)]
    if not below:
        return []
    nearest = min(len(e.row.path) for e in below)
    return [e.fact for e in below if len(e.row.path) == nearest]
