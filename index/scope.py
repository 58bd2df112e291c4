"""Which disclosures a search looks through: those that the question names, and of many those with the best texts."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from corpus.model import Disclosure, Document, Kind
from index.dense import Likeness
from index.entries import Entries
from index.lexical import query_terms
from index.link import Linked
from index.normal import bare
from index.query import Query

MOST_DOCUMENTS = 16
"""Disclosures that are looked through row by row; of more, those whose texts match best."""

MOST_HELD = 128
"""Disclosures whose entries are kept."""
MOST_ALIKE = 4
"""Of the disclosures looked through, those that are there because the model finds their texts like the question."""


class Searched(Protocol):
    """What search needs of a store."""

    def documents(self) -> tuple[Document, ...]: ...

    def disclosure(self, document_id: str) -> Disclosure: ...


def in_scope(documents: Sequence[Document], linked: Linked, kind: Kind | None = None) -> tuple[Document, ...]:
    """The documents that a question is about; for a year without one, those of the year after (they print it too)."""
    names = set(linked.names)
    found = [d for d in documents if not names or d.department in names]
    if linked.level:
        found = [d for d in found if d.level == linked.level] or found
    if linked.years:
        for offset in (0, 1):
            wanted = {year + offset for year in linked.years}
            if of_years := [d for d in found if d.year in wanted]:
                found = of_years
                break
    kinds = {kind} if kind else set(linked.kinds) if linked.kinds_sure else set()
    of_kind = [d for d in found if d.kind in kinds]
    return tuple(of_kind if kind or (kinds == {"final"} and of_kind) else found)


def nearest(
    scope: tuple[Document, ...], store: Searched, query: Query, like: Likeness, whole: bool
) -> tuple[Document, ...]:
    """The documents to look through: all of a few, of many those that hold the texts that match best.

    `whole`: the scope is the corpus. `like`: the texts that the model finds like the question, for words that the
    glossary does not know.
    """
    if len(scope) <= MOST_DOCUMENTS:
        return scope
    holders = getattr(store, "holders", None)
    standing = getattr(store, "standing", None)
    if holders is None or standing is None:
        return scope[:MOST_DOCUMENTS]
    inside = None if whole else scope
    names = dict.fromkeys(bare(text) for text in (*query.texts, *query.codes))
    unsure = [text for s in query.stretches if s.certainty < 0.8 for text in list(like.get(s.text, ()))[:MOST_ALIKE]]
    alike = standing(unsure, inside, MOST_ALIKE) if unsure else ()
    found = holders(query_terms(query), tuple(names), inside, MOST_DOCUMENTS - len(alike))
    ids = {document.id: document for document in scope}
    return tuple(ids[id] for id in dict.fromkeys((*found, *alike)))


_held: OrderedDict[int, tuple[Disclosure, Entries]] = OrderedDict()
"""Entries of the disclosures looked through last, by the object's own id: to hash a whole disclosure takes as long as to
search it."""


def entries_of(disclosure: Disclosure) -> Entries:
    held = _held.get(id(disclosure))
    if held is None or held[0] is not disclosure:
        held = _held[id(disclosure)] = disclosure, Entries(disclosure)
        while len(_held) > MOST_HELD:
            with contextlib.suppress(KeyError):  # another thread was faster
                _held.popitem(last=False)
    return held[1]
