"""What terms mean as disclosures and classifications explain them: words that the glossary does not know lead to the
terms whose explanation holds them (过路过桥费 to 公务用车运行维护费)."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from corpus.data.load import Term, economic, explanations, functional
from corpus.data.words import pattern
from corpus.model import Disclosure, Document
from index.lexical import Bm25, coverage, tokens
from index.normal import bare, plain
from index.prepared import CORPUS, INDEX, Preparation
from index.query import Lexicon, Piece, Query, Sense, Stretch

MOST = 3
"""Terms that words may lead to."""
_LEAST, _WORD_FOR_WORD, _SURE = 0.3, 0.8, 0.78
"""How much of the words, by rarity, an explanation of the classification must hold, and one of a disclosure (those speak of
wide terms in words that fit half of the lines: less cost more questions than it answered); and what all of them is worth:
less than what the glossary knows, so that the model is asked too."""
_SINGLE = 0.25
"""What a single character counts, against two together."""
_DISCLOSURES = 16
"""So many disclosures are read for their explanations, the newest of those that a question is about."""
Explanation = tuple[str, str]
"""A term and what is said of it."""


def explained_in(disclosure: Disclosure) -> Iterator[Explanation]:
    """The terms that a disclosure explains in its 名词解释, and those that it explains within another's explanation."""
    heading = pattern("prose", "explanations")
    for passage in disclosure.passages:
        if any(heading.search(bare(head)) for head in passage.section):
            yield from _explained(plain(passage.text))


def _explained(text: str) -> Iterator[Explanation]:
    whole = re.fullmatch(pattern("prose", "explained"), text)
    if whole is None:
        return
    yield bare(whole["term"]), whole["text"]
    for clause in re.split("[。;；]", whole["text"]):
        if inner := re.fullmatch(pattern("prose", "explained_within"), clause.strip()):
            yield bare(inner["term"]), inner["text"]


EXPLAINED = Preparation(
    "explained", lambda disclosure: json.dumps(list(dict.fromkeys(explained_in(disclosure))), ensure_ascii=False),
    ((INDEX, "explained.py"), (INDEX, "normal.py"), (CORPUS / "data", "*")))
"""The explanations of a disclosure, kept with it and dropped with it."""


@dataclass(frozen=True)
class Explanations:
    """Terms with all that is said of each; `least`: how much of the words it must hold."""

    texts: dict[str, str]
    least: float

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.texts)

    @cached_property
    def _held(self) -> Bm25:
        return Bm25([f"{name} {text}" for name, text in self.texts.items()])

    def terms_of(self, words: str) -> Iterator[tuple[str, float]]:
        """The terms whose explanations hold most of these words, best first, each with how much of them: 0 to 1."""
        wanted = tokens(words)
        weigh = {token: self._held.rarity(token) * (1.0 if len(token) > 1 else _SINGLE) for token in wanted}
        for at, _ in self._held.rank(weigh, MOST):
            name = self._names[at]
            if (share := coverage(wanted, tokens(f"{name} {self.texts[name]}"), weigh)) >= self.least:
                yield name, share


def explained(query: Query, known: Sequence[Explanations], words: Lexicon) -> Query:
    """The query with what its words may mean by the explanations, where the glossary is not sure of them."""
    return replace(query, stretches=tuple(s if s.known else _widened(s, known, words) for s in query.stretches))


def _widened(stretch: Stretch, known: Sequence[Explanations], words: Lexicon) -> Stretch:
    senses = []
    for name, share in (found for each in known for found in each.terms_of(stretch.text)):
        terms = [sense.term for sense in words.forms.get(name, {}).values() if name in map(bare, sense.term.names)]
        senses += [Sense(term, _SURE * share, "explained") for term in terms or [Term(name)]]
    return replace(stretch, pieces=(*stretch.pieces, Piece(stretch.text, tuple(senses)))) if senses else stretch


_read: OrderedDict[str, tuple[Explanation, ...]] = OrderedDict()
_MOST_READ = 512


def explanations_of(store: object, documents: Sequence[Document]) -> tuple[Explanations, Explanations]:
    """What the classifications explain, and the newest of these documents, as it was kept at their ingestion."""
    newest = sorted(documents, key=lambda document: -(document.year or 0))[:_DISCLOSURES]
    unread = [document.id for document in newest if document.id not in _read]
    for id, text in EXPLAINED.of(store, unread).items():
        _read[id] = tuple((term, said) for term, said in json.loads(text))
        while len(_read) > _MOST_READ:
            _read.popitem(last=False)
    said = tuple(dict.fromkeys(each for document in newest for each in _read.get(document.id, ())))
    return of_classifications(), _of_disclosures(said)


@lru_cache(maxsize=32)
def _of_disclosures(said: tuple[Explanation, ...]) -> Explanations:
    return Explanations(_joined(said), _WORD_FOR_WORD)


@lru_cache
def of_classifications() -> Explanations:
    """What the classifications explain."""
    subjects = {**functional(), **economic()}
    return Explanations(_joined((bare(subjects[code].name), text) for code, text in explanations().items()), _LEAST)


def _joined(said: Iterable[Explanation]) -> dict[str, str]:
    texts: dict[str, dict[str, None]] = {}
    for term, text in said:
        texts.setdefault(term, {})[text] = None
    return {term: " ".join(held) for term, held in texts.items()}
