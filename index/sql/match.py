"""Finding the texts that hold a question's terms, in a time that hardly grows with the corpus.

Most terms of a question are everywhere (费, 支出): a posting list of theirs is as long as the corpus. So only the
rarest are looked up, within a budget of postings, and what they give is then scored by all terms. How rare a term is comes from a
sample: ids are hashes, so the texts with the smallest ones are drawn at random.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Literal

from index.normal import plain
from index.terms import terms
from index.texts import Text

Select = Callable[[str, Mapping[str, Any]], Sequence[Mapping[str, Any]]]
SAMPLE = 2048
"""Texts that rarity is estimated from; all of a small corpus, and then it is exact."""
POSTINGS = 6000
"""Postings that are looked at for a question, about."""
_TOGETHER = 6
"""Terms that a text must hold at once where even the rarest is too common to look at alone."""
_SCORED = 64
_VARIANTS = 24
"""Texts of one name: a line's name stands under many paths."""
_NAMESAKE = 1.5
"""How much more a text of exactly the name asked for counts than the best that its words are worth."""
_SPACE = 2.0**63
_NAMED = """WITH RECURSIVE named(id) AS (SELECT min(text_id) FROM rows WHERE name = :name
 UNION ALL SELECT (SELECT min(text_id) FROM rows WHERE name = :name AND text_id > named.id) FROM named
 WHERE named.id IS NOT NULL) SELECT id FROM named WHERE id IS NOT NULL LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many texts there are, and in how many each term stands: estimated from `size` of them."""

    texts: float
    size: int
    counts: Mapping[str, int]
    length: float

    def expected(self, term: str) -> float:
        """In how many texts a term stands; one that the sample lacks stands in few, not in none."""
        found = self.counts.get(term, 0)
        return found * self.texts / self.size if self.size else 0.0

    def weight(self, term: str) -> float:
        """Inverse document frequency."""
        held = self.expected(term)
        return math.log(1 + (self.texts - held + 0.5) / (held + 0.5))


def rarity(select: Select, dialect: Literal["sqlite", "postgresql"]) -> Rarity:
    """Draw the sample."""
    edge = select("SELECT id FROM texts ORDER BY id LIMIT 1 OFFSET :at", {"at": SAMPLE - 1})
    key = "rowid" if dialect == "sqlite" else "text_id"
    last = int(edge[0]["id"]) if edge else int(_SPACE) - 1
    drawn = select(f"SELECT words FROM terms WHERE {key} <= :last", {"last": last})
    lists = [r["words"].split() if dialect == "sqlite" else r["words"] for r in drawn]
    counts = Counter(term for words in lists for term in set(words))
    size = len(lists)
    whole = size * _SPACE / last if edge and last else float(size)
    return Rarity(whole, size, counts, sum(map(len, lists)) / size if size else 1.0)


def matching(
    select: Select, dialect: Literal["sqlite", "postgresql"], known: Rarity, wanted: Iterable[str],
    names: Iterable[str], limit: int,
) -> list[tuple[Text, float]]:
    """The texts with most of these terms by weight, those of exactly one of these names first, best first."""
    asked = _weighed(known, wanted)
    named = _named(select, names)
    held: dict[int, float] = {}
    for term, ids in _postings(select, dialect, known, asked):
        weight = asked[term]
        for id in ids:
            held[id] = held.get(id, 0.0) + weight
    picked = [*sorted(named), *(id for id in _most(held, max(limit, _SCORED)) if id not in named)]
    scored = [(text, _score(text, asked, known)) for text in read_texts(select, picked)]
    best = max((score for text, score in scored if text.id in named), default=0.0) * _NAMESAKE
    return _ordered(((text, best if text.id in named else score) for text, score in scored), limit)


def only_named(
    select: Select, known: Rarity, wanted: Iterable[str], names: Iterable[str], limit: int, share: float
) -> list[tuple[Text, float]]:
    """The texts of exactly one of these names, scored as `matching` does, where no other text can have so great a share
    of their score; else none. No posting is read for that: the terms asked for say how much a text can score."""
    asked = _weighed(known, wanted)
    texts = read_texts(select, sorted(_named(select, names)))
    best = max((_score(text, asked, known) for text in texts), default=0.0) * _NAMESAKE
    return _ordered(((text, best) for text in texts), limit) if best * share > _highest(asked, known) else []


def _weighed(known: Rarity, wanted: Iterable[str]) -> dict[str, float]:
    return {term: known.weight(term) for term in wanted if term.strip() and "\0" not in term}


def _named(select: Select, names: Iterable[str]) -> set[int]:
    """The texts of rows of exactly these names."""
    return {int(r["id"]) for name in dict.fromkeys(names) if name
            for r in select(_NAMED, {"name": name, "most": _VARIANTS})}


def _most(held: Mapping[int, float], most: int) -> list[int]:
    """The ids with the most, those first; of equal ones the smallest."""
    least = heapq.nlargest(most, held.values())[-1] if len(held) > most else 0.0
    enough = [id for id, weight in held.items() if weight >= least]
    return sorted(enough, key=lambda id: (-held[id], id))[:most]


def _ordered(found: Iterable[tuple[Text, float]], limit: int) -> list[tuple[Text, float]]:
    return sorted(found, key=lambda hit: (-hit[1], len(hit[0].text), hit[0].id))[:limit]


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[frozenset[str], int]:
    """The terms of a text, and how many words it is long."""
    found = terms(plain(text))
    return frozenset(found), len(found)


def _worth(weight: float, words: int, known: Rarity) -> float:
    """BM25 of a text of so many words that holds terms of this weight, each of which counts once."""
    return weight * 2.2 / (1 + 1.2 * (0.5 + 0.5 * words / known.length))


def _score(text: Text, asked: Mapping[str, float], known: Rarity) -> float:
    words, length = _words(text.text)
    return _worth(sum(weight for term, weight in asked.items() if term in words), length, known)


def _highest(asked: Mapping[str, float], known: Rarity) -> float:
    """What a text can score at most: one that holds the weightiest terms and no other word."""
    weights = list(accumulate(sorted(asked.values(), reverse=True)))
    return max((_worth(weight, words, known) for words, weight in enumerate(weights, 1)), default=0.0)


def scored(texts: Iterable[Text], wanted: Iterable[str], known: Rarity, limit: int) -> list[tuple[Text, float]]:
    """Those of these texts that hold a term, best first."""
    asked = {term: known.weight(term) for term in wanted}
    found = (text for text in texts if asked.keys() & _words(text.text)[0])
    return _ordered(((text, _score(text, asked, known)) for text in found), limit)


def read_texts(select: Select, ids: Sequence[int]) -> list[Text]:
    """The texts of these ids."""
    found: list[Text] = []
    for at in range(0, len(ids), 500):
        named = {f"v{k}": id for k, id in enumerate(ids[at:at + 500])}
        found += (Text(r["id"], r["kind"], r["text"]) for r in
                  select(f"SELECT * FROM texts WHERE id IN ({', '.join(':' + name for name in named)})", named))
    return found


def _postings(
    select: Select, dialect: Literal["sqlite", "postgresql"], known: Rarity, asked: Mapping[str, float]
) -> Iterable[tuple[str, list[int]]]:
    """For the rarest terms, within the budget, the texts that hold them."""
    order = sorted(asked, key=lambda term: (len(term) == 1 and not term.isascii(), -asked[term], term))
    left = float(POSTINGS)
    for place, term in enumerate(order):
        expected = known.expected(term)
        if expected > left and place:
            continue
        if expected > left:
            together = order[:_TOGETHER]
            both = _holding(select, dialect, together, POSTINGS // 2)
            yield from ((each, both) for each in together)
            yield term, _holding(select, dialect, [term], POSTINGS // 2)
            return
        yield term, _holding(select, dialect, [term], POSTINGS)
        left -= expected + 1
        if left <= 0:
            return


def _holding(select: Select, dialect: Literal["sqlite", "postgresql"], together: Sequence[str], most: int) -> list[int]:
    """Texts that hold all of these terms, at most so many."""
    if dialect == "sqlite":
        query: Any = " AND ".join('"' + term.replace('"', '""') + '"' for term in together)
        statement = "SELECT rowid AS id FROM terms WHERE terms MATCH :query LIMIT :most"
    else:
        query = list(together)
        statement = "SELECT text_id AS id FROM terms WHERE words @> CAST(:query AS text[]) LIMIT :most"
    return [int(r["id"]) for r in select(statement, {"query": query, "most": most})]
