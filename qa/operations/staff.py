"""How many people a body has: posts, those in office, those retired, as its text gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Document, Sentence
from index.normal import bare
from qa.answer import Status
from qa.data.load import pattern
from qa.evidence.around import before
from qa.evidence.book import Book
from qa.evidence.claims import Claim
from qa.operations.ask import Ask

_HEADS = ("人", "名", "个")
_LOOSE = re.compile("(职工|人员|员工|人数|数|人)+$")


def everybody(ask: Ask, content: str) -> Status | None:
    """有多少人 and nothing else: the sentences that give the posts and the people, as they stand."""
    if _LOOSE.sub("", content) or not re.search("多少(个)?人|几(个)?人|人数|多少名", ask.plan.topic):
        return None
    status: Status | None = None
    for body in ask.bodies:
        for year in ask.years(body):
            documents = body.of(year, ask.kinds(body)[0], ask.plan.level)
            told = [s for d in documents for s in _staffing(ask.library.book(d))]
            if not told:
                continue
            best = max(told, key=lambda s: len(s[3]))
            near = [t for t in told if t[2].page == best[2].page and t[1] == best[1]][:3]
            quotes = [
                ask.draft.quote(s, s.text.strip().rstrip("。；;"), d, section, [c.fact for c in claims])
                for d, section, s, claims in near
            ]
            ask.say("count_quoted", place=ask.place_of(body, year, best[0].kind), quote=ask.joined(quotes, "；"))
            status = "answered"
    return status


def _staffing(book: Book) -> Iterator[tuple[Document, tuple[str, ...], Sentence, list[Claim]]]:
    """The sentences of a book that say how many posts or people there are, with their numbers of people."""
    by_sentence: dict[str, list[Claim]] = {}
    for claim in book.claims:
        if claim.fact.unit in _HEADS and pattern("prose", "staff").search(bare(claim.subject)):
            by_sentence.setdefault(claim.sentence.text, []).append(claim)
    for claims in by_sentence.values():
        yield book.document, claims[0].passage.section, claims[0].sentence, claims


def called(content: str, ask: Ask) -> Claim | None:
    """The number of people whose own words hold the question's (在编职工: 其中在编1218人); None where several years or
    bodies are asked for."""
    stem = _LOOSE.sub("", content)
    if len(stem) < 2 or len(ask.bodies) > 1 or len(ask.years(ask.bodies[0])) > 1:
        return None
    body, year = ask.bodies[0], ask.years(ask.bodies[0])[0]
    claims = [c for d in body.of(year, ask.kinds(body)[0], ask.plan.level) for c in ask.library.book(d).claims]
    near = [c for c in claims if c.core.startswith(stem) and len(c.core) < len(stem) + 5 and stem in bare(before(c))]
    held = [c for c in near if c.fact.unit in _HEADS and c.aspect == "value"]
    return min(held, key=lambda c: len(c.core), default=None)
