"""What the page, the HTTP API and the MCP server all do, once: ask, search, check, facts, documents, proofs."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.errors import BudgetQAError, NotFound
from corpus.model import Disclosure, Document, Fact, Kind
from index.ports import NothingIngested
from index.search import Hit
from index.settings import Settings
from qa.answer import Answer, Language
from qa.events import Event
from qa.library import Body, grouped

if TYPE_CHECKING:
    from index.ports import Store
    from qa.audit import AuditFinding
    from qa.check import Checked

MAX_QUESTION = 500
MAX_TEXT = 20_000
MAX_HITS = 100
MOST_AUDITS = 200


class TooLong(BudgetQAError):
    """A question or a text past its limit."""


class Asked(Protocol):
    """What answers questions: qa.service.Service."""

    def ask(self, question: str, history: Sequence[str] = (), department: str | None = None,
            year: int | None = None) -> Answer: ...

    def stream(self, question: str, history: Sequence[str] = (), department: str | None = None,
               year: int | None = None) -> Iterator[Event]: ...


@dataclass(frozen=True)
class Desk:
    """The corpus and what is done with it. Every method raises BudgetQAError with a sentence for the user."""

    service: Asked
    store: Store
    settings: Settings
    _auditing: threading.Lock = field(default_factory=threading.Lock)
    _audited: dict[str, tuple[int, list[AuditFinding]]] = field(default_factory=dict)
    """By document, all under "": the store's generation, and what was found then."""
    _bodies: list[tuple[tuple[Document, ...], tuple[Body, ...]]] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[str] = (), department: str | None = None,
            year: int | None = None) -> Answer:
        """One answer."""
        text = self._question(question)
        return self.service.ask(text, history=tuple(history), department=department or None, year=year)

    def stream(self, question: str, history: Sequence[str] = (), department: str | None = None,
               year: int | None = None) -> Iterator[Event]:
        """The same as events: the checked answer at once, then what a chat model adds. Close it to give the model up."""
        text = self._question(question)
        return self.service.stream(text, history=tuple(history), department=department or None, year=year)

    def _question(self, question: str) -> str:
        text = " ".join(question.split())
        if not text:
            raise TooLong("请先写下问题。 (Write a question first.)")
        if len(text) > MAX_QUESTION:
            raise TooLong(f"问题请不超过 {MAX_QUESTION} 字。 (Keep the question within {MAX_QUESTION} characters.)")
        self.some()
        return text

    def search(self, terms: str, department: str | None = None, year: int | None = None, kind: Kind | None = None,
               k: int = 20) -> list[Hit]:
        """Rows and passages, ranked."""
        from index.dense import warm_dense
        from index.embed import reranker
        from index.search import search

        if not terms.strip():
            raise TooLong("请先写下要找的词。 (Write what to look for first.)")
        if len(terms) > MAX_QUESTION:
            raise TooLong(f"检索词请不超过 {MAX_QUESTION} 字。 (Keep it within {MAX_QUESTION} characters.)")
        self.some()
        return search(terms, self.store, department=department or None, year=year, kind=kind, k=min(k, MAX_HITS),
                      dense=warm_dense(self.settings), rerank=reranker(self.settings.reranker))

    def check(self, text: str, language: Language | None = None) -> Checked:
        """The figures of a text, judged; why is said in this language, or in the text's own."""
        from qa.check import check_text

        if not text.strip():
            raise TooLong("请先粘贴要核对的文字。 (Paste a text first.)")
        if len(text) > MAX_TEXT:
            raise TooLong(f"文字请不超过 {MAX_TEXT} 字，可分段核对。 (Keep the text within {MAX_TEXT} characters.)")
        self.some()
        return check_text(text, self.store, language)

    def documents(self) -> tuple[Document, ...]:
        """What is in the corpus; it may be nothing."""
        return self.store.documents()

    def bodies(self) -> tuple[Body, ...]:
        """Who publishes what is in the corpus: one body, whatever each year calls it."""
        documents = self.documents()
        for listed, bodies in self._bodies[-1:]:
            if listed is documents:
                return bodies
        self._bodies[:] = [(documents, grouped(documents))]
        return self._bodies[0][1]

    def some(self) -> tuple[Document, ...]:
        """What is in the corpus. Raises NothingIngested."""
        found = self.documents()
        if not found:
            raise NothingIngested("还没有收录任何文件，请先运行 budget-qa ingest。 (Nothing is ingested yet: run budget-qa ingest.)")
        return found

    def disclosure(self, reference: str) -> Disclosure:
        """A document by its id, file name or stem. Raises UnknownDocument."""
        return self.store.disclosure(self.store.find(reference).id)

    def facts(self, reference: str, prose: bool = False) -> tuple[Fact, ...]:
        """The printed numbers of one document."""
        held = self.disclosure(reference)
        return held.facts + (held.prose_facts if prose else ())

    def audit(self, reference: str | None = None) -> list[AuditFinding]:
        """Where a document contradicts itself or its neighbours; of all documents, where none is named."""
        document = self.store.find(reference) if reference else None
        key = document.id if document else ""
        with self._auditing:
            generation = self.store.generation()
            kept = self._audited.get(key)
            if kept is None or kept[0] != generation:
                from qa.audit import audit

                kept = self._audited[key] = (generation, audit(self.store, [document.id] if document else None))
                while len(self._audited) > MOST_AUDITS:
                    del self._audited[next(iter(self._audited))]
            return kept[1]

    def file_of(self, document: Document) -> Path:
        """The original file of a document, whose pages are drawn. Raises NotFound."""
        from index.ingest import original_of

        kept = original_of(document, self.store, self.settings)
        if kept is not None:
            return kept
        raise NotFound(f"原文件 {document.name} 不在数据目录里。 (The original of {document.name} is not kept here.)")

    def document_named(self, name: str, title: str | None = None, year: int | None = None) -> Document | None:
        """The document that a citation names; of several files of one name, the one of that title and year."""
        same = [d for d in self.documents() if name in (d.name, d.id)]
        return next((d for d in same if (d.title, d.year) == (title, year)), same[0] if same else None)
