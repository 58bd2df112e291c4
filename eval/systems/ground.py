"""What questions are asked of: the corpus of a home, or the sample disclosures in a home of their own."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.model import Document
from index.ingest import copy_of, find_files, ingest
from index.ports import FactStore
from index.settings import Settings, load_settings
from index.stores import open_reader, open_store

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@dataclass(frozen=True, eq=False)
class Ground:
    """A corpus: its settings and its store."""

    settings: Settings
    store: FactStore

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return self.store.documents()

    @cached_property
    def digest(self) -> str:
        """Changes with what is in the corpus: with the bytes and the names of its files."""
        held = sorted(f"{d.id} {d.name}" for d in self.documents)
        return hashlib.sha256("\n".join(held).encode()).hexdigest()[:16]

    def file(self, document: Document) -> Path:
        """The copy of a document's bytes that ingestion keeps."""
        return copy_of(document.id, document.name, self.settings)

    def of_stem(self, stem: str) -> Document | None:
        """The document of this name, with or without its ending."""
        return next((d for d in self.documents if stem in (d.name, d.stem)), None)


def of_home(home: Path | None) -> Ground:
    """The corpus of a home (or of the settings). Raises NothingIngested."""
    settings = load_settings(home)
    return Ground(settings, open_reader(settings))


@contextmanager
def of_samples() -> Iterator[Ground]:
    """The samples in a home of their own that is gone afterwards, whatever database the user's settings name."""
    for name in ("BUDGET_QA_DATABASE_URL", "BUDGET_QA_CHROMA_URL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="budget-qa-samples-") as home:
        settings = load_settings(Path(home))
        store = open_store(settings)
        for outcome in ingest(find_files([SAMPLES])[0], store, settings):
            if outcome.status == "failed":
                print(f"{outcome.path.name} could not be read ({outcome.error})", file=sys.stderr)
        store.close()
        ground = of_home(Path(home))
        yield ground
        ground.store.close()
