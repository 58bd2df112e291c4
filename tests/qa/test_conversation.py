"""Twelve-turn conversations: the earlier plan carries over, what is new replaces it."""

from __future__ import annotations

import pytest

from qa.planner.plan import parse
from qa.planner.understood import Understood
from qa.service import Service
from tests.qa.build import Shelf, science

Turn = tuple[str, str, str]
"""(question, status, words that the answer holds)"""

TALKS: dict[str, list[Turn]] = {
    "a figure and all about it": [
        ("农业农村局2022年公务接待费预算多少？", "answered", "公务接待费"), ("那2023年呢？", "answered", "9.96"), ("比上年增加了多少？", "answered", "2022年"),
        ("占总支出多少？", "answered", "%"), ("换成元", "answered", "元"), ("会议费呢？", "answered", "会议费"), ("和文旅局比呢？", "answered", "文化和旅游局"),
        ("示例市政务服务数据管理局呢？", "not_disclosed", "会议费"), ("农业农村局的培训费呢？", "answered", "培训费"), ("2022年", "answered", "2022年"),
        ("2019年呢", "not_disclosed", "2019"), ("什么是“三公”经费？", "answered", "因公出国"),
    ],
    "a list and its lines": [
        ("农业农村局2023年三公经费各项明细", "answered", "90.88"), ("第二个呢", "answered", "公务用车购置及运行"), ("2022年呢", "answered", "2022年"),
        ("农业农村局2023年支出按功能分类有哪些？", "answered", "农林水支出"), ("第一个呢", "answered", "社会保障和就业支出"), ("占总支出多少？", "answered", "%"),
        ("最后一个呢", "answered", ""), ("农业农村局2023年最大的两项支出是什么？", "answered", "4,437.34"), ("为什么增加", "answered", ""),
        ("决算呢？", "not_disclosed", "决算"), ("预算呢", "answered", ""), ("换成元", "answered", ""),
    ],
    "budget and final accounts": [
        ("农业农村局2022年预算总支出多少？", "answered", "5,768.25"), ("决算呢？", "answered", "5,479.45"), ("行政运行呢", "answered", "行政运行"),
        ("预算呢", "answered", "预算"), ("三公经费实际支出比预算少多少？", "answered", "18.29"), ("那2023年呢", "not_disclosed", ""),
        ("农业农村局2022年预算执行率是多少", "answered", "%"), ("住房公积金呢", "answered", "住房公积金"), ("为什么比预算少", "answered", ""),
        ("机关运行经费决算是多少", "answered", "机关运行经费"), ("比上年增长多少", "answered", ""), ("占总支出多少？", "answered", "%"),
    ],
    "one department after the other": [
        ("政数局2022年住房公积金预算多少？", "answered", "30.25"), ("农业农村局呢", "answered", "农业农村局"), ("2023年呢", "answered", "2023年"),
        ("文旅局呢", "answered", "文化和旅游局"), ("公安局呢", "not_disclosed", "公安局"), ("农业农村局", "answered", "农业农村局"),
        ("和文旅局加起来多少", "answered", ""), ("谁最多", "answered", ""), ("购房补贴呢", "partial", "没有查到"), ("火箭费呢", "not_disclosed", ""),
        ("总支出呢", "answered", "总支出"), ("换成万元", "answered", "万元"),
    ],
    "things without a line of their own": [
        ("12345热线一年花多少钱？", "not_itemised", "87.99"), ("那请律师呢", "not_itemised", "政务事项管理"), ("政务事项管理经费是多少", "answered", "87.99"),
        ("占项目支出多少", "answered", "66.16"), ("公用支出是多少", "answered", "21.25"), ("工资福利支出的明细加总与合计一致吗", "answered", "尾数"),
        ("预算为什么增加", "answered", "人员"), ("教育支出呢", "not_disclosed", "教育支出"), ("公车有几辆", "answered", "1辆"),
        ("三公经费多少", "answered", "4.00"), ("比上年增加多少", "answered", ""), ("今天天气怎么样", "out_of_scope", ""),
    ],
}

WHOLE: list[tuple[list[str], str, str, str]] = [
    # what was asked before, then a question that names its own; its status, and words of its answer
    (["农业农村局2023年公务接待费多少？"], "农业农村局和文旅局2023年谁花钱多？", "answered", "“总支出”"),
    (["农业农村局2023年火箭费多少？"], "文旅局2023年花钱最多的三项是什么？", "answered", "总支出"),
    (["农业农村局2023年出国费多少？"], "文旅局2023年花钱最多的三类支出，各占多少？", "answered", "总支出"),
    (["政数局2022年住房公积金多少？"], "农业农村局和文旅局2023年预算哪个多？", "answered", "住房公积金"),
    (["交通局2023年会议费多少？"], "培训费呢？", "not_disclosed", "交通局"),
    (["农业农村局2023年会议费多少？"], "和文旅局比呢", "answered", "农业农村局"),
]


@pytest.mark.parametrize(("history", "question", "status", "words"), WHOLE, ids=[case[1] for case in WHOLE])
def test_what_a_question_names_itself_is_not_carried(city: Service, history: list[str], question: str, status: str, words: str) -> None:
    answer = city.ask(question, history)
    assert (answer.status, words in answer.answer) == (status, True), answer.answer
    assert "出国" not in answer.answer
    if "和" in question[1:]:
        assert "政务服务数据管理局" not in answer.answer


@pytest.mark.parametrize("talk", TALKS, ids=list(TALKS))
def test_twelve_turns(city: Service, talk: str) -> None:
    history: list[str] = []
    assert len(TALKS[talk]) == 12
    for question, status, words in TALKS[talk]:
        answer = city.ask(question, history)
        assert answer.status == status, (question, answer.answer, answer.plan)
        assert words in answer.answer, (question, answer.answer)
        assert all(f.verdict != "unsupported" for f in answer.figures)
        history.append(question)


def test_the_plan_says_what_was_carried_over(city: Service) -> None:
    answer = city.ask("那2023年呢？", ["农业农村局2022年公务接待费预算多少？"])
    assert {"departments", "metrics"} <= set(answer.plan["carried_over"])


def test_against_the_budget_is_what_was_spent(city: Service) -> None:
    """比预算少花了多少: the accounts against the budget, not the budget against itself."""
    answer = city.ask("比预算少花了多少？", ["示例市农业农村局2022年三公经费决算是多少？"])
    assert answer.plan["base"]["kind"] == "budget" and answer.plan["kinds"] == ["final"]
    assert any(f.verdict == "recomputed" for f in answer.figures)


@pytest.mark.parametrize("talk", TALKS, ids=list(TALKS))
def test_what_was_understood_is_kept_and_is_what_reading_it_anew_gives(city: Service, talk: str) -> None:
    questions = [question for question, _, _ in TALKS[talk]]
    understood = Understood()
    for turn, question in enumerate(questions):
        kept = parse(question, questions[:turn], city.library, understood=understood)
        assert kept.plan == parse(question, questions[:turn], city.library).plan, question
    known = [understood.get((city.library.generation, *questions[:turn])) for turn in range(1, len(questions))]
    assert all(known)
    again = parse(questions[-1], questions[:-1], city.library, understood=understood)
    assert again.before is known[-1]


def test_a_filter_of_one_question_is_none_of_the_conversation(city: Service) -> None:
    understood = Understood()
    parse("会议费多少？", (), city.library, department="示例市农业农村局", year=2022, understood=understood)
    after = parse("培训费呢？", ("会议费多少？",), city.library, understood=understood)
    assert after.plan == parse("培训费呢？", ("会议费多少？",), city.library).plan


def test_what_was_understood_of_a_former_corpus_is_forgotten() -> None:
    shelf = Shelf(science(), science("示例市教育局"))
    service, talk = Service(shelf), ["交通局2023年会议费多少？"]
    before = service.ask("培训费呢？", talk)
    shelf.add(science("示例市交通运输局"))
    assert not before.plan.get("departments") and service.ask("培训费呢？", talk).plan["departments"] == ["示例市交通运输局"]


def test_the_conversation_not_gone_on_with_is_forgotten_first(city: Service) -> None:
    understood, parsed = Understood(most=2), parse("会议费多少？", (), city.library)
    for name in "ab":
        understood.keep((0, name), parsed)
    assert understood.get((0, "a")) is parsed
    understood.keep((0, "c"), parsed)
    assert [understood.get((0, name)) is parsed for name in "abc"] == [True, False, True]
