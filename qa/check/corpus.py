"""The documents of a store as the checker reads them, each prepared once and kept until it changes."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TypeVar

from corpus.model import Disclosure, Document
from index.ports import FactStore
from qa.check.bodies import Bodies
from qa.check.lookup import DocumentWords
from qa.check.prose import ProseWords, worded
from qa.check.scope import Scope
from qa.check.statement import Stated, stated_of

T = TypeVar("T")
LETTERS = 10
"""So many letters make a sentence one that is told from others: 公务接待费5万元 stands in many disclosures."""
KEPT = 400
"""So many prepared documents are held in memory."""


class Corpus:
    """What is known of a store at one generation."""

    def __init__(self, store: FactStore, old: Corpus | None = None) -> None:
        self.store = store
        self.generation = store.generation()
        self.documents = store.documents()
        self.bodies = Bodies(self.documents)
        self._words: dict[str, DocumentWords] = old._words if old is not None and old.store is store else {}
        self._prose: dict[str, ProseWords] = old._prose if old is not None and old.store is store else {}
        kept = old._stated if old is not None and old.store is store else {}
        self._stated: dict[str, tuple[Disclosure, tuple[Stated, ...]]] = kept

    @cached_property
    def newest(self) -> int | None:
        """The newest year that anything is disclosed for."""
        return max((d.year for d in self.documents if d.year), default=None)

    @cached_property
    def alone(self) -> bool:
        """Does everything here come from one body?"""
        return len(self.bodies.groups) <= 1

    def within(self, scope: Scope) -> list[DocumentWords]:
        """The documents that a scope may speak of; the year leaves out those that cannot print it."""
        return [self.words(d) for d in self.documents if scope.holds(d) and _reaches(d, scope)]

    def of(self, document_id: str) -> DocumentWords:
        """The names of the tables of the document of this id."""
        return self.words(next(d for d in self.documents if d.id == document_id))

    def words(self, document: Document) -> DocumentWords:
        """The names of one document's tables."""
        disclosure = self.store.disclosure(document.id)
        held = self._words.get(document.id)
        if held is None or held.disclosure is not disclosure:
            held = _keep(self._words, document.id, DocumentWords(disclosure))
        return held

    def prose(self, document: Document) -> ProseWords:
        """The numbers of one document's sentences."""
        disclosure = self.store.disclosure(document.id)
        held = self._prose.get(document.id)
        if held is None or held.disclosure is not disclosure:
            held = _keep(self._prose, document.id, ProseWords(disclosure))
        return held

    def stated(self, document: Document) -> tuple[Stated, ...]:
        """What one document's sentences claim of their numbers."""
        disclosure = self.store.disclosure(document.id)
        held = self._stated.get(document.id)
        if held is None or held[0] is not disclosure:
            held = _keep(self._stated, document.id, (disclosure, stated_of(disclosure.passages, document)))
        return held[1]

    def saying(self, text: str) -> frozenset[str]:
        """The disclosures that print a sentence word for word, where all of them are one body's; else none."""
        said = worded(text)
        if len(re.sub("[^一-鿿]", "", said)) < LETTERS:
            return frozenset()
        held = [d for d in self.documents if said in self.prose(d).said]
        return frozenset(d.id for d in held) if len({d.department or d.id for d in held}) == 1 else frozenset()

    def bodied(self, ids: frozenset[str]) -> list[str]:
        """The labels in these documents that sound like the name of a body."""
        return [name for d in self.documents if d.id in ids for name in self.words(d).bodied]

    def numbered(self, text: str, scope: Scope) -> list[tuple[int, int]]:
        """The spans of labels that hold digits."""
        if not re.search(r"\d[^\d]*[一-鿿]|[A-Za-z]\d", text):
            return []
        small = text.lower()
        names = {name for words in self.within(scope) for name in words.numbered if name in small}
        return [match.span() for name in names for match in re.finditer(re.escape(name), small)]


def _reaches(document: Document, scope: Scope) -> bool:
    """A disclosure prints its own year and the ones just before it."""
    if scope.year is None or document.year is None:
        return True
    return document.year in (scope.year, scope.about) or 0 <= document.year - scope.year <= 2


def _keep(cache: dict[str, T], key: str, value: T) -> T:
    if len(cache) >= KEPT:
        cache.pop(next(iter(cache)))
    cache[key] = value
    return value


_held: Corpus | None = None


def corpus_of(store: FactStore) -> Corpus:
    """The corpus of a store, prepared anew only where the store has changed."""
    global _held
    if _held is None or _held.store is not store or _held.generation != store.generation():
        _held = Corpus(store, _held)
    return _held
