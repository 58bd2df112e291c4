"""What a question's words are held against, the labels of whole documents, kept once they have been read: to understand
a question takes those of all years of a body, and to read them from their books takes ten times as long as the rest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import corpus
import index
from corpus.model import Disclosure
from index.prepared import Preparation
from qa.evidence.book import Book

_HERE = Path(__file__).parent
_CORPUS, _INDEX = (Path(next(iter(package.__path__))) for package in (corpus, index))


def _labels(disclosure: Disclosure) -> str:
    return json.dumps(sorted(Book(disclosure).labels), ensure_ascii=False)


LABELS = Preparation("labels", _labels, (
    (_HERE, "*.py"), (_HERE.parent / "data", "*"), (_INDEX, "normal.py"), (_CORPUS / "data", "*")))


def kept_labels(store: object, documents: Sequence[str]) -> dict[str, frozenset[str]]:
    """Document -> its labels, for those of these that have them kept."""
    return {id: frozenset(json.loads(text)) for id, text in LABELS.of(store, documents).items()}
