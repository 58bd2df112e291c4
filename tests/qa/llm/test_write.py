"""A model writes words; a digit that it writes is refused, once repaired, then the composer's text stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.llm.model import ModelFailed
from qa.llm.write import rewrite, slotted
from qa.service import Service

QUESTION = "示例市科学技术局2023年项目支出占总支出多少？"


def chat(*drafts: str) -> Callable[[str, str], str]:
    left = list(drafts)
    return lambda system, user: left.pop(0)


def test_slots_hold_every_number(small: Service) -> None:
    given = slotted(small.ask(QUESTION))
    assert not any(c.isdigit() for part in given.text.split("⟦")[0::1] for c in part.split("⟧")[-1])


def test_the_models_words_are_taken_with_the_figures_set_in(small: Service) -> None:
    answer = small.ask(QUESTION)
    given = slotted(answer)
    words = "换句话说：" + given.text
    told = rewrite(answer, chat(words))
    assert told.writer == "llm"
    assert told.answer == "换句话说：" + answer.answer
    assert told.figures == answer.figures


@pytest.mark.parametrize("bad", ["项目支出是310万元。", "大约三分之一。", "⟦99⟧"])
def test_a_digit_of_its_own_is_refused(small: Service, bad: str) -> None:
    answer = small.ask(QUESTION)
    told = rewrite(answer, chat(bad, bad))
    assert told.writer == "composer"
    assert told.answer == answer.answer
    assert told.warnings


def test_one_repair_is_allowed(small: Service) -> None:
    answer = small.ask(QUESTION)
    assert rewrite(answer, chat("310万元", slotted(answer).text)).writer == "llm"


def test_a_model_that_fails_leaves_the_composers_answer(small: Service) -> None:
    def broken(system: str, user: str) -> str:
        raise ModelFailed("Timeout")

    answer = small.ask(QUESTION)
    told = rewrite(answer, broken)
    assert told.answer == answer.answer
    assert "Timeout" in told.warnings[0]
