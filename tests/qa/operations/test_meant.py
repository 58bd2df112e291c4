"""Words that stand in no disclosure: what may be meant is offered as a question, and never answered with."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, table

LINES = ("办公费", "印刷费", "邮电费", "差旅费", "培训费", "劳务费", "维修（护）费", "会议设备（20万元以下）")


@pytest.fixture(scope="module")
def service() -> Service:
    made = document()
    lines = [(("商品和服务支出", line), None, (f"{at}0.00",)) for at, line in enumerate(LINES, 1)]
    rows = [(("合计",), None, ("360.00",)), *lines]
    return Service(Shelf(disclosure(made, [table(made, "一般公共预算基本支出表", (("金额",),), rows)])))


def offered(service: Service, question: str) -> list[str]:
    """The lines that are offered; nothing is answered."""
    answer = service.ask(f"示例市科学技术局2023年{question}")
    assert answer.status == "not_disclosed" and not answer.figures and not answer.citations
    return [suggestion.removeprefix("示例市科学技术局2023年").removesuffix("是多少？") for suggestion in answer.suggestions]


@pytest.mark.parametrize(("question", "meant"), [
    ("寄快递打座机要多少", "邮电费"),
    ("出公差坐车住店一共多少", "差旅费"),
    ("学习进修班的费用是多少", "培训费"),
    ("固定电话和邮票花多少", "邮电费"),  # taken for two things, and a question for one
])
def test_what_is_said_in_other_words_is_offered(service: Service, question: str, meant: str) -> None:
    assert meant in offered(service, question)


def test_what_is_offered_is_answered(service: Service) -> None:
    answer = service.ask(service.ask("示例市科学技术局2023年寄快递打座机要多少").suggestions[0])
    assert answer.status == "answered" and answer.figures[0].text == "30.00万元"


def test_without_the_model_less_is_offered(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(service, "出公差坐车住店一共多少")
    monkeypatch.setattr("index.search.left_out", lambda part: part == "dense")
    assert not offered(service, "出公差坐车住店一共多少")


@pytest.mark.parametrize("question", ["火星探测花多少", "彩票公益金是多少"])
def test_what_is_like_nothing_is_offered_nothing(service: Service, question: str) -> None:
    assert not offered(service, question)


def test_a_label_that_says_an_amount_is_not_offered(service: Service) -> None:
    assert all("20万" not in line for line in offered(service, "会议音响投影机花多少"))
