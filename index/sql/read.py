"""Reading the store: plain statements that SQLite and PostgreSQL both take, over whatever connection runs them."""

from __future__ import annotations

import hashlib
import threading
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

from corpus.model import Disclosure, Document
from index.ports import Match, Source, UnknownDocument
from index.snapshot import decode
from index.sql import rows
from index.sql.holders import MATCHES, TIERS, Scope, holding
from index.sql.match import Rarity, matching, only_named, rarity, scored
from index.succession import in_order, pick
from index.texts import TEXT_KINDS, Place, Text, TextKind

SCHEMA = "0003"
"""The newest migration; a test holds it to Alembic's and to the tables of `index.sql.schema`."""
Found = Mapping[str, Any]
_T = TypeVar("_T")
_HELD = 256
"""Disclosures kept in memory: qa works on those that a question is about."""
_CHUNK = 10_000
_INSIDE = """SELECT text_id FROM rows WHERE document_id IN ({0}) AND text_id IS NOT NULL
 UNION SELECT text_id FROM passages WHERE document_id IN ({0}) AND text_id IS NOT NULL"""
_PREPARED = """SELECT document_id, body FROM prepared
 WHERE name = :name AND version = :version AND document_id IN ({0})"""
_PLACES = """SELECT r.text_id, r.document_id, t.id AS table_id, r.id, r.page, r.position FROM rows r JOIN tables t
 ON t.document_id = r.document_id AND t.position = r.table_position WHERE r.text_id IN ({0})
 UNION ALL SELECT text_id, document_id, NULL, id, page, position FROM passages WHERE text_id IN ({0})"""


class Reading(ABC):
    """The half of a store that reads; safe for threads."""

    dialect: Literal["sqlite", "postgresql"]
    patience = 0.0
    """Seconds for which what the store holds is not looked at anew: a server that answers many at once sets some."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looked: tuple[float, int] | None = None
        self._revisions: tuple[int, dict[str, int]] = (-1, {})
        self._listed: tuple[int, tuple[Document, ...]] = (-1, ())
        self._kept: OrderedDict[tuple[str, int], Disclosure] = OrderedDict()
        self._drawn: tuple[int, Rarity] | None = None
        self._whole: Scope | None = None

    @abstractmethod
    def select(self, statement: str, values: Mapping[str, Any]) -> Sequence[Found]:
        """The rows that a statement gives, by column name. Raises StoreError."""

    def generation(self) -> int:
        now = time.monotonic()
        if self._looked is None or now - self._looked[0] >= self.patience:
            self._looked = now, int(self.select("SELECT generation FROM store", {})[0]["generation"])
        return self._looked[1]

    def documents(self) -> tuple[Document, ...]:
        now = self.generation()
        if self._listed[0] != now:
            found = self.select("SELECT * FROM documents", {})
            self._listed = now, in_order(map(rows.document_in, found))
        return self._listed[1]

    def disclosure(self, document_id: str) -> Disclosure:
        key = document_id, self._revision(document_id)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        read = self.snapshot(document_id) or self.rebuilt(document_id)
        with self._lock:
            kept = self._kept.setdefault(key, read)
            while len(self._kept) > _HELD:
                self._kept.popitem(last=False)
        return kept

    def _revision(self, document_id: str) -> int:
        """Which reading of a document is the store's, -1 of none; looked up once in each state of the store."""
        now = self.generation()
        if self._revisions[0] != now:
            self._revisions = now, {}
        known = self._revisions[1]
        if document_id not in known:
            found = self.select("SELECT revision FROM documents WHERE id = :id", {"id": document_id})
            known[document_id] = int(found[0]["revision"]) if found else -1
        return known[document_id]

    def snapshot(self, document_id: str) -> Disclosure | None:
        """The whole document in one read; None where the snapshot is missing, damaged or of another format."""
        found = self.select("SELECT body FROM snapshots WHERE document_id = :id", {"id": document_id})
        try:
            return decode(bytes(found[0]["body"])) if found else None
        except ValueError:
            return None

    def rebuilt(self, document_id: str) -> Disclosure:
        """The disclosure as its tables hold it, past the snapshot."""
        document = self.select("SELECT * FROM documents WHERE id = :id", {"id": document_id})
        if not document:
            raise UnknownDocument(f"There is no document {document_id}: `budget-qa documents` lists them.")
        inside = {table: self.select(f"SELECT * FROM {table} WHERE document_id = :id ORDER BY position",
                                     {"id": document_id}) for table in rows.TABLES}
        return rows.rebuild(rows.document_in(document[0]), document[0]["seconds"], inside)

    def prepared(self, name: str, version: str, documents: Sequence[str]) -> dict[str, bytes]:
        """What was worked out of these documents under this name, by what is of this version."""
        found = self._each(_PREPARED, documents, name=name, version=version)
        return {r["document_id"]: bytes(r["body"]) for r in found}

    def unprepared(self, name: str, version: str) -> tuple[tuple[str, int], ...]:
        """The documents, each with its revision, of which nothing was worked out under this name in this version."""
        found = self.select("SELECT id, revision FROM documents d WHERE NOT EXISTS (SELECT 1 FROM prepared p WHERE "
                            "p.document_id = d.id AND p.name = :name AND p.version = :version) ORDER BY id",
                            {"name": name, "version": version})
        return tuple((r["id"], int(r["revision"])) for r in found)

    def find(self, reference: str) -> Document:
        return pick(reference, self.documents(), self.sources())

    def sources(self) -> dict[str, tuple[str, Source]]:
        return {r["path"]: (r["document_id"], Source(r["path"], r["size"], r["modified"], r["reader"]))
                for r in self.select("SELECT * FROM sources", {})}

    def digest(self) -> str:
        prints = [r["fingerprint"] for r in self.select("SELECT fingerprint FROM documents", {})]
        return hashlib.sha256("".join(sorted(prints)).encode()).hexdigest()

    def texts(self, documents: Sequence[str] | None = None, kind: TextKind | None = None) -> tuple[Text, ...]:
        if documents is None:
            found = list(self.select("SELECT * FROM texts", {}))
        else:
            found = list(self._each("SELECT * FROM texts WHERE id IN (" + _INSIDE + ")", documents))
        every = {Text(r["id"], r["kind"], r["text"]) for r in found if kind in (None, r["kind"])}
        return tuple(sorted(every, key=lambda text: text.id))

    def text_ids(self) -> tuple[int, ...]:
        return tuple(r["id"] for r in self.select("SELECT id FROM texts ORDER BY id", {}))

    def match(
        self, terms: Iterable[str], documents: Sequence[str] | None = None, limit: int = 200, names: Iterable[str] = ()
    ) -> list[Match]:
        if documents is None:
            found = matching(self.select, self.dialect, self._rarity(), terms, names, limit)
        else:
            found = scored(self.texts(documents), set(terms), self._rarity(), limit)
        return [Match(text, score) for text, score in found]

    def holders(
        self, terms: Iterable[str], names: Iterable[str] = (), documents: Sequence[Document] | None = None, most: int = 16
    ) -> tuple[str, ...]:
        asked, named, scope = tuple(terms), tuple(names), self._scope(documents)
        # where the name asked for stands in enough of them, whatever else is like it comes behind
        first = only_named(self.select, self._rarity(), asked, named, MATCHES, TIERS[0]) if named else []
        held = holding(self.select, [Match(*each) for each in first], scope, most)
        if len(held) >= most:
            return held
        for wide in (MATCHES, 8 * MATCHES):
            held = holding(self.select, self.match(asked, None, wide, named), scope, most)
            if held:
                return held
        return ()

    def standing(
        self, texts: Iterable[int], documents: Sequence[Document] | None = None, most: int = 16
    ) -> tuple[str, ...]:
        found = [Match(Text(id, kind, ""), 1.0) for id in texts for kind in TEXT_KINDS]
        return holding(self.select, found, self._scope(documents), most)

    def _scope(self, documents: Sequence[Document] | None) -> Scope:
        """These documents; all, of which what is known of them is kept, where none are given."""
        if documents is not None:
            return Scope(documents)
        every = self.documents()
        if self._whole is None or self._whole.documents is not every:
            self._whole = Scope(every)
        return self._whole

    def _rarity(self) -> Rarity:
        """How rare terms are, drawn anew when the store has changed."""
        now = self.generation()
        if self._drawn is None or self._drawn[0] != now:
            self._drawn = now, rarity(self.select, self.dialect)
        return self._drawn[1]

    def places(self, texts: Iterable[int], documents: Sequence[str] | None = None) -> tuple[Place, ...]:
        order = {id: at for at, id in enumerate(dict.fromkeys(texts))}
        allowed = None if documents is None else set(documents)
        kept = [r for r in self._each(_PLACES, list(order)) if allowed is None or r["document_id"] in allowed]
        kept.sort(key=lambda r: (order[r["text_id"]], r["document_id"], r["table_id"] is None, r["position"]))
        return tuple(Place(r["text_id"], r["document_id"], r["table_id"], r["id"], r["page"]) for r in kept)

    def _each(self, statement: str, values: Sequence[object], **more: object) -> Iterator[Found]:
        """The rows of a statement with a list of values, some thousand at a time."""
        for at in range(0, len(values), _CHUNK):
            named = {f"v{k}": value for k, value in enumerate(values[at:at + _CHUNK])}
            yield from self.select(statement.format(", ".join(f":{name}" for name in named)), named | more)
