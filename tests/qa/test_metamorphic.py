"""What must not change an answer, and what must."""

from __future__ import annotations

import itertools

import pytest

from qa.service import Service

QUESTIONS = [
    "示例市科学技术局2023年住房公积金预算多少？", "示例市科学技术局2023年公务接待费多少？", "示例市科学技术局2023年项目支出占总支出多少？",
    "示例市科学技术局2023年“三公”经费是多少？", "示例市科学技术局2023年法律顾问费多少钱？", "示例市科学技术局2023年行政运行支出多少？",
]
CHANGES = {
    "polite": lambda q: "请问" + q + "谢谢",
    "greeting": lambda q: "您好，我想知道" + q,
    "full width": lambda q: q.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "traditional": lambda q: q.translate(str.maketrans("学术预算务费项总经运导顾问钱", "學術預算務費項總經運導顧問錢")),
    "no mark": lambda q: q.rstrip("？"),
    "short name": lambda q: q.replace("示例市科学技术局", "科技局"),
    "year first": lambda q: "2023年" + q.replace("2023年", ""),
}


@pytest.mark.parametrize(("question", "change"), list(itertools.product(QUESTIONS, CHANGES)))
def test_nothing_changes(small: Service, question: str, change: str) -> None:
    before, after = small.ask(question), small.ask(CHANGES[change](question))
    assert after.status == before.status
    assert [(f.value, f.unit) for f in after.figures] == [(f.value, f.unit) for f in before.figures]


REAL = ["住房公积金", "公务用车", "会议费", "培训费", "办公费", "基本工资", "退休费", "公务接待费", "行政运行", "购房补贴", "三公经费", "项目支出"]
TAILS = ["租赁费", "退款", "保险理赔", "押金", "罚款", "滞纳金", "慰问金", "折旧", "捐赠", "返还", "贷款", "利息", "中介费", "装修费", "分红", "补贴款"]
INVENTED = [a + b for a in REAL for b in TAILS] + [f"{x}{a}" for x in ("外籍专家", "子女", "虚拟", "食堂") for a in REAL]


def test_two_hundred_invented_items_are_refused(small: Service) -> None:
    assert len(INVENTED) >= 200
    answered = []
    for item in INVENTED:
        answer = small.ask(f"示例市科学技术局2023年{item}预算是多少？")
        if answer.status in ("answered", "partial"):
            answered.append((item, answer.answer))
    assert not answered


def test_another_year_or_department_changes_the_figure_or_refuses(city: Service) -> None:
    first = city.ask("农业农村局2022年公务接待费预算多少？")
    other = city.ask("农业农村局2023年公务接待费预算多少？")
    missing = city.ask("农业农村局2019年公务接待费预算多少？")
    assert first.figures[0].value != other.figures[0].value
    assert missing.status == "not_disclosed"
    assert not missing.figures
