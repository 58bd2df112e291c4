"""Rows and passages of all disclosures, ranked for a question: who and when filter, words and terms rank."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Protocol

from corpus.ablation import left_out
from corpus.model import BBox, Document, Kind
from index.beside import Beside, beside
from index.dense import Dense, Likeness
from index.entries import Entry, NoteEntry, PassageEntry, RowEntry
from index.explained import explained, explanations_of
from index.fit import Fit, Scale, passage_fit, row_fit
from index.lexical import query_terms
from index.link import Linked, link
from index.normal import bare
from index.postings import Entries
from index.query import Lexicon, Query, lexicon, read_query
from index.scope import MOST_DOCUMENTS, Searched, entries_of, in_scope, nearest
from index.texts import row_text

MOST_FITTED = 320
"""Entries that are fitted for the words that they hold, of each disclosure its part: those that hold most of them."""

LEAST_DOCUMENTS = 8
"""Of many disclosures so many are looked through even where fewer results are asked for."""

MOST_RERANKED = 30
"""What a re-ranker reads of what is found."""


class Reranker(Protocol):
    """What says how well texts answer a question, each 0 to 1 (index.embed.CrossReranker)."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A row or a passage, where it stands, and why it was taken."""

    rank: int
    score: float
    why: str
    document: str
    department: str | None
    year: int | None
    page: int
    table: str | None
    row: tuple[str, ...]
    column: tuple[str, ...]
    text: str
    unit: str | None
    bbox: BBox
    document_id: str
    row_id: str | None
    passage_id: str | None

    def as_json(self) -> dict[str, Any]:
        """The contract's fields."""
        inner = {"document_id", "row_id", "passage_id"}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
                if key not in inner}


def search(
    query: str,
    store: Searched,
    department: str | None = None,
    year: int | None = None,
    kind: Kind | None = None,
    k: int = 10,
    words: Lexicon | None = None,
    dense: Dense | None = None,
    rerank: Reranker | None = None,
    compare: bool = True,
) -> list[Hit]:
    """The best rows and passages. What the question or the caller says of department, year and kind filters first.

    `dense` holds the vectors that find texts sharing no word with the question; without it those of the embedded model
    are made on the way, where the disclosures are few. `rerank` has a say in the order of the best. Of a body that is
    named and not in the corpus only what names it is found (红十字会 in a row of another's): else nothing, for the figures
    of another are no answer.
    """
    documents = store.documents()
    linked = link(query, documents, department, year)
    absent = () if linked.departments else tuple(bare(span.text) for span in linked.unknown)
    if absent and department:
        return []
    asked = read_query(linked.rest(query, absent=bool(absent)), words)
    scope = in_scope(documents, linked, kind)
    if not all(stretch.known for stretch in asked.stretches):
        asked = explained(asked, explanations_of(store, scope), words or lexicon())
    dense = dense or _embedded()
    said = [] if left_out("dense") else [stretch.text for stretch in asked.stretches if not stretch.known]
    whole = len(scope) == len(documents)
    like = dense.at_large(said) if whole else {}
    held = entries_of(store, nearest(scope, store, asked, like, whole, min(max(k, LEAST_DOCUMENTS), MOST_DOCUMENTS)))
    if not like and (dense.vectors is not None or len(scope) <= MOST_DOCUMENTS):
        like = dense.among(said, held)
    scored = _scored(held, asked, linked, like)
    if absent:
        scored = ((fit, entry) for fit, entry in scored if all(name in _says(entry) for name in absent))
    ranked = _reranked(query, _varied(sorted(scored, key=_order)), rerank)
    groups = _groups(ranked, linked)
    lead = beside(groups, asked.text, linked) if compare and len(groups) > 1 else None
    found = [_hit(rank, fit, entry) for rank, (fit, entry) in enumerate(_spread(groups, k), 2 if lead else 1)]
    return [_lead(lead, found[0].score), *found][:k] if lead else found


def _says(entry: Entry) -> str:
    """All that a row or a passage says, as labels are compared."""
    return bare(row_text(entry.row)) if isinstance(entry, RowEntry) else bare(entry.text)


@lru_cache(maxsize=1)
def _embedded() -> Dense:
    """The embedded model without any vectors, for a store that has none."""
    from index.embed import embedder

    return Dense(embedder())


def _scored(held: Sequence[Entries], query: Query, linked: Linked, like: Likeness) -> Iterator[tuple[Fit, Entry]]:
    asked = query_terms(query)
    size = sum(entries.size for entries in held) or 1
    counts = {token: sum(len(entries.postings.get(token)) for entries in held) for token in asked}
    weigh = {token: (1 - min(0.9, counts[token] / size)) * (1.0 if len(token) > 1 else 0.3) for token in asked}
    scale = Scale(weigh, like, linked.years)
    kinds = {kind for sense in query.senses if sense.term.total for kind in sense.term.tables}
    kinds_held = {entries.document.kind for entries in held}
    for entries in held:
        for entry in _candidates(entries, asked, kinds, query.codes, scale, MOST_FITTED // len(held)):
            fit = row_fit(entry, query, scale) if isinstance(entry, RowEntry) else passage_fit(entry, query, scale)
            fit.score += _document_fit(entry.document, linked) + _kind_fit(entry, linked, kinds_held)
            if fit.score > 0.15:
                yield fit, entry


def _candidates(
    entries: Entries, asked: Iterable[str], kinds: set[str], codes: tuple[str, ...], scale: Scale, most: int
) -> list[Entry]:
    shares: dict[int, float] = {}
    for token in asked:
        if len(token) > 1:
            weight = scale.weigh[token]
            for place in entries.postings.get(token):
                shares[place] = shares.get(place, 0.0) + weight
    kept = heapq.nlargest(most, shares, key=shares.__getitem__) if len(shares) > most else shares
    found = {id(entry): entry for entry in map(entries.at, kept)}
    for row in entries.rows(None if codes else kinds):
        if (row.table.kind in kinds and row.total) or (row.row.code in codes):
            found[id(row)] = row
    for near in scale.like.values():
        found |= {id(entry): entry for text in near for entry in entries.texts.get(text, ())}
    return list(found.values())


def _document_fit(document: Document, linked: Linked) -> float:
    score = 0.0
    if linked.kinds and document.kind not in linked.kinds:
        score -= 0.2 if linked.kinds_sure else 0.05
    if linked.years and document.year not in linked.years:
        score -= 0.15
    return score


def _kind_fit(entry: Entry, linked: Linked, held: set[Kind | None]) -> float:
    """Less for what does not print the kind of figure asked for (决算数 in a column of its own, left blank).

    Where both are asked for and the disclosures of one are not there, a row or a passage should print both.
    """
    printed = {fact.kind for fact in entry.row.facts} if isinstance(entry, RowEntry) else {None}
    wanted = set(linked.kinds)
    # "花了" alone is no claim that a final account is meant, but in one it is
    if None in printed or not wanted or not (linked.kinds_sure or entry.document.kind in wanted):
        return 0.0
    enough = printed & wanted if len(linked.years) > 1 or held >= wanted else printed >= wanted
    return 0.0 if enough else -0.25


def _order(found: tuple[Fit, Entry]) -> tuple[float, str]:
    return -found[0].score, found[1].document.name


def _varied(ranked: list[tuple[Fit, Entry]]) -> list[tuple[Fit, Entry]]:
    """The same figures under the same name in another table say nothing new: they go behind what does."""
    seen: set[tuple[object, ...]] = set()
    for fit, entry in ranked[:60]:
        if isinstance(entry, RowEntry):
            figures = frozenset(fact.amount.base for fact in entry.row.facts)
            key = (entry.document.department, entry.document.year, entry.document.kind, entry.label, max(figures, default=None))
            fit.score -= 0.25 if key in seen else 0.0
            seen.add(key)
    return sorted(ranked, key=_order)


def _reranked(query: str, ranked: list[tuple[Fit, Entry]], rerank: Reranker | None) -> list[tuple[Fit, Entry]]:
    """The best with half of their score from the re-ranker, which reads question and text together."""
    if rerank is None:
        return ranked
    best = ranked[:MOST_RERANKED]
    texts = [f"{entry.table.title} {row_text(entry.row)}" if isinstance(entry, RowEntry) else entry.text for _, entry in best]
    for (fit, _), score in zip(best, rerank.scores(query, texts), strict=True):
        fit.alone, fit.score = fit.score, (fit.score + score) / 2
        fit.why.append(f"重排 {score:.2f}")
    return [*sorted(best, key=_order), *ranked[MOST_RERANKED:]]


def _groups(ranked: Sequence[tuple[Fit, Entry]], linked: Linked) -> list[list[tuple[Fit, Entry]]]:
    """What is found, by whom and when where a question names several departments, years or kinds; else in one."""
    several = len(linked.departments) > 1, len(linked.years) > 1, linked.kinds_sure and len(linked.kinds) > 1
    groups: dict[tuple[object, ...], list[tuple[Fit, Entry]]] = {}
    for found in ranked:
        document = found[1].document
        who = document.department, document.year, document.kind if several[2] else None
        groups.setdefault(who if any(several) else (), []).append(found)
    return list(groups.values())


def _spread(groups: Sequence[Sequence[tuple[Fit, Entry]]], k: int) -> list[tuple[Fit, Entry]]:
    """The first k: each group has its best before any its second."""
    turns = ((i, -group[i][0].score, group[i]) for group in groups for i in range(min(k, len(group))))
    return [found for _, _, found in sorted(turns, key=lambda turn: turn[:2])][:k]


def _lead(lead: Beside, score: float) -> Hit:
    """The item side by side, placed where its last cell stands."""
    entry, fact = lead.parts[-1].entry, lead.parts[-1].fact
    why = "各部门、各年的同一项并列" + ("；差额、合计由检索计算，文件未印" if lead.computed else "")
    return Hit(1, score, why, entry.document.name, entry.document.department, entry.document.year, entry.row.page,
               entry.table.title, entry.row.path, fact.col, lead.text, entry.table.unit, fact.bbox, entry.document.id, None, None)


def _hit(rank: int, fit: Fit, entry: Entry) -> Hit:
    document = entry.document
    why = "；".join(fit.why)
    shared = (rank, round(fit.score, 4), why, document.name, document.department)
    if isinstance(entry, PassageEntry):
        passage = entry.passage
        if isinstance(entry, NoteEntry):
            return Hit(*shared, document.year, passage.page, entry.table.title, (), (), passage.text, None,
                       passage.bbox, document.id, None, None)
        return Hit(*shared, document.year, passage.page, None, (), (), passage.text, None,
                   passage.bbox, document.id, None, passage.id)
    row, table = entry.row, entry.table
    column = row.facts[0].col if len(row.facts) == 1 else ()
    year = table.year or document.year
    return Hit(*shared, year, row.page, table.title, row.path, column, entry.text, table.unit, row.bbox, document.id, row.id, None)
