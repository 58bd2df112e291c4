"""One disclosure, ready to be asked: its entries by name and code, its claims, its sentences. Built once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from corpus.model import Disclosure, Document, Passage, Row, Sentence, Table
from index.normal import bare
from qa.evidence.claims import Claim, claims_of
from qa.evidence.entry import Entry, entry_of, own_line, says_only_when, titles_of
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


@dataclass
class Book:
    """A disclosure with the indexes that answering needs."""

    disclosure: Disclosure
    names: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    entries: list[Entry] = field(default_factory=list)
    blank: dict[str, list[tuple[Row, Table]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        document = self.disclosure.document
        for table in self.disclosure.tables:
            for row in table.rows:
                for fact in row.facts:
                    self._add(entry_of(fact, row, table, document))
                if row.path and not row.facts:
                    self.blank[bare(row.path[-1])].append((row, table))

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        for name in entry.names:
            self.names[name].append(entry)
        if entry.fact.code and not entry.grand:
            self.codes[entry.fact.code].append(entry)

    @property
    def document(self) -> Document:
        return self.disclosure.document

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
        return frozenset(x for x in every if len(x) > 1 and not own_line(x, own) and not says_only_when(x))

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
