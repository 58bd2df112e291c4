"""The relation that a sentence states of a number, and the computations over printed figures that it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.model import PERCENT, Amount, Fact, Kind, Table
from qa.arithmetic import TIMES, Average, Cell, Difference, Expression, Growth, Ratio, Share, Sum
from qa.check import sides
from qa.check.chinese import chinese_number
from qa.check.columns import of_one_thing
from qa.check.corpus import Corpus
from qa.check.lookup import generic, title_of
from qa.check.numerals import Numeral
from qa.check.reading import Reading
from qa.check.reasons import Reason, because
from qa.check.scope import Scope
from qa.check.text import label_of
from qa.check.words import pattern

Name = Literal["sum", "difference", "growth", "share", "completion", "average", "ratio"]
_COUNT = re.compile(r"([两二三四五六七八九十]|\d{1,2})(?:大?项|者|个|笔|类|部分|款|大?块|方面)")


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that a text has spoken of: what the disclosures print for it, and where."""

    truth: Expression
    readings: tuple[Reading, ...] = ()
    sound: bool = True
    """Was it borne out as the text states it?"""


_NOTHING = Fact("", "", 0, (0, 0, 0, 0), None, None, (), None, (), None, None, "", Amount(Decimal(0), None, 0))
UNKNOWN = Operand(Cell(_NOTHING), sound=False)
"""A figure that nothing bears out: it has no unit, so that every computation with it is refused."""


@dataclass(frozen=True, slots=True)
class Computation:
    """A computation that a sentence may mean; `note` says what was taken for what."""

    expression: Expression
    note: Reason | None = None


def relation_of(words: str, numeral: Numeral, behind: str = "") -> Name | None:
    """Which relation the words around a number state.

    >>> from decimal import Decimal
    >>> relation_of("前者占两项合计的", Numeral(0, 1, Decimal(1), 0, PERCENT))
    'share'
    """
    if numeral.unit is not None and (numeral.unit.dimension == "percent" or numeral.unit == TIMES):
        return _of_rate(words, numeral, behind)
    if pattern("relation", "sum").search(words) or pattern("relation", "total_of").search(words):
        return "sum"
    if pattern("relation", "difference").search(words) or sides.versus(words) or any(sides.apart(words)):
        return "difference"
    if sides.than(words, behind) or sides.spent(behind) or sides.changed_item(words):
        return "difference"
    tail = re.split(r"[,，;；。]", words)[-1]
    return "average" if pattern("relation", "average").search(tail) and numeral.unit is not None else None


def _of_rate(words: str, numeral: Numeral, behind: str) -> Name | None:
    if numeral.shape == "doubled":
        return "growth"
    tail = re.split(r"[;；。]", words)[-1]
    if pattern("relation", "completion").search(tail) and numeral.unit == PERCENT:
        return "completion"
    share, growth = (_last_of(name, tail) for name in ("share", "growth"))
    if numeral.unit == PERCENT and share < 0 and growth < 0 and pattern("relation", "sum").search(tail):
        return "sum"  # of two rates, whatever that may be good for
    if numeral.unit == TIMES:
        return "growth" if growth >= 0 and growth > tail.rfind("的") else "ratio"
    if share < 0 and growth < 0:
        if pattern("relation", "that_is").fullmatch(tail):
            return "share"
        return "share" if numeral.shape in ("fraction", "tenths") or sides.is_share(words, behind) else None
    return "share" if share > growth else "growth"


def _last_of(name: str, text: str) -> int:
    return max((match.start() for match in pattern("relation", name).finditer(text)), default=-1)


def direction_of(words: str) -> Literal["up", "down"] | None:
    """More or less, by the last such word."""
    tail = re.split(r"[,，;；。]", words)[-1]
    ends = {
        name: max((m.end() for m in pattern("direction", name).finditer(tail)), default=-1) for name in ("up", "down")
    }
    if ends["up"] == ends["down"]:
        return None
    return "up" if ends["up"] > ends["down"] else "down"


def how_many(words: str) -> int | None:
    """两项合计: 2; None where no number is said."""
    found = _COUNT.findall(words)
    value = chinese_number(found[-1]) if found and not found[-1].isdigit() else (found[-1] if found else None)
    return int(value) if value is not None else None


def pair_up(left: Sequence[Reading], right: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """Readings of two phrases that belong together: of one table and column, else of one document."""
    every = [
        (a, b) for a in left for b in right if a.fact.id != b.fact.id and a.fact.amount.unit and b.fact.amount.unit
    ]
    for near in (_same_column, _same_table, _same_document):
        close = [pair for pair in every if near(*pair)]
        if close:
            return close
    return every


def _same_column(a: Reading, b: Reading) -> bool:
    return _same_table(a, b) and a.fact.col == b.fact.col


def _same_table(a: Reading, b: Reading) -> bool:
    return a.fact.table_id == b.fact.table_id


def _same_document(a: Reading, b: Reading) -> bool:
    return a.fact.document == b.fact.document


def all_of(operands: Sequence[Operand]) -> Expression:
    """The operands together."""
    return Sum(tuple(operand.truth for operand in operands))


def average_of(operands: Sequence[Operand]) -> Expression:
    """Their mean."""
    return Average(tuple(operand.truth for operand in operands))


def between(name: Name, left: Expression, right: Expression) -> Expression:
    """The relation of two figures: `left` against `right`."""
    match name:
        case "difference":
            return Difference(left, right)
        case "growth":
            return Growth(left, right)
        case "ratio":
            return Ratio(left, right)
        case _:
            return Share(left, right)


def counterparts(reading: Reading, year: int, kind: Kind | None, scope: Scope, corpus: Corpus) -> list[Fact]:
    """The figure of the same row and column for another year, as near to it as is printed."""
    fact = reading.fact
    there = Scope(scope.body, year, None, None, None)
    ranked: list[tuple[int, Fact]] = []
    for words in corpus.within(there):
        held = reading.words.tables[reading.entry.table]
        label = label_of(fact.row[-1]) if fact.row else None
        entries = words.names.get(label, ()) if label else ()
        rows = [(e.table, e.row) for e in entries if e.exact and e.columns is None]
        rows += [(k, row) for k, t in enumerate(words.tables) for row in t.table.rows if not row.path and not fact.row]
        if label and pattern("kind_alone").fullmatch(label):  # its rows are 预算数 and 决算数
            rows += [(k, row) for k, t in enumerate(words.tables) for row in t.table.rows if _is_kind(row.path)]
        for k, row in rows:
            for other in row.facts:
                about = other.year or words.document.year
                if about != year or other.amount.unit is None or fact.amount.unit is None:
                    continue
                if (kind or fact.kind) not in (None, other.kind) and other.kind is not None:
                    continue
                rank = (
                    4 * (_same_kind(held.table, words.tables[k].table) or _names_itself(fact))
                    + 2 * (other.row == fact.row)
                    + (_head(other) == _head(fact) and of_one_thing(fact, other))
                )
                ranked.append((rank, other))
    best = max((rank for rank, _ in ranked), default=0)
    return [other for rank, other in ranked if rank == best and rank % 2 and rank >= 4]


def _is_kind(path: tuple[str, ...]) -> bool:
    return bool(path) and pattern("kind_alone").fullmatch(label_of(path[-1])) is not None


def _same_kind(one: Table, other: Table) -> bool:
    """Are these one table of two years?"""
    return title_of(one.title) == title_of(other.title) or (one.kind is not None and one.kind == other.kind)


def _names_itself(fact: Fact) -> bool:
    """Does the head of a row without a name say what it is of (公务接待费), whatever its table is called?"""
    return not fact.row and bool(fact.col) and not generic(fact.col[-1])


def same_line(one: Reading, other: Reading) -> bool:
    """Are these one line of two bodies' tables, under like heads?"""
    held, there = (r.words.tables[r.entry.table].table for r in (one, other))
    near = _same_kind(held, there) or (_names_itself(one.fact) and not other.fact.row)
    return near and _head(one.fact) == _head(other.fact) and of_one_thing(one.fact, other.fact)


def _head(fact: Fact) -> str:
    said = r"(?:19|20)\d\d年?度?|上年|去年|本年|年初|调整|全年|(?:预算|决算|执行|完成)数$"
    return re.sub(said, "", label_of(fact.col[-1])) if fact.col else ""


def over_years(
    name: Name, readings: Iterable[Reading], year: int, kind: Kind | None, scope: Scope, corpus: Corpus
) -> list[Computation]:
    """The change of a figure since another year."""
    out = []
    for reading in readings:
        for other in counterparts(reading, year, kind, scope, corpus):
            out.append(Computation(between(name, Cell(reading.fact), Cell(other)), because("since", year)))
    return out


def ranks(reading: Reading, largest: bool, place: int) -> bool:
    """Is a row's figure in this place, from the largest (or smallest) of the rows beside it? Rows of nothing are not
    counted as the smallest."""
    fact, table = reading.fact, reading.words.tables[reading.entry.table].table
    beside = [
        other.amount.base
        for row in table.rows
        if row.path
        and row.path[:-1] == fact.row[:-1]
        and (row.block == reading.entry.row.block or (row.code and fact.code))
        and not label_of(row.path[-1]).endswith(("合计", "总计", "小计"))
        for other in row.facts
        if other.col[-1:] == fact.col[-1:] and other.amount.unit == fact.amount.unit and other.year == fact.year
    ]
    held = sorted({value for value in beside if value or not fact.amount.base}, reverse=largest)
    if len(held) < 2 or fact.amount.base not in held:
        return False
    return held.index(fact.amount.base) == place - 1


def wholes(reading: Reading) -> list[Fact]:
    """What a row's figure is a part of where a text does not say: the row above it, and the table's total."""
    table = reading.words.tables[reading.entry.table].table
    fact = reading.fact
    out = [
        other
        for other in reading.entry.row.facts
        if reading.named and other.col != fact.col and other.col and label_of(other.col[-1]).endswith(("合计", "总计"))
    ]
    for row in table.rows:
        if row.block != reading.entry.row.block or row.id == reading.entry.row.id:
            continue
        above = bool(row.path) and row.path == fact.row[: len(row.path)]
        total = bool(row.path) and pattern("totals").match(label_of(row.path[-1])) is not None
        out += [other for other in row.facts if (above or total) and other.col == fact.col]
    return out
