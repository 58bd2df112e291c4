"""A model reads only what the rules could not, by choosing; what it chose is marked, and never answers another question."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qa.answer import Answer
from qa.events import Composed, Event, Final, Revised
from qa.llm.plan import Choices, worded
from qa.plan import Metric, Plan, Side
from qa.service import Service
from tests.qa.llm.conftest import Asking
from tests.qa.llm.played import Body, Played, planning, said, silent, truthful

WHO = "示例市科学技术局"
ODD = f"{WHO}2023年慰问演出的花销是多少？"
"""Nothing in the disclosure has these words."""


def choosing(**chosen: Any) -> Any:
    """A role that plans so."""
    plan = {"operation": "lookup", "metrics": [], "departments": [WHO], "years": [2023], "kinds": ["budget"]} | chosen

    def role(body: Body) -> Any:
        return said(body, json.dumps(plan, ensure_ascii=False) if planning(body) else truthful(body))

    return role


def final(events: list[Event]) -> Answer:
    assert isinstance(events[-1], Final)
    return events[-1].answer


@pytest.mark.parametrize("question", [
    f"{WHO}2023年住房公积金预算多少？", f"{WHO}2019年住房公积金多少？", "邻市科学技术局2023年预算多少？", f"{WHO}2023年法律顾问多少钱？",
    f"{WHO}2023年政府性基金预算支出多少？", f"{WHO}2023年公务接待费决算多少？", "你觉得预算合理吗？", "什么是基本支出？",
])
def test_what_the_rules_resolve_or_refuse_for_good_is_not_asked(question: str, small: Service, asking: Asking, played: Played) -> None:
    played.play(choosing(metrics=["公务接待费"]))
    events = list(asking(small).stream(question))
    assert not any(planning(body) for body in played.asked)
    assert not any(isinstance(e, Revised) for e in events)


def test_a_models_reading_is_offered_beside_the_answer(small: Service, asking: Asking, played: Played) -> None:
    played.play(choosing(metrics=["公务接待费"]))
    events = list(asking(small).stream(ODD))
    assert isinstance(events[0], Composed) and events[0].answer.status == "not_disclosed"
    revised = next(e for e in events if isinstance(e, Revised))
    assert next(f.value for f in revised.answer.figures if f.verdict == "verified") == "15.00"
    answer = final(events)
    assert answer.status == "not_disclosed" and answer.figures == [] and answer.answer == events[0].answer.answer
    assert answer.alternatives[0].question == f"{WHO}2023年预算公务接待费是多少？" and "语言模型" in answer.alternatives[0].why
    assert answer.plan["revision"]["by"] == {"operation": "model", "metrics": "model", "departments": "rules", "years": "rules", "kinds": "model"}
    assert answer.model is not None and answer.model.planned


def test_the_offer_is_a_question_that_the_rules_answer(small: Service, asking: Asking, played: Played) -> None:
    played.play(choosing(metrics=["公务接待费"]))
    offer = asking(small).ask(ODD).alternatives[0].question
    assert small.ask(offer).figures[0].value == "15.00"


@pytest.mark.parametrize("reply", [
    {"metrics": ["火箭发射费"]}, {"metrics": []}, {"metrics": ["公务接待费"] * 9}, {"operation": "delete"}, {"years": ["2023; drop"]},
    {"metrics": "公务接待费"}, {"metrics": ["合计"]}, {"operation": "none"}, {"departments": ["../../etc"]}, {"operation": "share", "metrics": ["公务接待费"]},
])
def test_a_choice_that_was_not_offered_is_none(reply: Body, small: Service, asking: Asking, played: Played) -> None:
    played.play(choosing(**{"metrics": ["公务接待费"]} | reply))
    answer = asking(small).ask(ODD)
    assert any(planning(body) for body in played.asked)
    assert answer.model_copy(update={"timings": {}, "model": None}) == small.ask(ODD).model_copy(update={"timings": {}})


@pytest.mark.parametrize("text", ["no json", "{\"operation\": ", "[]", "null", "{}"])
def test_a_reply_that_is_no_plan_changes_nothing(text: str, small: Service, asking: Asking, played: Played) -> None:
    played.play(lambda body: said(body, text))
    assert asking(small).ask(ODD).answer == small.ask(ODD).answer


def test_a_silent_planner_leaves_the_refusal(small: Service, asking: Asking, played: Played) -> None:
    played.play(lambda body: silent(3))
    answer = asking(small, llm_seconds=0.5).ask(ODD)
    assert answer.answer == small.ask(ODD).answer and answer.model is not None and answer.model.failures


@pytest.mark.parametrize(("plan", "zh"), [
    (Plan(operation="lookup", metrics=(Metric(phrase="甲"),), departments=("乙局",), years=(2023,), kinds=("budget",)), "乙局2023年预算甲是多少？"),
    (Plan(operation="lookup", metrics=(Metric(phrase="甲"), Metric(phrase="丙"))), "甲、丙各是多少？"),
    (Plan(operation="sum", metrics=(Metric(phrase="甲"), Metric(phrase="丙")), years=(2022, 2023)), "2022年和2023年甲、丙合计多少？"),
    (Plan(operation="share", metrics=(Metric(phrase="甲"), Metric(phrase="丙"))), "甲占丙的比例是多少？"),
    (Plan(operation="difference", metrics=(Metric(phrase="甲"),), base=Side(metric=Metric(phrase="丙"))), "甲比丙多多少？"),
])
def test_a_plan_in_words(plan: Plan, zh: str) -> None:
    assert worded(plan, "zh") == zh
    assert worded(plan, "en").endswith("?") and "  " not in worded(plan, "en")


def test_the_schema_holds_only_the_choices() -> None:
    schema = Choices(("甲局",), (2023,), ("budget",), ("乙",)).schema
    assert schema["additionalProperties"] is False and schema["required"] == list(schema["properties"])
    assert schema["properties"]["metrics"]["items"]["enum"] == ["乙"]
