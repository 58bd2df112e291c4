"""An answer as it comes into being on the page: the checked figures at once, a model's words as they are written."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from qa.events import Composed, Final, Judged, Prose, Revised
from qa.web.desk import Desk
from qa.web.views import View

_BETWEEN = 0.15
"""Seconds between two pictures of a text that is being written: each is sent whole."""


def answering(desk: Desk, view: View, question: str, history: Sequence[str], department: str | None,
              year: int | None) -> Iterator[str]:
    """The HTML of the turn, again and again until it is final. Closing this gives the model up."""
    if desk.settings.llm is None:
        yield view.answer(desk.ask(question, history, department, year), department, year)
        return
    composed, draft = Markup(), ""
    last = 0.0
    for event in desk.stream(question, history, department, year):
        match event:
            case Composed(answer=answer):
                composed = view.answer(answer, department, year)
                yield composed
            case Revised(answer=answer, why=why):
                composed += view.revised(why, view.answer(answer, department, year))
                yield composed
            case Prose(text=text):
                draft += text
                if time.monotonic() - last > _BETWEEN:
                    last = time.monotonic()
                    yield composed + view.writing(draft)
            case Judged():
                draft = ""
                yield composed
            case Final(answer=answer):
                yield view.answer(answer, department, year)
