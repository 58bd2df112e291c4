"""Example questions from the corpus at hand: only those that it answers."""

from __future__ import annotations

import logging
import threading
from typing import Any

from corpus.errors import BudgetQAError
from corpus.model import Disclosure, Document
from qa.answer import Language
from qa.web.desk import Desk
from qa.web.words import load

MOST = 5
_GOOD = ("answered", "not_itemised")


class Examples:
    """The examples of a corpus, found once for each of its states."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._found: dict[Language, tuple[int, tuple[str, ...]]] = {}

    def of(self, language: Language) -> tuple[str, ...]:
        """Up to five questions that are answered, of various departments."""
        generation = self._desk.store.generation()
        with self._lock:
            kept = self._found.get(language)
            if kept is None or kept[0] != generation:
                kept = self._found[language] = (generation, tuple(self._find(language)))
            return kept[1]

    def _find(self, language: Language) -> list[str]:
        newest = _newest(self._desk.documents())
        held = [self._desk.store.disclosure(d.id) for d in newest]
        questions: list[str] = []
        for number, wanted in enumerate(load("examples.yaml")):
            turned = held[number % len(held):] + held[:number % len(held)] if held else []
            fitting = next((d for d in turned if _fits(d, wanted, self._desk.documents())), None)
            if fitting is None or len(questions) == MOST:
                continue
            document = fitting.document
            text = str(wanted[language]).format(department=document.department, year=document.year)
            if self._answered(text):
                questions.append(text)
        return questions

    def _answered(self, question: str) -> bool:
        try:
            return self._desk.ask(question).status in _GOOD
        except BudgetQAError:
            return False
        except Exception:
            logging.getLogger(__name__).exception("an example question failed: %s", question)
            return False


def _newest(documents: tuple[Document, ...]) -> list[Document]:
    """The newest budget of each department, the widest in scope; a few departments are enough."""
    best: dict[str, Document] = {}
    known = (d for d in documents if d.department and d.year)
    for document in sorted(known, key=lambda d: (d.year or 0, d.kind == "budget", d.level == "department")):
        best[document.department or ""] = document
    return list(best.values())[:8]


def _fits(held: Disclosure, wanted: dict[str, Any], documents: tuple[Document, ...]) -> bool:
    document = held.document
    kinds = {table.kind for table in held.tables if not table.empty}
    if not set(wanted.get("tables", ())) <= kinds:
        return False
    before = {d.year for d in documents if d.department == document.department and d.kind == document.kind}
    if wanted.get("years", 1) > 1 and (document.year or 0) - 1 not in before:
        return False
    says = str(wanted.get("says", ""))
    return not says or any(says in passage.text for passage in held.passages)


