"""An answer as it comes into being on the page, from the events of a service with a chat model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from qa.answer import Answer
from qa.events import Composed, Event, Final, Judged, Prose, Revised
from qa.web.answering import answering
from qa.web.desk import Desk
from qa.web.views import View

QUESTION = "示例市文化和旅游局2024年公务接待费是多少？"


@dataclass(frozen=True)
class Told:
    """A service that tells these events."""

    events: tuple[Event, ...]

    def stream(self, *_asked: Any, **_more: Any) -> Iterator[Event]:
        yield from self.events

    def ask(self, question: str, history: Sequence[str] = (), department: str | None = None,
            year: int | None = None) -> Answer:
        raise AssertionError("with a model the page follows the stream")


@pytest.fixture(scope="module")
def composed(desk: Desk) -> Answer:
    return desk.ask(QUESTION)


def shown(desk: Desk, *events: Event) -> list[str]:
    told = replace(desk, service=Told(events), settings=desk.settings.model_copy(update={"llm": "openai:x"}))
    return list(answering(told, View(told, "zh"), QUESTION, (), None, None))


def test_figures_stand_at_once_and_the_models_words_are_marked_until_they_are_judged(desk: Desk, composed: Answer) -> None:
    final = composed.model_copy(update={"writer": "llm"})
    pictures = shown(desk, Composed(answer=composed), Prose(draft=1, text="<b>那一年花了"), Judged(draft=1, accepted=True),
                     Final(answer=final))
    assert "已核对" in pictures[0] and composed.figures[0].text in pictures[0] and "bq-writing" not in pictures[0]
    assert "核对中" in pictures[1] and "&lt;b&gt;那一年花了" in pictures[1] and "<b>那" not in pictures[1]
    assert all("bq-writing" not in picture for picture in pictures[2:])
    assert "由语言模型书写" in pictures[-1]


def test_a_draft_that_is_not_accepted_is_taken_away(desk: Desk, composed: Answer) -> None:
    last = shown(desk, Composed(answer=composed), Prose(draft=1, text="一百亿元"), Judged(draft=1, accepted=False),
                 Final(answer=composed))[-1]
    assert "一百亿元" not in last and composed.figures[0].text in last and "由语言模型书写" not in last


def test_the_models_reading_is_marked_as_its_own(desk: Desk, composed: Answer) -> None:
    refused = desk.ask("示例市文化和旅游局2024年火箭发射费是多少？")
    picture = shown(desk, Composed(answer=refused), Revised(answer=composed, why="“火箭”是说接待。"))[1]
    assert "模型的读法" in picture and "“火箭”是说接待。" in picture
    assert picture.index("火箭发射费") < picture.index("模型的读法") < picture.index(composed.figures[0].text)


def test_without_a_model_there_is_one_picture(desk: Desk) -> None:
    assert len(list(answering(desk, View(desk, "zh"), QUESTION, (), None, None))) == 1
