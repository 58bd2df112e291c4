"""Is a question about disclosures at all?"""

from __future__ import annotations

from collections.abc import Sequence

from index.normal import bare, normalise
from qa.data.load import pattern, read, words
from qa.operations.ask import Ask
from qa.operations.chapters import asked_chapter
from qa.planner.carried import Parsed
from qa.planner.spans import Token


def outside(ask: Ask, parsed: Parsed, question: str) -> bool:
    """Is this no question about disclosures: nothing in it that any of them, the glossary or a department names?"""
    plan = ask.plan
    if plan.opinion:
        return True
    if any(m.known and m.phrase.isascii() and m.key for m in plan.metrics):
        return False
    text = bare(normalise(question).text)
    ordered = plan.operation == "rank" and plan.metrics and all(m.known for m in plan.metrics)  # …哪项最大，是谁
    if pattern("outside", "other_matters").search(text) and not ordered:
        return True
    if pattern("outside", "visits").search(text) and not any(word in text for word in words("outside", "money")):
        return True
    if parsed.bodies and asked_chapter(plan.topic) is not None:
        return False
    tokens = [t for t in parsed.tokens if not t.has("blank", "mark")]
    named = [t for t in tokens if t.has("department") and t.text[-1:] not in read("outside")["place_ends"]]
    if named and (plan.years or plan.kinds or any(not t.has("department", "stop") for t in tokens)):
        return False
    known = [t for t in tokens if t.has("metric", "code", "kind", "performance")]
    unknown = [t for t in tokens if not t.roles and len(bare(t.text)) > 1]
    said = plan.kinds and "kinds" not in plan.carried_over
    if known or said or (plan.carried_over and not unknown):
        return False
    if any(word in text for word in words("outside", "money")):
        return False
    if plan.operation in ("count", "performance"):
        return bool(unknown) and not parsed.bodies and not _named_somewhere(ask, unknown)
    if not unknown:
        return not (parsed.bodies or plan.years or plan.unknown or ordered)
    return not _named_somewhere(ask, unknown)


def _named_somewhere(ask: Ask, unknown: Sequence[Token]) -> bool:
    documents = [d for body in ask.bodies[:4] for d in body.documents[-2:]]
    said = [bare(t.text) for t in unknown]
    books = [ask.library.book(d) for d in documents]
    return any(x in word.plain for x in said for book in books for word in book.words) or any(
        x in label for x in said for book in books for label in book.labels
    )
