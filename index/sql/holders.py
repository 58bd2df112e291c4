"""From texts to the documents that hold them, where a text may stand in every document there is."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Document
from index.ports import Match
from index.sql.match import Select

MATCHES = 48
"""Texts that are followed to their documents."""
_EACH = 24
"""Documents that are read of one text; where it stands in more, the newest are tried."""
_NEWEST = 64
TIERS = (0.85, 0.6, 0.0)
"""Texts as good as this share of the best one are told apart by the year of their documents, not by their score."""
_STANDS = "SELECT * FROM (SELECT DISTINCT text_id, document_id FROM {table} WHERE text_id = :{name} LIMIT {most}) AS {name}"


@dataclass(frozen=True)
class Scope:
    """The documents that are looked for."""

    documents: Sequence[Document]

    @cached_property
    def years(self) -> dict[str, int]:
        """Document -> its year."""
        return {document.id: document.year or 0 for document in self.documents}

    @cached_property
    def newest(self) -> list[str]:
        return heapq.nlargest(_NEWEST, self.years, key=self.years.__getitem__)


def holding(select: Select, found: Sequence[Match], scope: Scope, most: int) -> tuple[str, ...]:
    """The documents of `scope` that hold the best of these texts: best text first, of equal ones the newest."""
    if not found or not scope.documents:
        return ()
    years = scope.years
    taken: dict[str, None] = {}
    floor = float("inf")
    for share in TIERS:
        tier = [match for match in found if share * found[0].score <= match.score < floor]
        floor = share * found[0].score
        held = dict.fromkeys(id for id in _documents(select, tier, scope.newest) if id in years)
        taken |= dict.fromkeys(sorted(held, key=lambda id: -years[id]))
        if len(taken) >= most:
            break
    return tuple(taken)[:most]


def _documents(select: Select, tier: Sequence[Match], newest: Sequence[str]) -> Iterable[str]:
    """The documents that hold these texts, those of the first texts first."""
    for kind, table in (("row", "rows"), ("passage", "passages")):
        ids = [match.text.id for match in tier if match.text.kind == kind]
        if not ids:
            continue
        named = {f"t{k}": id for k, id in enumerate(ids)}
        union = " UNION ALL ".join(_STANDS.format(table=table, name=name, most=_EACH) for name in named)
        standing = [(int(r["text_id"]), str(r["document_id"])) for r in select(union, named)]
        yield from (document for _, document in standing)
        counts: dict[int, int] = {}
        for id, _ in standing:
            counts[id] = counts.get(id, 0) + 1
        common = [id for id, count in counts.items() if count >= _EACH]
        if common:
            yield from _among(select, table, common, newest)


def _among(select: Select, table: str, texts: Sequence[int], documents: Sequence[str]) -> Iterable[str]:
    """Those of these documents that hold one of these texts."""
    named: dict[str, object] = {f"t{k}": id for k, id in enumerate(texts)}
    held: dict[str, object] = {f"d{k}": id for k, id in enumerate(documents)}
    statement = (f"SELECT DISTINCT document_id FROM {table} WHERE text_id IN ({', '.join(':' + n for n in named)}) "
                 f"AND document_id IN ({', '.join(':' + n for n in held)})")
    return [str(r["document_id"]) for r in select(statement, named | held)]
