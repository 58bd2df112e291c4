"""One disclosure, ready to be asked: its entries by name and code, its claims, its sentences. Built once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Disclosure, Document, Passage, Row, Sentence, Table
from index.normal import bare
from qa.evidence.claims import Claim, claims_of
from qa.evidence.entry import Entry, own_line, says_only_against, says_only_when, titles_of
from qa.evidence.named import Coded, Figures, Index, Named
from qa.evidence.projects import Project, project_names, projects_of


@dataclass(frozen=True)
class Word:
    """A piece of text that may name something: a sentence, or a cell of words."""

    text: str
    plain: str
    sentence: Sentence | None
    passage: Passage | None
    row: Row | None = None
    table: Table | None = None
    head: str = ""
    """The head of the cell's column."""


class Book:
    """A disclosure with the indexes that answering needs."""

    def __init__(self, disclosure: Disclosure, kept: Index | None = None) -> None:
        """`kept`: the index of its figures as it was worked out before."""
        self.disclosure = disclosure
        self._figures = Figures(disclosure, kept)
        self.names: Mapping[str, list[Entry]] = Named(self._figures)
        self.codes: Mapping[str, list[Entry]] = Coded(self._figures)

    @property
    def index(self) -> Index:
        """Which rows bear which names."""
        return self._figures.index

    @cached_property
    def entries(self) -> list[Entry]:
        """Every figure of its tables, in reading order."""
        return self._figures.all()

    def of_table(self, table_id: str) -> list[Entry]:
        """The figures of one table."""
        return self._figures.of_table(table_id)

    def of_kinds(self, kinds: Container[str | None]) -> list[Entry]:
        """The figures of the tables of these kinds."""
        return [entry for table in self.disclosure.tables if table.kind in kinds for entry in self.of_table(table.id)]

    def bearing(self, names: Iterable[str], code: str | None = None) -> list[Entry]:
        """The figures of one of these names, or of this code, in reading order; no sum of a table is of a code."""
        return self._figures.bearing(names, code)

    @cached_property
    def blank(self) -> dict[str, list[tuple[Row, Table]]]:
        """Rows that print no figure, by their labels."""
        found: dict[str, list[tuple[Row, Table]]] = defaultdict(list)
        for row, table in self._figures.unprinted():
            found[bare(row.path[-1])].append((row, table))
        return found

    @property
    def document(self) -> Document:
        return self.disclosure.document

    @property
    def size(self) -> int:
        """How many figures its tables print."""
        return self.index.figures

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        return claims_of(self.disclosure.passages, self.document)

    @cached_property
    def cores(self) -> dict[str, list[Claim]]:
        """Claims by the core of their subject."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.core].append(claim)
        return found

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every sentence and every cell of words, in reading order."""
        out = [
            Word(s.text, bare(s.text), s, p) for p in self.disclosure.passages for s in p.sentences
        ]
        for table in self.disclosure.tables:
            for row in table.rows:
                out += [Word(text, bare(text), None, None, row, table, head) for head, text in row.words if not (row.facts and "指标" in head)]
        return tuple(out)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Everything that a table names: its labels and heads, and the subjects of its prose."""
        said = {name for claim in self.claims for name in (claim.core, claim.heading) if 2 < len(name) <= 30}
        heads = {bare(h) for t in self.disclosure.tables for c in t.columns for h in c.path}
        rows = {bare(x) for t in self.disclosure.tables for r in t.rows for x in r.path}
        titles = {name for t in self.disclosure.tables for name in titles_of(t.title)}
        every = {*self.names, *heads, *rows, *said, *self.projects, *titles}
        own = self.document.department or ""
        named = (x for x in every if len(x) > 1 and not says_only_when(x) and not says_only_against(x))
        return frozenset(x for x in named if not own_line(x, own))

    @cached_property
    def told_projects(self) -> tuple[Project, ...]:
        """The projects, each with the rows of its amount and what is said of it."""
        return projects_of(self.disclosure, self.projects)

    @cached_property
    def projects(self) -> dict[str, list[Passage]]:
        """Passages of their own headings (an item's own chapter), by what the outermost heading names, short and long."""
        found: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.disclosure.passages:
            for heading in passage.section[:1]:
                for name in project_names(heading):
                    found[name].append(passage)
        return found
