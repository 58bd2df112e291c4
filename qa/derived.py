"""What is derived from the corpus for answering, brought up to it after a change: what is prepared, and vectors.
Answers work without either, only slower or with fewer words understood, so what goes wrong here is for a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import BudgetQAError
from index import prepared
from index.explained import EXPLAINED
from index.garbage import seldom
from index.scope import SAID
from qa.evidence.kept import FIGURES, LABELS

if TYPE_CHECKING:
    from index.prepared import BroughtUp
    from index.settings import Settings
    from index.sql.store import SqlStore

PREPARED = (LABELS, FIGURES, SAID, EXPLAINED)


def bring_up(store: SqlStore, settings: Settings) -> None:
    """Make what is behind, and leave the database small. Raises BudgetQAError, where a document cannot be read after
    all the rest is done."""
    from index.chroma import refresh

    unread = prepare(store).unread
    store.settle()
    refresh(store, settings)
    if unread:
        raise BudgetQAError(f"{len(unread)} documents are damaged in the database.")


def prepare(store: SqlStore) -> BroughtUp:
    """Make what is worked out of each document for those that lack it."""
    seldom()
    return prepared.bring_up(PREPARED, store)
