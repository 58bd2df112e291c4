"""A store in memory: the fake that meets the same contract as SQLite and PostgreSQL, for tests and one-off work."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from corpus.model import Disclosure, Document
from index.fingerprint import fingerprint
from index.normal import name_of, plain
from index.ports import Match, Put, Source, UnknownDocument
from index.succession import in_order, pick, refuse_mixture, superseded
from index.terms import terms
from index.texts import Place, Text, TextKind, row_text, text_id, texts_of


class MemoryStore:
    """Disclosures in a dict. Not safe for threads that write."""

    def __init__(self, disclosures: Iterable[Disclosure] = ()) -> None:
        self._held: dict[str, Disclosure] = {}
        self._sources: dict[str, tuple[str, Source]] = {}
        self._generation = 0
        self._index = _Index(())
        for disclosure in disclosures:
            self.put(disclosure)

    def documents(self) -> tuple[Document, ...]:
        return in_order(held.document for held in self._held.values())

    def disclosure(self, document_id: str) -> Disclosure:
        try:
            return self._held[document_id]
        except KeyError:
            raise UnknownDocument(f"There is no document {document_id}.") from None

    def put(self, disclosure: Disclosure, source: Source | None = None) -> Put:
        new = disclosure.document
        source = source or Source(new.name)
        present = {id: held.document for id, held in self._held.items()}
        gone = superseded(new, source, present, self._sources)
        refuse_mixture(new, (document for id, document in present.items() if id not in gone | {new.id}))
        before = self._held.get(new.id)
        for id in gone:
            self._drop(id)
        self._sources[source.path] = (new.id, source)
        if before is not None and fingerprint(before) == fingerprint(disclosure) and not gone:
            return "unchanged"
        self._held[new.id] = disclosure
        self._changed()
        return "replaced" if gone or before else "added"

    def forget(self, document_id: str) -> bool:
        if document_id not in self._held:
            return False
        self._drop(document_id)
        self._changed()
        return True

    def find(self, reference: str) -> Document:
        return pick(reference, self.documents(), self._sources)

    def sources(self) -> dict[str, tuple[str, Source]]:
        return dict(self._sources)

    def generation(self) -> int:
        return self._generation

    def digest(self) -> str:
        prints = sorted(fingerprint(held) for held in self._held.values())
        return hashlib.sha256("".join(prints).encode()).hexdigest()

    def close(self) -> None:
        """Nothing is held open."""

    def texts(self, documents: Sequence[str] | None = None, kind: TextKind | None = None) -> tuple[Text, ...]:
        ids = self._index.places if documents is None else {
            place.text for places in self._index.places.values() for place in places if place.document in documents}
        return tuple(text for id in sorted(ids) if kind in (None, (text := self._index.texts[id]).kind))

    def text_ids(self) -> tuple[int, ...]:
        return tuple(sorted(self._index.texts))

    def match(
        self, terms: Iterable[str], documents: Sequence[str] | None = None, limit: int = 200, names: Iterable[str] = ()
    ) -> list[Match]:
        asked = set(terms)
        allowed = {text.id for text in self.texts(documents)}
        named = {id for name in names for id in self._index.named.get(name, ()) if id in allowed}
        hits: Counter[int] = Counter(id for term in asked for id in self._index.postings.get(term, ()) if id in allowed)
        ranked = sorted(hits.items(), key=lambda hit: (
            hit[0] not in named, -hit[1], len(self._index.texts[hit[0]].text), hit[0]))
        return [Match(self._index.texts[id], float(count)) for id, count in ranked[:limit]]

    def holders(
        self, terms: Iterable[str], names: Iterable[str] = (), documents: Sequence[Document] | None = None, most: int = 16
    ) -> tuple[str, ...]:
        years = {document.id: document.year or 0 for document in (self.documents() if documents is None else documents)}
        taken: dict[str, None] = {}
        for match in self.match(terms, None, 48, names):
            held = {place.document for place in self.places([match.text.id]) if place.document in years}
            taken |= dict.fromkeys(sorted(held, key=lambda id: -years[id]))
        return tuple(taken)[:most]

    def standing(
        self, texts: Iterable[int], documents: Sequence[Document] | None = None, most: int = 16
    ) -> tuple[str, ...]:
        years = {document.id: document.year or 0 for document in (self.documents() if documents is None else documents)}
        held = {place.document for place in self.places(texts) if place.document in years}
        return tuple(sorted(held, key=lambda id: -years[id]))[:most]

    def places(self, texts: Iterable[int], documents: Sequence[str] | None = None) -> tuple[Place, ...]:
        found = (place for id in dict.fromkeys(texts) for place in self._index.places.get(id, ()))
        return tuple(place for place in found if documents is None or place.document in documents)

    def _drop(self, document_id: str) -> None:
        del self._held[document_id]
        self._sources = {path: held for path, held in self._sources.items() if held[0] != document_id}

    def _changed(self) -> None:
        self._generation += 1
        self._index = _Index(tuple(self._held.values()))


class _Index:
    """The texts of some disclosures, their places, and which texts hold a term; made when first asked for."""

    def __init__(self, disclosures: tuple[Disclosure, ...]) -> None:
        self._disclosures = disclosures

    @cached_property
    def _both(self) -> tuple[dict[int, Text], dict[int, list[Place]]]:
        texts: dict[int, Text] = {}
        places: dict[int, list[Place]] = {}
        for disclosure in self._disclosures:
            for text, place in texts_of(disclosure):
                texts.setdefault(text.id, text)
                places.setdefault(text.id, []).append(place)
        return texts, places

    @property
    def texts(self) -> dict[int, Text]:
        return self._both[0]

    @property
    def places(self) -> dict[int, list[Place]]:
        return self._both[1]

    @cached_property
    def named(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for disclosure in self._disclosures:
            for table in disclosure.tables:
                for row in table.rows:
                    if text := row_text(row):
                        found.setdefault(name_of(row.label), set()).add(text_id("row", text))
        return found

    @cached_property
    def postings(self) -> dict[str, set[int]]:
        postings: dict[str, set[int]] = {}
        for text in self.texts.values():
            for term in terms(plain(text.text)):
                postings.setdefault(term, set()).add(text.id)
        return postings
