"""Are figures exact, and does the place that a figure cites hold it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.case import Case, number
from eval.judge import BORNE_OUT, agrees, disclosure_of
from eval.run import Result
from eval.systems.ground import Ground
from index.normal import bare
from qa.answer import Answer, Citation, Figure

NO_BOX = (0.0, 0.0, 0.0, 0.0)
_NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")
_NOTHING = re.compile("无|没有|未安排|空|零|不")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `share` is None of none."""

    held: int
    of: int

    @property
    def share(self) -> float | None:
        return self.held / self.of if self.of else None


def exactness(results: Iterable[Result]) -> Share:
    """Of the figures that are expected, those that are given, to the digit (or within the case's tolerance)."""
    pairs = [(figure, r) for r in results for figure in _expected(r.case)]
    return Share(sum(any(agrees(f, r.case, given) for given in _put_forward(r.answer)) for f, r in pairs), len(pairs))


def precision(results: Iterable[Result], printed: Printed) -> Share:
    """Of the figures that are put forward, those whose citations hold them, on the page that they name."""
    held = [_held(figure, r.answer, printed) for r in results for figure in _put_forward(r.answer)]
    return Share(sum(held), len(held))


def recall(results: Iterable[Result], printed: Printed) -> Share:
    """Of the figures that are expected, those given with a citation from an accepted document that holds them."""
    found = total = 0
    for r in results:
        docs = {disclosure_of(d) for d in r.case.docs}
        for expected in _expected(r.case):
            total += 1
            found += any(
                agrees(expected, r.case, f)
                and _held(f, r.answer, printed)
                and (not docs or docs & {disclosure_of(c.document) for c in _cited(f, r.answer)})
                for f in _put_forward(r.answer)
            )
    return Share(found, total)


class Printed:
    """What the pages of a corpus print: their numbers and their words. Read once a document."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._numbers: dict[tuple[str, int], set[Decimal]] = {}
        self._words: dict[tuple[str, int], str] = {}
        self._read: set[str] = set()

    def has(self, citation: Citation) -> bool:
        """Is what a citation quotes printed on its page? A chunk of text, which has no box, was cut from it."""
        if citation.bbox == NO_BOX:
            return self._ground.of_stem(citation.document) is not None
        self._look(citation.document)
        key = citation.document, citation.page
        if bare(citation.quote) in self._words.get(key, ""):
            return True
        return bool(numbers := values(citation.quote)) and numbers <= self._numbers.get(key, set())

    def _look(self, name: str) -> None:
        document = self._ground.of_stem(name)
        if name in self._read or document is None:
            return
        self._read.add(name)
        held = self._ground.store.disclosure(document.id)
        for fact in (*held.facts, *held.prose_facts):
            self._numbers.setdefault((name, fact.page), set()).add(fact.amount.value)
        pieces = [(s.page, s.text) for p in held.passages for s in p.sentences] + [
            (p.page, p.text) for p in held.passages
        ]
        pieces += [
            (row.page, text) for t in held.tables for row in t.rows for text in (*row.path, *(w for _, w in row.words))
        ]
        pieces += [(t.note_page or t.pages[0], t.note) for t in held.tables if t.note and t.pages]
        pieces += [(page, t.title) for t in held.tables for page in t.pages]
        for page, text in pieces:
            self._words[name, page] = self._words.get((name, page), "") + "\n" + bare(text)


def values(text: str) -> set[Decimal]:
    """The numbers in a text."""
    return {Decimal(re.sub("[,，]", "", found)) for found in _NUMBER.findall(text)}


def _expected(case: Case) -> Sequence[str]:
    return (*case.figures, *case.any_figures[:1])


def _put_forward(answer: Answer) -> list[Figure]:
    return [f for f in answer.figures if f.verdict in BORNE_OUT]


def _cited(figure: Figure, answer: Answer) -> list[Citation]:
    return [c for c in answer.citations if c.id in figure.citations]


def _held(figure: Figure, answer: Answer, printed: Printed) -> bool:
    """Do the cited places print the figure, in any unit of money; of a computed one, all that it is computed from?"""
    cited = [c for c in _cited(figure, answer) if printed.has(c)]
    quoted: set[Decimal] = set().union(*(values(c.quote) for c in cited))
    value = number(figure.value)
    if value is None or not cited:
        return False
    if figure.expression is None:
        shifted = {abs(q.scaleb(power)) for q in quoted for power in (-8, -4, 0, 4, 8)}
        places = -int(value.as_tuple().exponent)
        nothing = value == 0 and any(_NOTHING.search(c.quote) for c in cited)
        return nothing or any(s == abs(value) or round(s, places) == abs(value) for s in shifted)
    return _operands(figure.expression) <= quoted | {abs(q) for q in quoted}


def _operands(expression: str) -> set[Decimal]:
    """The printed figures of an expression; a divisor that only counts terms is none."""
    text = re.sub(r"÷ \d+$", "", expression)
    return {abs(v) for v in values(text)}
