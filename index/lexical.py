"""Lexical likeness: terms of characters and 2-grams weighed by rarity, and BM25 over a handful of texts in memory."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from index.normal import plain, plain_of_many
from index.query import Query
from index.terms import terms

_K1, _B = 1.2, 0.5


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The terms of a text in simplified characters, full or half width alike."""
    return terms(plain(text))


def termed_together(texts: Iterable[str], end: str) -> str:
    """Texts as `tokens` takes them apart, each with `end` behind it but the last: a 2-gram of Chinese is a token of a
    text where it stands in this."""
    return unicodedata.normalize("NFKC", plain_of_many(texts, end)).lower()


def query_terms(query: Query) -> tuple[str, ...]:
    """What to ask a store for: the terms of the question's words and of the names of what they may mean."""
    return tuple(dict.fromkeys(token for text in (*query.texts, *query.codes) for token in tokens(text)))


class Bm25:
    """Okapi BM25 over texts that fit in memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(tokens(text)) for text in texts]
        self.size = len(counts)
        self._lengths = [sum(count.values()) for count in counts]
        self._mean = sum(self._lengths) / self.size if self.size else 1.0
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for i, count in enumerate(counts):
            for token, n in count.items():
                self._postings[token].append((i, n))

    def rarity(self, token: str) -> float:
        """Inverse document frequency; a token in no text is as rare as can be."""
        n = len(self._postings.get(token, ()))
        return math.log(1 + (self.size - n + 0.5) / (n + 0.5))

    def scores(self, asked: Mapping[str, float]) -> dict[int, float]:
        """Text -> score, for the texts that hold any of these tokens (token -> weight)."""
        found: dict[int, float] = defaultdict(float)
        for token, weight in asked.items():
            rarity = self.rarity(token) * weight
            for i, n in self._postings.get(token, ()):
                found[i] += rarity * n * (_K1 + 1) / (n + _K1 * (1 - _B + _B * self._lengths[i] / self._mean))
        return found

    def rank(self, asked: Iterable[str] | Mapping[str, float], k: int = 10) -> list[tuple[int, float]]:
        """The best texts, best first."""
        weights = asked if isinstance(asked, Mapping) else dict.fromkeys(asked, 1.0)
        return sorted(self.scores(weights).items(), key=lambda hit: (-hit[1], hit[0]))[:k]


def coverage(wanted: Sequence[str], held: Iterable[str], weigh: Mapping[str, float]) -> float:
    """The share of the wanted tokens, by weight, that are held: 0 to 1."""
    have = set(held)
    total = sum(weigh.get(token, 1.0) for token in wanted)
    return sum(weigh.get(token, 1.0) for token in wanted if token in have) / total if total else 0.0
