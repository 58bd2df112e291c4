"""What search ranks: a row with its heads, or a passage, made ready once for each disclosure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache

from corpus.data.words import pattern
from corpus.model import WAN, YI, Amount, Document, Fact, Passage, Row, Table, Unit
from index.lexical import tokens
from index.normal import bare, name_of
from index.query import official_names
from index.texts import passage_text, row_text, text_id

_PRINTED = re.compile(r"(?:预算数|决算数|支出数|金额|数)$")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?(?:预算数?|决算数?)?")
_NAMED_TOTAL = re.compile(r"(?:收入|支出|经费|预算|决算).*(?:合计|总计|小计)")
_RANK = re.compile(r"[（(](?:类|款|项)[）)]")


@lru_cache(maxsize=4096)
def _spelt_out(heads: tuple[str, ...]) -> tuple[str, ...]:
    """The official names that a short head has together with the one above it.

    >>> _spelt_out(("公务用车购置及运行费", "购置费"))
    ('公务用车购置费',)
    """
    if len(heads) < 2:
        return ()
    above, leaf = bare(heads[-2]), _PRINTED.sub("", bare(heads[-1]))
    joined = (above[:size] + leaf for size in range(2, len(above)))
    return tuple(name for name in joined if name in official_names())


def rounded(amount: Amount, unit: Unit) -> Decimal:
    """An amount in another unit of money, rounded half up to two digits."""
    return amount.to(unit).quantize(Decimal("0.01"), ROUND_HALF_UP)


def shown(fact: Fact) -> str:
    """A cell as printed; money that nobody says in its unit is converted beside it, 约 where digits are lost.

    371,514,655.00 元 is shown as 371,514,655.00（约37,151.47万元，约3.72亿元）.
    """
    amount = fact.amount
    if amount.mils is None or amount.unit is None:
        return fact.text
    size = abs(amount.base)
    units = [unit for unit, least in ((WAN, 100), (YI, 10**8)) if size >= least and amount.unit.power < unit.power]
    said = [f"{'' if amount.to(unit) == rounded(amount, unit) else '约'}{rounded(amount, unit):,}{unit}" for unit in units]
    return f"{fact.text}（{'，'.join(said)}）" if said else fact.text


def heads_of(fact: Fact) -> frozenset[str]:
    """The heads of a cell as they are compared: with and without 预算数, and those that a short head stands for."""
    return _called(fact.col)


@lru_cache(maxsize=16384)
def _called(column: tuple[str, ...]) -> frozenset[str]:
    heads = {bare(head) for head in column}
    return frozenset(heads | {_PRINTED.sub("", head) for head in heads} | set(_spelt_out(column)))


def main_heads(fact: Fact) -> tuple[str, ...]:
    """Its heads from the top, without those that only say that a figure is printed (预算数, 金额)."""
    return tuple(head for head in (_PRINTED.sub("", bare(head)) for head in fact.col) if head)


@lru_cache(maxsize=16384)
def _heads_of(columns: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """All that the heads of these columns are called; the rows of a table share them."""
    return frozenset(head for column in columns for head in _called(column))


@lru_cache(maxsize=16384)
def _sums_up(path: tuple[str, ...], department: str) -> bool:
    """Do these labels name no more than a sum, or the department whose sum it is?"""
    own = name_of(department)
    labels = [name for label in path if (name := name_of(label)) != own and not _YEAR.fullmatch(name)]
    return not any(labels) or bool(path and pattern("labels", "total").search(name_of(path[-1])))


@dataclass(frozen=True)
class RowEntry:
    """A row of a table of a document."""

    document: Document
    table: Table
    row: Row

    @cached_property
    def text_id(self) -> int:
        """The id of what it says, under which the store keeps it and its vector."""
        return text_id("row", row_text(self.row))

    @cached_property
    def label(self) -> str:
        return name_of(self.row.label)

    @cached_property
    def ancestors(self) -> tuple[str, ...]:
        return tuple(name_of(label) for label in self.row.path[:-1])

    @cached_property
    def title(self) -> str:
        return bare(self.table.title)

    @cached_property
    def kind(self) -> str | None:
        """The table's kind; one whose heads say 三公 is that table, whatever its title."""
        return "three_public" if any("三公" in head for head in self.heads) else self.table.kind

    @cached_property
    def total(self) -> bool:
        """Does it sum its table or block up? A row without a label does too."""
        return _sums_up(self.row.path, self.document.department or "")

    @cached_property
    def plain_total(self) -> bool:
        """Is it the total of its table, and not of something it names (人员经费合计, 收入总计)?"""
        return self.total and not _NAMED_TOTAL.search(self.label)

    @cached_property
    def heads(self) -> frozenset[str]:
        return _heads_of(tuple(fact.col for fact in self.row.facts))

    @property
    def _texts(self) -> list[str]:
        """Labels and words, and the heads where the row has no name of its own."""
        said = list(self.row.path)
        said += [text for _, text in self.row.words]
        return [*said, self.table.title, *self.heads] if self.total else said

    @cached_property
    def words(self) -> frozenset[str]:
        """Its tokens."""
        return frozenset(token for text in self._texts for token in tokens(text))

    @property
    def said(self) -> Sequence[str]:
        """The texts that tokens are looked for in."""
        return self._texts

    @cached_property
    def told(self) -> str:
        """What its cells of words say (what a project is for), as labels are compared."""
        return " ".join(bare(text) for _, text in self.row.words)

    @cached_property
    def context(self) -> frozenset[str]:
        """Its tokens with those of its table's title."""
        return self.words | frozenset(tokens(self.table.title))

    @cached_property
    def text(self) -> str:
        """Its cells with their heads, as they are shown."""
        cells = [f"{'/'.join(fact.col)} {shown(fact)}".strip() for fact in self.row.facts]
        cells += [f"{head} {text}".strip() for head, text in self.row.words if text not in self.row.path]
        return f"{' > '.join(self.row.path)}: {'; '.join(cells)}".lstrip(": ") if cells else " > ".join(self.row.path)


@dataclass(frozen=True)
class PassageEntry:
    """A passage of a document."""

    document: Document
    passage: Passage

    @cached_property
    def text_id(self) -> int:
        """The id of what it says, under which the store keeps it and its vector."""
        return text_id("passage", passage_text(self.passage))

    @cached_property
    def words(self) -> frozenset[str]:
        return self.own | frozenset(t for head in self.passage.section for t in tokens(head))

    @cached_property
    def own(self) -> frozenset[str]:
        """The tokens of its text, without its headings'."""
        return frozenset(tokens(_RANK.sub("", self.text)))

    @property
    def said(self) -> Sequence[str]:
        """The texts that tokens are looked for in."""
        return _RANK.sub("", self.text), *self.passage.section

    @cached_property
    def plain(self) -> str:
        """Its text as labels are compared."""
        return bare(_RANK.sub("", self.passage.text))

    @cached_property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class NoteEntry(PassageEntry):
    """What stands under an empty table: its sentence says that there is nothing, under the table's title."""

    table: Table


def note_of(document: Document, table: Table) -> NoteEntry | None:
    """The note of a table that prints no number."""
    if not table.note or table.printed:
        return None
    page = table.note_page or (table.pages[0] if table.pages else 1)
    where = table.note_bbox or table.bbox or (0.0, 0.0, 0.0, 0.0)
    return NoteEntry(document, Passage(table.id, page, where, (table.title,), table.note), table)


Entry = RowEntry | PassageEntry
