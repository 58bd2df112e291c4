"""Questions to answers, a named row a case."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qa.answer import Answer
from qa.service import Service
from tests.qa.build import Shelf, science

DEPARTMENT = "示例市科学技术局2023年"
CASES = [
    # question, status, figures that must be verified or recomputed, words of the answer
    ("预算总共多少钱？", "answered", ["1000.00"], ""),
    ("住房公积金预算多少？", "answered", ["60.00"], ""),
    ("科目2210203的金额", "answered", ["40.00"], ""),
    ("“三公”经费一共多少？", "answered", ["45.00"], ""),
    ("会议费预算多少？", "answered", ["60.00"], "20.00"),
    ("公务接待费多少？", "answered", ["15.00"], ""),
    ("请客吃饭花多少钱？", "answered", ["15.00"], "公务接待费"),
    ("人员经费多少？", "answered", ["620.00"], "工资福利支出"),
    ("基本支出占总支出的比例？", "answered", ["70.00"], ""),
    ("项目支出比基本支出少多少？", "answered", ["400.00"], ""),
    ("住房公积金和购房补贴合计多少？", "answered", ["100.00"], ""),
    ("比上年增加了多少？", "answered", ["100.00", "11.11"], ""),
    ("一般公共服务支出是多少？", "not_disclosed", [], ""),
    ("行政运行支出多少？", "answered", ["600.00"], "660.00"),
    ("政府性基金预算支出多少？", "answered", ["0.00"], "空表"),
    ("有没有买公务用车的钱？", "answered", ["0"], ""),
    ("有多少辆公车？", "answered", ["7"], ""),
    ("法律顾问多少钱？", "not_itemised", ["300.00"], "一般行政管理事务"),
    ("住房改革支出包括哪些？", "answered", ["60.00", "40.00"], ""),
    ("三公经费各项明细", "answered", ["45.00", "5.00", "25.00", "15.00"], ""),
    ("工资福利支出的明细加总与合计一致吗？", "answered", ["599.99", "600.00"], "尾数"),
    ("预算为什么增加？", "answered", [], "在职人员增加"),
    ("行政运行为什么减少？", "answered", [], "压减"),
    ("什么是基本支出？", "answered", [], "正常运转"),
    ("支出按功能分类有哪些？", "answered", ["900.00", "100.00"], ""),
    ("行政运行里的基本支出是多少？", "answered", ["600.00"], ""),
    ("住房公积金是多少元？", "answered", ["600000"], ""),
    ("最大的两项支出是什么？", "answered", ["900.00", "100.00"], ""),
    ("决算支出多少？", "not_disclosed", [], "预算"),
    ("火箭发射费多少？", "not_disclosed", [], ""),
    ("教育支出多少？", "not_disclosed", [], ""),
]


def good(answer: Answer) -> set[str]:
    return {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}


@pytest.mark.parametrize(("question", "status", "figures", "words"), CASES, ids=[c[0] for c in CASES])
def test_answers(small: Service, question: str, status: str, figures: list[str], words: str) -> None:
    answer = small.ask(DEPARTMENT + question)
    assert answer.status == status, answer.answer
    assert set(figures) <= good(answer), (answer.answer, good(answer))
    assert words in answer.answer


@pytest.mark.parametrize("question", [c[0] for c in CASES])
def test_every_amount_of_the_text_is_a_figure_with_a_citation(small: Service, question: str) -> None:
    answer = small.ask(DEPARTMENT + question)
    listed = " ".join(f.text for f in answer.figures)
    for amount in re.findall(r"\d[\d,]*(?:\.\d+)?(?:万元|亿元|元|%)", answer.answer):
        assert amount in listed
    for figure in answer.figures:
        assert figure.text in answer.answer
        assert figure.citations or figure.verdict == "unsupported"
    assert {m for f in answer.figures for m in f.citations} <= {c.id for c in answer.citations}


def test_three_public_is_never_the_sum_that_holds_meetings(small: Service) -> None:
    assert "145" not in small.ask(DEPARTMENT + "三公经费总额是多少？").answer


def test_a_year_that_is_not_there_is_refused_with_the_years_that_are(small: Service) -> None:
    answer = small.ask("示例市科学技术局2019年住房公积金多少？")
    assert answer.status == "not_disclosed"
    assert "2023年" in answer.answer
    assert not answer.figures


def test_last_years_total_is_derived_and_said_to_be(small: Service) -> None:
    answer = small.ask("示例市科学技术局2022年预算总支出是多少？")
    assert answer.status == "answered"
    assert "900.00" in good(answer)
    assert "推算" in answer.answer


def test_a_budgets_increase_gives_no_final_accounts(small: Service) -> None:
    assert small.ask("示例市科学技术局2022年决算支出是多少？").status == "not_disclosed"


@pytest.mark.parametrize("question", ["今天天气怎么样？", "帮我写一首诗", "What is the weather like today?", "你觉得预算合理吗？"])
def test_what_is_no_question_of_disclosures(small: Service, question: str) -> None:
    assert small.ask(question).status == "out_of_scope"


def test_an_english_question_is_answered_in_english(small: Service) -> None:
    answer = small.ask("How much is the housing purchase subsidy in 2023?")
    assert answer.language == "en"
    assert "购房补贴" in answer.answer
    assert "40.00" in good(answer)


def test_a_body_of_another_place_is_not_replaced(small: Service) -> None:
    answer = small.ask("邻市科学技术局2023年预算多少？")
    assert answer.status == "not_disclosed"
    assert not answer.figures


def test_an_empty_corpus_says_what_to_do() -> None:
    from tests.qa.build import Shelf

    answer = Service(Shelf()).ask("住房公积金多少？")
    assert answer.status == "not_disclosed"
    assert "ingest" in answer.answer


def test_figures_read_off_a_scan_are_never_trusted_silently() -> None:
    doubts = replace(science(), tables=tuple(
        replace(t, rows=tuple(replace(r, facts=tuple(replace(f, confidence=0.87) for f in r.facts)) for r in t.rows))
        for t in science().tables
    ))  # fmt: skip
    question = "示例市科学技术局2023年住房公积金是多少？"
    warnings = Service(Shelf(doubts)).ask(question).warnings
    assert any("扫描件" in warning and "（0.87）" in warning for warning in warnings)
    assert not any("扫描件" in warning for warning in Service(Shelf(science())).ask(question).warnings)
