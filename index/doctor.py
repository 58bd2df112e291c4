"""Finds what is broken or behind in a data directory, and mends what can be made anew from what is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.errors import BudgetQAError
from index.chroma import refresh, sound, sweep, writing
from index.embed import load_embedder
from index.ingest import copy_of, holds, keep_copy
from index.ports import Store
from index.prepared import Preparation, behind, bring_up
from index.settings import Settings
from index.sql.store import SqlStore
from index.stores import open_store
from index.vectors import current

State = Literal["ok", "mended", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the data directory, and how it is."""

    state: State
    sentence: str


def examine(settings: Settings, mend: bool = True, preparations: Sequence[Preparation] = ()) -> Iterator[Finding]:
    """Every part in turn, each mended before it is told of; without `mend` what could be is told of as broken.
    `preparations`: what the upper layers keep of each document."""
    for finding in _parts(settings, mend, preparations):
        yield finding if mend or finding.state != "mended" else Finding("broken", finding.sentence)


def _parts(settings: Settings, mend: bool, preparations: Sequence[Preparation]) -> Iterator[Finding]:
    from index.sql import mend as sql

    store = open_store(settings)
    try:
        damage = sql.damage(store)
        if damage is not None:
            yield Finding("broken", f"The database is damaged ({damage}): move it away and ingest the files again.")
            return
        documents = store.documents()
        yield Finding("ok", f"The database is sound and holds {len(documents)} documents.")
        for document in documents:
            state = sql.torn(store, document, mend)
            if state == "broken":
                yield Finding("broken", f"{document.name} is damaged in the database: ingest it with --again.")
            elif state:
                yield Finding("mended", f"{document.name} had a damaged snapshot.")
        if sql.terms_behind(store, mend):
            yield Finding("mended", "The index of terms was behind the texts.")
        yield from _prepared(store, preparations, mend)
        yield from _copies(store, settings, mend)
        yield from _vectors(store, settings, mend)
    finally:
        store.close()


def _prepared(store: SqlStore, preparations: Sequence[Preparation], mend: bool) -> Iterator[Finding]:
    """What is worked out of each document once, whatever else is wrong: without it answers take many times as long."""
    if not (lacking := behind(preparations, store)):
        return
    if not mend:
        yield Finding("mended", f"What is prepared of {lacking} documents is behind: questions take longer.")
        return
    try:
        brought = bring_up(preparations, store)
    except BudgetQAError as error:
        yield Finding("broken", f"What is prepared of {lacking} documents is behind and cannot be made anew: {error}")
        return
    if brought.made:
        yield Finding("mended", f"What is prepared of {brought.made} documents was behind: questions took longer.")
    if brought.unread:
        names = {document.id: document.name for document in store.documents()}
        unread = ", ".join(names.get(id, id) for id in brought.unread)
        yield Finding("broken", f"What is prepared of {unread} cannot be made: questions of it take longer.")


def _copies(store: Store, settings: Settings, mend: bool) -> Iterator[Finding]:
    """The kept bytes of each document: page pictures are drawn from them."""
    needed: set[Path] = set()
    sources = store.sources()
    lost = 0
    for document in store.documents():
        copy = copy_of(document.id, document.name, settings)
        needed.add(copy)
        if holds(copy, document.id):
            continue
        paths = [Path(path) for path, (id, _) in sources.items() if id == document.id]
        source = next((path for path in paths if holds(path, document.id)), None)
        if source is None:
            lost += 1
            yield Finding("broken", f"The copy of {document.name} is gone, and so is its file: answers work, its pages "
                          "cannot be shown; ingest it again.")
        elif mend:
            copy.unlink(missing_ok=True)
            keep_copy(source, document.id, settings)
            yield Finding("mended", f"The copy of {document.name} was gone.")
        else:
            yield Finding("mended", f"The copy of {document.name} is gone.")
    stray = [path for path in settings.files.glob("*") if path not in needed and path.is_file()]
    if mend and settings.files_dir is None:  # in a folder of all machines it may be another store's
        for path in stray:
            with suppress(OSError):
                path.unlink()
    if not lost:
        yield Finding("ok", "The copies of all documents are there.")


def _vectors(store: Store, settings: Settings, mend: bool) -> Iterator[Finding]:
    """One vector a text, as SQL has them."""
    generation = current(settings.vectors)
    have = set(generation.ids.tolist()) if generation is not None else set()
    missing, whole = len(set(store.text_ids()) ^ have), sound(settings)
    changed = generation is not None and generation.model != load_embedder(settings).name
    if not mend:
        if missing or changed or not whole:
            yield Finding("mended", f"The vectors are {'behind' if whole else 'damaged'}.")
        return
    try:
        built = refresh(store, settings, anew=not whole)
        with writing(settings.vectors):
            sweep(settings)
    except (BudgetQAError, OSError) as error:
        yield Finding("broken", f"The vectors cannot be built: {error}")
        return
    if built and (missing or changed or not whole):
        how = "damaged or gone" if not whole else "of another embedding model" if changed else f"behind by {missing} texts"
        yield Finding("mended", f"The vectors were {how}.")
    else:
        yield Finding("ok", f"The vectors of all {len(have)} texts are there.")
