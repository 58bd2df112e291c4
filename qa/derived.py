"""What is derived from the corpus for answering, brought up to it after a change: what is prepared, and vectors.
Answers work without either, only slower or with fewer words understood, so what goes wrong here is for a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.explained import EXPLAINED
from index.garbage import seldom
from index.scope import SAID
from qa.evidence.kept import FIGURES, LABELS

if TYPE_CHECKING:
    from index.settings import Settings
    from index.sql.store import SqlStore

PREPARED = (LABELS, FIGURES, SAID, EXPLAINED)


def bring_up(store: SqlStore, settings: Settings) -> None:
    """Make what is behind, and leave the database small. Raises BudgetQAError."""
    from index.chroma import refresh

    prepare(store)
    store.settle()
    refresh(store, settings)


def prepare(store: SqlStore) -> int:
    """Make what is worked out of each document for those that lack it; how many documents those were, at most."""
    seldom()
    return max(each.bring_up(store) for each in PREPARED)


def mended(settings: Settings, mend: bool) -> int:
    """How many documents lack what is prepared, or did before it was mended."""
    from index.stores import open_store

    store = open_store(settings)
    try:
        return prepare(store) if mend else max(each.behind(store) for each in PREPARED)
    finally:
        store.close()
