"""Which disclosures a search looks through: those that the question names, and of many those with the best texts."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from corpus.model import Disclosure, Document, Kind
from index.dense import Likeness
from index.lexical import query_terms
from index.link import Linked, documents_of, link
from index.normal import bare
from index.postings import Entries
from index.prepared import CORPUS, INDEX, Preparation
from index.query import Query, read_query

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


def in_scope(documents: tuple[Document, ...], linked: Linked, kind: Kind | None = None) -> tuple[Document, ...]:
    """The documents that a question is about; for a year without one, those of the year after (they print it too)."""
    found = documents_of(documents, linked.names) if linked.names else documents
    if linked.level:
        found = tuple(d for d in found if d.level == linked.level) or found
    if linked.years:
        for offset in (0, 1):
            wanted = {year + offset for year in linked.years}
            if of_years := tuple(d for d in found if d.year in wanted):
                found = of_years
                break
    kinds = {kind} if kind else set(linked.kinds) if linked.kinds_sure else set()
    if not kinds:
        return found
    of_kind = tuple(d for d in found if d.kind in kinds)
    return of_kind if kind or (kinds == {"final"} and of_kind) else found


def nearest(
    scope: tuple[Document, ...], store: Searched, query: Query, like: Likeness, whole: bool, most: int = MOST_DOCUMENTS
) -> tuple[Document, ...]:
    """The documents to look through: all of a few, of many those, `most` at most, that hold the texts that match best.

    `whole`: the scope is the corpus. `like`: the texts that the model finds like the question, for words that the
    glossary does not know.
    """
    if len(scope) <= MOST_DOCUMENTS:
        return scope
    holders = getattr(store, "holders", None)
    standing = getattr(store, "standing", None)
    if holders is None or standing is None:
        return scope[:most]
    inside = None if whole else scope
    names = dict.fromkeys(bare(text) for text in (*query.texts, *query.codes))
    unsure = [text for s in query.stretches if not s.known for text in list(like.get(s.text, ()))[:MOST_ALIKE]]
    alike = standing(unsure, inside, MOST_ALIKE) if unsure else ()
    found = holders(query_terms(query), tuple(names), inside, most - len(alike))
    wanted = dict.fromkeys((*found, *alike))
    ids = {document.id: document for document in scope if document.id in wanted}
    return tuple(ids[id] for id in wanted)


def holding(question: str, store: Searched, documents: tuple[Document, ...], most: int) -> tuple[Document, ...]:
    """Of many documents those that hold what a question names best, best first; all of a few, or where the store cannot
    say."""
    holders = getattr(store, "holders", None)
    if len(documents) <= most or holders is None:
        return documents
    asked = read_query(link(question, documents).rest(question))
    names = dict.fromkeys(bare(text) for text in (*asked.texts, *asked.codes))
    ids = {document.id: document for document in documents}
    return tuple(ids[id] for id in holders(query_terms(asked), tuple(names), None, most))


_held: OrderedDict[int, tuple[Disclosure, Entries]] = OrderedDict()
"""Entries of the disclosures looked through last, by the object's own id: to hash a whole disclosure takes as long as to
search it."""


def entries_of(store: Searched, documents: Sequence[Document]) -> list[Entries]:
    """What is looked through of these documents."""
    disclosures = [store.disclosure(document.id) for document in documents]
    found = {id(each): held[1] for each in disclosures if (held := _held.get(id(each))) is not None and held[0] is each}
    fresh = [each for each in disclosures if id(each) not in found]
    said = SAID.of(store, [each.document.id for each in fresh])
    for each in fresh:
        found[id(each)] = Entries(each, said.get(each.document.id))
        _held[id(each)] = each, found[id(each)]
    while len(_held) > MOST_HELD:
        with contextlib.suppress(KeyError):  # another thread was faster
            _held.popitem(last=False)
    return [found[id(each)] for each in disclosures]


SAID = Preparation("said", lambda disclosure: Entries(disclosure).postings.said, (
    *((INDEX, name) for name in ("entries.py", "postings.py", "lexical.py", "normal.py")), (CORPUS / "data", "*")))
"""What the rows and passages of a disclosure say, as tokens are looked for in it."""
