"""What is read from whole documents and kept: the labels that a question's words are held against (to understand one
takes those of all years of a body), and which rows bear which names (an answer reads a few rows of hundreds)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from corpus.model import Disclosure
from index.prepared import CORPUS, INDEX, Preparation
from qa.evidence.book import Book
from qa.evidence.named import Index

_HERE = Path(__file__).parent


def _labels(disclosure: Disclosure) -> str:
    return json.dumps(sorted(Book(disclosure).labels), ensure_ascii=False)


def _figures(disclosure: Disclosure) -> str:
    return Book(disclosure).index.dump()


_SOURCES = ((_HERE, "*.py"), (_HERE.parent / "data", "*"), (INDEX, "normal.py"), (CORPUS / "data", "*"))
LABELS = Preparation("labels", _labels, _SOURCES)
FIGURES = Preparation("figures", _figures, _SOURCES)


def kept_labels(store: object, documents: Sequence[str]) -> dict[str, frozenset[str]]:
    """Document -> its labels, for those of these that have them kept."""
    return {id: frozenset(json.loads(text)) for id, text in LABELS.of(store, documents).items()}


def kept_index(store: object, document: str) -> Index | None:
    """Which of its rows bear which names, where that is kept."""
    found = FIGURES.of(store, (document,))
    return Index.load(found[document]) if found else None
