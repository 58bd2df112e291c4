"""One line in several disclosures, taken from tables of one scope: like is compared only with like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.model import Kind, Level
from qa.data.load import read
from qa.evidence.book import Book
from qa.evidence.entry import Entry
from qa.library import Body, Library
from qa.plan import Metric
from qa.resolve.candidate import Candidate
from qa.resolve.candidates import candidates
from qa.resolve.found import Found, Quantity
from qa.resolve.scope import slots


@dataclass(frozen=True)
class Place:
    """Where a figure is looked for: one line in one disclosure's year and kind, and what was found there."""

    metric: Metric
    body: Body
    year: int
    kind: Kind | None
    level: Level | None
    found: Found


@dataclass(frozen=True, order=True)
class Scope:
    """What tables of one sort cover, the widest first: their family, the money that they are of, and `wide` where
    机关运行经费 holds what projects spend too."""

    family: int
    money: int
    wide: bool


@dataclass(frozen=True)
class Alike:
    """The figures of one scope, in the order of their places, and what was found first and is of another.

    No figures: no scope has all of them; `own` then says what each is of.
    """

    found: tuple[Found, ...]
    left: tuple[tuple[Place, Quantity], ...] = ()
    own: tuple[Scope, ...] = ()


def alike(library: Library, places: Sequence[Place]) -> Alike | None:
    """None where the figures are of one scope already, or where scopes are not known: prose, sums, what is derived."""
    quantities = [p.found.quantity for p in places if p.found.judgement == "exact" and p.found.quantity is not None]
    if len(quantities) < len(places) or any(q.table is None for q in quantities):
        return None
    own = [_scope(library.book(q.document), _entry(library.book(q.document), q)) for q in quantities]
    known = tuple(scope for scope in own if scope is not None)
    if len(known) < len(own) or len(set(known)) == 1:
        return None
    found = [_by_scope(library, p) for p in places]
    common = set(found[0]).intersection(*found[1:])
    if common:
        chosen = [of[min(common)].quantity() for of in found]
        left = tuple((p, q) for p, q, c in zip(places, quantities, chosen, strict=True) if q.exact != c.exact)
        return Alike(tuple(Found("exact", c) for c in chosen), left)
    if len({s.family for s in known}) == 1 and not any(s.wide for s in known):
        return None
    return Alike((), own=known)


def _scope(book: Book, entry: Entry | None) -> Scope | None:
    if entry is None:
        return None
    for family, moneys in enumerate(read("scopes")["alike"].values()):
        for money, kinds in enumerate(moneys):
            if entry.table.kind in kinds:
                return Scope(family, money, entry.table.kind == "operating" and _with_projects(book))
    return None


def _with_projects(book: Book) -> bool:
    """Does 机关运行经费 hold what projects spend too, as in the forms of some years: is it more than all 公用 of 基本支出?"""
    totals = [e for e in book.of_kinds(("operating",)) if e.grand and not e.heads]
    basic = {kind for kinds in read("scopes")["alike"]["basic"] for kind in kinds}
    bought = [e for e in book.of_kinds(basic) if e.fact.code in ("302", "310") and not e.heads]
    public = {e.fact.code: e.fact.amount.base for e in bought}
    return bool(totals) and bool(public) and totals[0].fact.amount.base > sum(public.values(), Decimal(0))


def _entry(book: Book, quantity: Quantity) -> Entry | None:
    first = quantity.facts[0]
    return next((e for e in book.of_table(first.table_id) if e.fact.id == first.id), None) if first.table_id else None


def _by_scope(library: Library, place: Place) -> dict[Scope, Candidate]:
    """The best figure of each scope in the year's own disclosure."""
    out: dict[Scope, Candidate] = {}
    for slot in slots(library, place.body, place.year, place.kind, place.level):
        if not slot.own:
            continue
        for candidate in candidates(place.metric, slot):
            scope = _scope(candidate.book, candidate.entries[0])
            if scope is not None:
                out.setdefault(scope, candidate)
    return out
