"""Which files are versions of one disclosure: a body publishes it again, corrected, under another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from corpus.model import Document

SHARED = 0.5
"""Two files are versions if they share at least this part of the smaller one's tables; the tables and the text of one
disclosure, published as two files, share none."""


def versions_of(documents: Sequence[Document], titles: Callable[[Document], Iterable[str]]) -> dict[str, list[str]]:
    """By the id of each document, the names of the other versions of it, in order.

    `titles` gives the titles of a document's tables; it is asked only for documents of one body, level, year and kind.
    """
    alike: dict[tuple[object, ...], list[Document]] = defaultdict(list)
    for document in documents:
        if document.department and document.year and document.kind:
            alike[document.department, document.level, document.year, document.kind].append(document)
    out: dict[str, list[str]] = {document.id: [] for document in documents}
    for group in (group for group in alike.values() if len(group) > 1):
        held = {document.id: {title for title in titles(document) if title} for document in group}
        for one, other in combinations(group, 2):
            least = min(len(held[one.id]), len(held[other.id]))
            if least and len(held[one.id] & held[other.id]) >= SHARED * least:
                out[one.id].append(other.name)
                out[other.id].append(one.name)
    return {id: sorted(names) for id, names in out.items()}
