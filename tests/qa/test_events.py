"""The events of a question: the checked figures first, the standing answer last."""

from __future__ import annotations

import json

import pytest

from qa.events import Composed, Final
from qa.service import Service

QUESTION = "示例市科学技术局2023年住房公积金预算多少？"


@pytest.mark.parametrize("question", [QUESTION, "今天天气怎么样？", "火箭发射费多少？"])
def test_without_a_model_there_are_two_events(small: Service, question: str) -> None:
    first, last = small.stream(question)
    assert isinstance(first, Composed) and isinstance(last, Final)
    assert first.answer.model_copy(update={"timings": {}}) == last.answer.model_copy(update={"timings": {}})


def test_the_first_event_has_the_figures_and_their_citations(small: Service) -> None:
    first = next(small.stream(QUESTION))
    assert isinstance(first, Composed)
    assert [f.verdict for f in first.answer.figures] == ["verified"]
    assert first.answer.citations[0].row == ["住房保障支出", "住房改革支出", "住房公积金"]


def test_events_are_json(small: Service) -> None:
    for event in small.stream(QUESTION):
        told = json.loads(event.model_dump_json())
        assert told["type"] == event.type
