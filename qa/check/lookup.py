"""What the words of a document's tables stand for: labels, columns and titles, each with the rows that they name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from corpus.model import Column, Disclosure, Document, Fact, Row, Table
from qa.check.bodies import sounds_like_a_body
from qa.check.synonyms import synonyms
from qa.check.text import DASH, label_of
from qa.check.words import pattern, words

JOIN = "—"
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_BRACKETS = re.compile(r"\([^()]*\)")
_OWNER = re.compile(r"^(?:单位|部门)(?=.{4})")
_SOURCE = re.compile(r"^(?:一般公共预算|财政拨款|当年|本年)+(?:安排|开支|支出)的(?=.{4})")
_TITLE_TAIL = re.compile(r"(?:预算|决算)?(?:收支)?(?:总表|一览表|情况表|明细表|汇总表|表)$")
_TITLE_HEAD = re.compile(r"^(?:预算单位|部门|单位|本级)?(?:一般公共预算(?:财政拨款)?|财政拨款|政府预算拨款)?")
_BROAD = ("summary", "expenditure", "income", "final")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: a row, in all its columns or (for a table whose row has no name) in these."""

    table: int
    row: Row
    columns: tuple[Column, ...] | None = None
    exact: bool = True
    """Is the name the printed label, or only near it?"""
    colloquial: bool = False
    """Is it what people say? Then it must be all that they say."""


@dataclass
class TableWords:
    """A table with its title and its columns by name."""

    table: Table
    title: str
    columns: dict[tuple[int, str], list[Column]] = field(default_factory=dict)
    defaults: dict[int, tuple[Column, ...]] = field(default_factory=dict)


def variants(label: str) -> Iterator[str]:
    """The printed label first, then what people leave off it."""
    bare = label_of(label)
    yield bare
    seen = {bare}
    forms = [bare, _BRACKETS.sub("", bare), _YEAR.sub("", bare), _YEAR.sub("", _BRACKETS.sub("", bare))]
    for form in forms:
        for short in (form, form.replace("、", "和"), pattern("suffix").sub("", form), _OWNER.sub("", form), _SOURCE.sub("", form)):
            if len(short) >= 3 and short not in seen:
                seen.add(short)
                yield short
        if form.endswith("费"):
            yield f"{form}用"


@lru_cache
def totals() -> frozenset[str]:
    """What people call the totals of a body's tables."""
    named = [total[key] for total in words()["total_of"].values() for key in ("said", "of_year", "grand")]
    return frozenset("|".join(named).split("|"))


@lru_cache
def _grand_totals() -> frozenset[str]:
    """Those of them that hold what is carried over too."""
    return frozenset(said for total in words()["total_of"].values() for said in total["grand"].split("|"))


def generic(label: str) -> bool:
    """Is this a head like 合计, 金额 or 预算数, that names no item?"""
    return bool(pattern("generic").match(_BRACKETS.sub("", label_of(label))))


def title_of(text: str) -> str:
    """A table's title without year, number, brackets and quotation marks.

    >>> title_of("2025年部门“三公”经费预算表（万元）")
    '部门三公经费预算表'
    """
    bare = _BRACKETS.sub("", label_of(text))
    return re.sub(r"^(?:公开|附|附件)?表?\d*[-:]?", "", _YEAR.sub("", bare))


class DocumentWords:
    """One document, ready to be asked what a phrase stands for."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.tables = [_table_words(table) for table in disclosure.tables]
        self.names: dict[str, list[Entry]] = defaultdict(list)
        self._titled: dict[str, frozenset[int]] = {}
        self.heads: dict[str, int] = defaultdict(int)
        for k, held in enumerate(self.tables):
            for row in held.table.rows:
                self._add_row(k, held, row)
            self._add_title(k, held)
        for name in self.names:
            self.heads[name[:2]] = max(self.heads[name[:2]], len(name))

    @property
    def document(self) -> Document:
        return self.disclosure.document

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The names that hold digits, or end in a letter: a number inside them is none of the text's own."""
        return tuple(name for name in self.names if re.search(r"[一-鿿]{2}.*\d|\d.*[一-鿿]{2}|[一-鿿][A-Za-z]$", name))

    @cached_property
    def bodied(self) -> tuple[str, ...]:
        """The names that sound like the name of a body."""
        return tuple(name for name in self.names if sounds_like_a_body(name))

    def titled(self, said: str) -> frozenset[int]:
        """The tables that a text calls so; year, brackets and a longer name in front of it do not count."""
        if said not in self._titled:
            want = title_of(said)
            equal = {k for k, held in enumerate(self.tables) if held.title == want}
            near = {k for k, held in enumerate(self.tables) if _ends_alike(want, held.title)}
            self._titled[said] = frozenset(equal or near)
        return self._titled[said]

    def at(self, text: str, start: int) -> Iterator[tuple[int, list[Entry]]]:
        """The names that stand in `text` from `start`, longest first, each with its end and what it stands for."""
        longest = self.heads.get(text[start : start + 2], 0)
        for length in range(min(longest, len(text) - start), 1, -1):
            entries = self.names.get(text[start : start + length])
            if entries:
                yield start + length, entries

    def chain(self, parts: list[str]) -> list[Entry]:
        """The rows below these labels, outermost first, where labels between them may be left out."""
        return [e for e in self.names.get(parts[-1], ()) if e.columns is None and _subsequence(parts, e.row.path)]

    def facts(self, entry: Entry, columns: Iterable[Column]) -> Iterator[Fact]:
        """The printed figures of a row under these columns."""
        paths = {column.path for column in columns}
        return (fact for fact in entry.row.facts if fact.col in paths)

    def _add_row(self, k: int, held: TableWords, row: Row) -> None:
        if not row.facts:
            return
        path = [label_of(label) for label in row.path]
        inner = (
            len(path) > 1 and held.table.kind == "three_public" and generic(path[-1])
        )  # 支出合计 of 三公经费 is not the body's
        if path:
            for depth in range(len(path) - inner):
                self._put(JOIN.join(DASH.sub(JOIN, p) for p in path[depth:]), Entry(k, row))
            for form in () if inner else variants(row.path[-1]):
                self._put(form, Entry(k, row, exact=form == path[-1]))
            of_year = "总计" not in path[-1] and _prints(held, row, "总计")
            for other, colloquial in () if inner else synonyms(path[-1]):
                if of_year and other in _grand_totals():
                    continue
                self._put(other, Entry(k, row, exact=False, colloquial=colloquial))
            self._add_total(k, held, row, path[-1])
        if not path or len(held.table.rows) <= 4 or generic(path[-1]) or self._is_body(path[-1]):
            for column in held.table.columns:
                if column.block == row.block:
                    self._add_column(k, row, column)

    def _add_column(self, k: int, row: Row, column: Column) -> None:
        """A column is what a row without a name of its own is about."""
        own = [head for head in column.path if not generic(head)]
        if not own:
            return
        joined = [label_of(head) for head in column.path]
        for depth in range(len(joined)):
            if not all(generic(head) or len(head) < 3 for head in joined[depth:]):
                self._put(JOIN.join(joined[depth:]), Entry(k, row, (column,)))
        bare = pattern("kind_tail").sub("", label_of(own[-1]))  # “三公”经费预算数
        for other, colloquial in dict.fromkeys((*synonyms(label_of(own[-1])), *synonyms(bare))):
            self._put(other, Entry(k, row, (column,), exact=False, colloquial=colloquial))
        for form in variants(own[-1]):
            if len(form) > 2:  # 收入 and 支出 stand above whole blocks
                self._put(form, Entry(k, row, (column,), exact=form == label_of(own[-1])))

    def _add_total(self, k: int, held: TableWords, row: Row, label: str) -> None:
        """总支出, 支出预算: the totals of the main tables go by many names."""
        heads = "".join(head for c in held.table.columns if c.block == row.block for head in c.path[:1])
        for total in words()["total_of"].values():
            own = re.match(total["label"], label) is not None and held.table.kind in _BROAD
            plain_total = bool(re.fullmatch("总计|合计", label)) and total["head"] in heads
            if own or (plain_total and held.table.kind == "summary"):
                names = [total["said"]]
                names += [total["grand"]] if "总计" in label or not _prints(held, row, "总计") else []
                names += [total["of_year"]] if "总计" not in label or not _prints(held, row, "合计") else []
                for said in "|".join(names).split("|"):
                    self._put(said, Entry(k, row, exact=False))
            if plain_total and held.table.kind == "fiscal_summary":
                self._put(f"财政拨款{total['head']}总计", Entry(k, row, exact=False))

    def _add_title(self, k: int, held: TableWords) -> None:
        """The title of a table stands for its total."""
        core = _TITLE_TAIL.sub("", held.title)
        rows = [
            r for r in held.table.rows if r.facts and (not r.path or generic(r.path[-1]) or self._is_body(r.path[-1]))
        ]
        if "三公经费" in core and not any("三公" in label_of(h) for c in held.table.columns for h in c.path):
            for row in rows:
                if len(row.path) == 1:  # 某区本级“三公”经费预算表, “三公”经费财政拨款支出决算表: its 合计
                    self._put("三公经费", Entry(k, row, held.defaults.get(row.block, ()), exact=False))
        for name in {core, _TITLE_HEAD.sub("", core), pattern("suffix").sub("", _TITLE_HEAD.sub("", core))}:
            if len(name) >= 4:
                for row in rows:
                    self._put(name, Entry(k, row, held.defaults.get(row.block, ()), exact=False))

    def _is_body(self, label: str) -> bool:
        name = label_of(self.document.department or "")
        return bool(name) and (label_of(label) in name or name in label_of(label)) and len(label) > 3

    def _put(self, name: str, entry: Entry) -> None:
        if len(name) >= 2 and entry not in self.names[name]:
            self.names[name].append(entry)


def _table_words(table: Table) -> TableWords:
    held = TableWords(table, title_of(table.title))
    for column in table.columns:
        path = [label_of(head) for head in column.path]
        keys = {sep.join(path[k:]) for k in range(len(path)) for sep in ("", JOIN, "的", "-")}
        if path:
            keys |= set(variants(path[-1]))
            own = [head for head in path if not generic(head)]
            if own and generic(path[-1]):
                keys |= set(variants(own[-1]))
        for key in keys:
            columns = held.columns.setdefault((column.block, key), [])
            if column not in columns:
                columns.append(column)
    for block in {column.block for column in table.columns}:
        held.defaults[block] = _defaults([c for c in table.columns if c.block == block])
    return held


def _prints(held: TableWords, row: Row, total: str) -> bool:
    """Is there a row of this kind of totals (合计, 总计) in the row's block?"""
    return any(total in label_of(r.path[-1]) for r in held.table.rows if r.path and r.facts and r.block == row.block)


def _defaults(columns: list[Column]) -> tuple[Column, ...]:
    """The columns that a row is read in where none is named: those of totals, or all where there are none."""
    totals = [c for c in columns if not c.path or generic(c.path[-1])]
    if not totals:
        return tuple(columns)
    own = [sum(not generic(head) for head in c.path) for c in totals]
    ends = [c for c in columns if len(c.path) == 1 and label_of(c.path[0]).endswith(("合计", "总计"))]
    if min(own) and ends:  # “三公”经费合计 is the row's own, 小计 under 公务用车 is not
        return tuple(ends)
    return tuple(c for c, n in zip(totals, own, strict=True) if n == min(own))


def _subsequence(parts: list[str], path: tuple[str, ...]) -> bool:
    labels = iter([DASH.sub(JOIN, label_of(label)) for label in path])
    return (
        bool(path) and label_of(path[-1]) == parts[-1] and all(any(part == label for label in labels) for part in parts)
    )


def _ends_alike(want: str, title: str) -> bool:
    shorter, longer = sorted((want, title), key=len)
    return len(shorter) >= 4 and longer.endswith(shorter) and len(shorter) >= 0.6 * len(longer)
