"""A phrase in a department, year and kind: the figure, or what there is instead of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from corpus.model import Fact, Interval, Kind, Level
from index.normal import bare
from qa.arithmetic import Cell, Difference, Sum, exact, leaves, rounded
from qa.data.load import read
from qa.evidence.book import Book
from qa.evidence.claims import Claim, against_budget
from qa.lexicon import concept_of, is_fund, official, terms_of
from qa.library import Body, Library
from qa.plan import Metric
from qa.resolve.candidate import Candidate, value_of
from qa.resolve.candidates import candidates
from qa.resolve.found import Conflict, Found, Quantity, Zero
from qa.resolve.labels import names_of
from qa.resolve.prose import (
    changes_on,
    claims_on,
    flat_on,
    mention_of,
    none_of,
    of_amount,
    of_funds,
    same_amount,
    values_on,
    zero_of,
)
from qa.resolve.scope import Slot, slots
from qa.resolve.together import EQUALS, is_total


def locate(library: Library, metric: Metric, body: Body, year: int, kind: Kind | None, level: Level | None) -> Found:
    """Look in the year's own disclosure, then in a column of another one, then derive it from what prose says."""
    places = slots(library, body, year, kind, level)
    if not places:
        return Found("absent", reason="year")
    outcome: Found | None = None
    for slot in places:
        found = resolve(metric, slot)
        if found.solid:
            return found
        if found.judgement == "zero" and slot.own:
            return found
        if slot.own and outcome is None:
            outcome = found
    if not places[0].own or outcome is None:
        derived = derive(library, metric, body, year, kind, level)
        if derived is not None:
            return derived
    return outcome or Found("absent", reason="year")


def resolve(metric: Metric, slot: Slot) -> Found:
    """The phrase in one slot: tables first, then sentences, then notes, then mere mentions."""
    found = candidates(metric, slot)
    if found:
        return _from_tables(metric, slot, found)
    spoken = values_on(metric, slot)
    if spoken:
        return _from_prose(metric, spoken)
    if slot.own or not slot.documents:
        blank = _blank(metric, slot)
        if blank is not None:
            return blank
        mention = mention_of(metric, slot) if slot.own and not _printed_elsewhere(metric, slot) else None
        if mention is not None:
            return Found("mentioned", mention=mention)
    return Found("absent", reason="item")


def _printed_elsewhere(metric: Metric, slot: Slot) -> bool:
    """Is it asked for inside something, and printed, but not in there? Then no sentence makes it a purpose of another line."""
    return bool(metric.within) and (is_column(metric) or any(n in book.names for book in slot.books for n in official(metric.key or bare(metric.phrase))))


def is_column(metric: Metric) -> bool:
    """Is this what a column of many rows is called: 基本支出, 项目支出?"""
    concept = concept_of(metric.key or bare(metric.phrase))
    return concept is not None and "heads" in read("scopes")["scopes"].get(concept.name, {})


def _from_tables(metric: Metric, slot: Slot, found: list[Candidate]) -> Found:
    best = _widest(found)
    value = value_of(best)
    agreeing = [e for c in found if value is not None and value_of(c) == value for e in c.entries]
    others: list[Quantity] = []
    seen = {value}
    for candidate in found:
        other = value_of(candidate)
        if other not in seen and candidate.book is best.book and candidate.rank[0] == best.rank[0] and _comparable(candidate, best) and not _same_total(best):
            seen.add(other)
            others.append(candidate.quantity())
    quantity = best.quantity(agreeing[:4])
    others += _this_year(best)
    others = [*_versions(found, best), *others]
    return Found("exact", quantity, tuple(others[:2]), _conflicts(metric, slot, quantity, found))


def _versions(found: list[Candidate], best: Candidate) -> list[Quantity]:
    """The same line of the same table in another file of the same year and kind, with another value: two versions."""
    value, names = value_of(best), set(best.entries[0].names)
    return [
        replace(c.quantity(), note="version") for c in found
        if c.book is not best.book and c.table == best.table and len(c.entries) == len(best.entries) == 1
        and set(c.entries[0].names) & names and c.entries[0].fact.col == best.entries[0].fact.col and value_of(c) not in (None, value)
    ][:1]


def _this_year(best: Candidate) -> list[Quantity]:
    """Beside a total that holds what is carried forward: the year's own total, where it is another figure."""
    entry = best.entries[0]
    own = {"expenditure": "本年支出合计", "income": "本年收入合计"}[entry.side]
    if len(best.entries) > 1 or entry.table.kind != "summary" or not re.search("总计$", entry.main):
        return []
    same = [e for e in best.book.names.get(own, ()) if e.table.id == entry.table.id and e.side == entry.side and e.fact.col == entry.fact.col]
    return [
        Quantity(Cell(e.fact), own, best.book.document, entry.table.title, e.year, note="this_year")
        for e in same[:1] if e.fact.amount.base != entry.fact.amount.base
    ]


def _same_total(best: Candidate) -> bool:
    """Readings of a concept are alternatives of one thing, not scopes of one label."""
    return best.rank[0] >= 0 and len(best.rank) == 2


def _comparable(candidate: Candidate, best: Candidate) -> bool:
    tables = read("scopes")["widening"]
    return candidate.table in tables and best.table in tables


def _widest(found: list[Candidate]) -> Candidate:
    """The first, unless a table of the same classification prints more for the same label: then its scope is wider."""
    best = found[0]
    if len(best.rank) == 2 or best.table not in read("scopes")["widening"] or best.rank[2:3] == (-1,):
        return best
    for candidate in found[1:]:
        alike = candidate.rank[:2] == best.rank[:2] and candidate.book is best.book
        if not alike or candidate.table not in read("scopes")["widening"]:
            continue
        more, own = value_of(candidate), value_of(best)
        if more is not None and own is not None and more > own and len(candidate.entries) == len(best.entries):  # type: ignore[operator]
            best = candidate
    return best


def _conflicts(metric: Metric, slot: Slot, quantity: Quantity, found: list[Candidate]) -> tuple[Conflict, ...]:
    """Sentences that give another value for the same thing than every cell of it."""
    names = {n for c in found for e in c.entries for n in (*e.names, *official(e.main))} | set(names_of(metric))
    printed = [e.fact for book in slot.books for n in names for e in book.names.get(n, ()) if slot.fits(e.fact)]
    spoken = ([] if metric.code else values_on(metric, slot)) + _spoken_labels(found, slot)
    out: list[Conflict] = []
    kind = quantity.unit.dimension if quantity.unit else None
    for claim, book in spoken:
        if claim.fact.amount.unit is None or claim.fact.amount.unit.dimension != kind:
            continue
        if of_funds(claim) and not any(e.table.kind in _FUNDS for c in found for e in c.entries):
            continue
        own = agrees_with(claim.fact, quantity) or same_amount(claim.fact, quantity)
        known = own or any(agrees(claim.fact, f) for f in printed)
        if not known and claim.fact.id not in {c.fact.id for c in out}:
            out.append(Conflict(claim.fact, book.document, claim.sentence))
    return tuple(out[:2])


_FUNDS = frozenset(read("scopes")["scopes"]["一般公共预算"]["tables"] + read("scopes")["scopes"]["财政拨款支出"]["tables"])
"""Tables of a part of the money: what is said of that part can be held against these."""


def _spoken_labels(found: list[Candidate], slot: Slot) -> list[tuple[Claim, Book]]:
    """Claims under the full label of a row that the phrase only shortens: 机关事业单位职业年金缴费支出."""
    labels = {e.main for c in found for e in c.entries if not e.grand and e.main}
    out = []
    for label in labels:
        out += values_on(Metric(phrase=label), slot)
    return out


def agrees(said: Fact, printed: Fact) -> bool:
    """Does a figure of a sentence say what a cell prints, rounded to the sentence's digits?"""
    return _agrees(said, Cell(printed))


def agrees_with(said: Fact, quantity: Quantity) -> bool:
    return _agrees(said, quantity.expression)


def _agrees(said: Fact, expression: object) -> bool:
    unit = said.amount.unit
    try:
        value = exact(expression)  # type: ignore[arg-type]
    except ValueError:
        return False
    if unit is None or unit.dimension != "money":
        return value == said.amount.value
    scaled = value / Fraction(10) ** unit.power
    if rounded(scaled, said.amount.decimals) == abs(said.amount.value) or rounded(scaled, said.amount.decimals) == said.amount.value:
        return True
    return isinstance(expression, Sum) and _meets(expression, said)


def _meets(expression: Sum, said: Fact) -> bool:
    """Does a printed figure meet the sum of printed parts, each being rounded?"""
    total = Interval(Decimal(0), Decimal(0))
    for fact in leaves(expression):
        total = total + fact.amount.interval()
    return total.meets(said.amount.interval())


def _from_prose(metric: Metric, spoken: list[tuple[Claim, Book]]) -> Found:
    claim, book = spoken[0]
    same = [c.fact for c, _ in spoken[1:] if agrees(c.fact, claim.fact)]
    other = [Conflict(c.fact, b.document, c.sentence) for c, b in spoken[1:] if not agrees(c.fact, claim.fact) and c.core == claim.core]
    if len({(c.fact.amount.base, c.core) for c, _ in spoken}) > 1 and len({c.core for c, _ in spoken}) == 1 and claim.heading:
        other = [o for o in other if o.fact.section == claim.fact.section]
    terms = terms_of(metric.key or bare(metric.phrase))
    concept = concept_of(metric.key or bare(metric.phrase))
    people = concept is not None and concept.count == "人" and 1 < len(claim.core) < 12
    label = f"{claim.core}数" if people and claim.core.endswith("人") else claim.core if people else concept.name if concept else terms[0].name if terms else metric.phrase
    label = claim.core if claim.core == f"{label}余额" else label
    quantity = Quantity(Cell(claim.fact), label, book.document, None, book.document.year, tuple(same[:2]))
    return Found("exact", quantity, conflicts=tuple(other[:1]))


def _blank(metric: Metric, slot: Slot) -> Found | None:
    """A row or column of this name without a figure, or a thing whose whole table is empty, with what is said of it."""
    concept = concept_of(metric.key or bare(metric.phrase))
    tables = concept.notes if concept else ()
    names = set(names_of(metric))
    if metric.within:
        return _empty_source(metric, slot)
    printed = any(names & set(book.blank) for book in slot.books) or _heads(slot, names)
    empty = [t for book in slot.books for t in book.disclosure.tables if t.kind in tables and t.empty]
    if not (printed or empty or tables):
        zero = none_of(metric, slot) if concept is None else None
        return Found("zero", zero=zero) if zero is not None else None
    zero = zero_of(metric, slot, tables)
    if zero is not None:
        return Found("zero", zero=zero)
    return Found("absent", reason="blank") if printed or empty else None


def _empty_source(metric: Metric, slot: Slot) -> Found | None:
    """政府性基金的基本支出: nothing, where the whole table of that source is empty and says so."""
    for scope in metric.within:
        concept = concept_of(scope)
        kinds = concept.notes if concept is not None else ()
        empty = any(t.kind in kinds and t.empty for book in slot.books for t in book.disclosure.tables)
        if empty and is_fund(scope) and (zero := zero_of(Metric(phrase=scope), slot, kinds)) is not None:
            return Found("zero", zero=zero)
    return None


def _heads(slot: Slot, names: set[str]) -> bool:
    return any(
        bare(head) in names
        for book in slot.books for table in book.disclosure.tables for column in table.columns for head in column.path[-2:]
    )


def derive(library: Library, metric: Metric, body: Body, year: int, kind: Kind | None, level: Level | None) -> Found | None:
    """Last year's figure from the next year's: this year's less the increase that the prose gives. Never across kinds:
    a budget's increase is on the budget before, but for one that is said to be on what was carried out (比2023年执行数)."""
    same = _derived(library, metric, body, year, kind, level, lambda claim: _against(claim, year))
    if same is not None or kind != "final":
        return same
    return _derived(library, metric, body, year, "budget", level, lambda claim: f"{year}年执行" in (claim.base or ""))


def _derived(
    library: Library, metric: Metric, body: Body, year: int, kind: Kind | None, level: Level | None,
    meant: Callable[[Claim], bool],
) -> Found | None:
    """From the disclosure of this kind of the next year, by a change whose base is meant."""
    for document in body.of(year + 1, kind, level):
        book = library.book(document)
        slot = Slot(body, year + 1, document.kind, level, (document,), library)
        now = resolve(metric, slot)
        if not now.solid or now.quantity is None:
            continue
        for claim in _said_of(metric, now.quantity, slot, book):
            if claim.aspect == "change" and meant(claim) and of_amount(claim, book, now.quantity):
                change = Cell(claim.fact)
                expression = Difference(now.quantity.expression, change) if claim.direction > 0 else Sum((now.quantity.expression, change))
                quantity = Quantity(expression, now.quantity.label, document, now.quantity.table, year, coarse=True)
                return Found("derived", quantity, reason="change", changes=(claim.fact,))
        flat = flat_on(metric, book)
        if flat is not None and same_amount(flat.fact, now.quantity):
            q = now.quantity
            same = Quantity(q.expression, q.label, document, q.table, year, (flat.fact,))
            return Found("derived", same, reason="flat")
    return None


def _said_of(metric: Metric, now: Quantity, slot: Slot, book: Book) -> list[Claim]:
    """What is said of a thing; of a total, also what is said of the same money under another name."""
    found = claims_on(metric, book)
    if any(c.aspect == "change" for c in found) or not is_total(metric):
        return found
    for name in EQUALS:
        other = Metric(phrase=name)
        same = resolve(other, slot).quantity
        if same is not None and same.comparable and now.comparable and exact(same.expression) == exact(now.expression):
            found += claims_on(other, book)
    return found


def _against(claim: Claim, year: int) -> bool:
    base = claim.base or ""
    if against_budget(claim):
        return False
    return (str(year) in base or bool(re.search("上年|去年", base)) or not re.search(r"\d{4}", base)) and "执行" not in base


__all__ = ["Found", "Zero", "agrees", "changes_on", "derive", "is_column", "locate", "resolve"]
