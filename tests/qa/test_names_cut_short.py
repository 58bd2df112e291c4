"""Bodies that are named shorter than they are, or misspelt: taken where no other can be meant, and else asked back."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import Shelf, science

BODIES = (
    "示例省示例市青云区财政局", "示例省示例市青云区商务委员会", "示例省示例市青云区政务服务数据管理局", "示例省人民检察院", "示例市财政局",
    "示例市科学技术局", "示例市文化和旅游局", "示例市市场监督管理局", "示例省示例市白鹭区政务服务数据管理局",
)
CORPUS = Service(Shelf(*(science(body) for body in BODIES)))

TAKEN = [
    ("a letter that sounds the same", "青云区正务局2023年住房公积金", "示例省示例市青云区政务服务数据管理局"),
    ("letters left out", "青云商委2023年住房公积金", "示例省示例市青云区商务委员会"),
    ("a place and what the body is for", "青云财政2023年住房公积金多少", "示例省示例市青云区财政局"),
    ("the same of a court of law", "示例省检察2023年住房公积金", "示例省人民检察院"),
    ("sounds that many do not tell apart", "青云区赏务委2023年住房公积金", "示例省示例市青云区商务委员会"),
    ("its first letter behind its level", "省检2023年住房公积金", "示例省人民检察院"),
]


@pytest.mark.parametrize(("question", "body"), [c[1:] for c in TAKEN], ids=[c[0] for c in TAKEN])
def test_a_name_that_can_mean_no_other(question: str, body: str) -> None:
    answer = CORPUS.ask(question)
    assert answer.status == "answered" and "60.00" in answer.answer, answer.answer
    assert {c.department for c in answer.citations} == {body}


def test_what_was_taken_is_said() -> None:
    assert CORPUS.ask("青云商委2023年住房公积金").answer.startswith("语料中没有写作“青云商委”的部门，这里按“示例省示例市青云区商务委员会”理解。")


def test_an_item_behind_a_body_is_no_part_of_its_name() -> None:
    service = Service(Shelf(science("示例省人大常委会办公厅"), science("示例省人民检察院")))
    answer = service.ask("省人大办公费2023年多少")
    assert answer.status == "answered" and "50.00" in answer.answer, answer.answer
    assert {c.department for c in answer.citations} == {"示例省人大常委会办公厅"}


ASKED_BACK = [
    ("another body of the place", "青云区教育局2023年住房公积金", "青云区财政局"),
    ("another kind of body with the same letters", "青云区总工会2023年住房公积金", "青云区"),
    ("of a place that has no such body", "白鹭商委2023年住房公积金", "白鹭区政务服务数据管理局"),
    ("its kind is elsewhere", "云州市财政局2023年住房公积金", "示例市财政局"),
]


@pytest.mark.parametrize(("question", "offered"), [c[1:] for c in ASKED_BACK], ids=[c[0] for c in ASKED_BACK])
def test_no_other_body_is_taken_silently(question: str, offered: str) -> None:
    answer = CORPUS.ask(question)
    assert answer.status == "not_disclosed" and not answer.figures, answer.answer
    assert any(offered in a.question for a in answer.alternatives), answer.alternatives
    assert all(a.question.endswith("2023年住房公积金") for a in answer.alternatives)


def test_a_refusal_names_few_bodies() -> None:
    answer = CORPUS.ask("卫生健康委2023年住房公积金")
    assert answer.status == "not_disclosed" and sum(body in answer.answer for body in BODIES) <= 3, answer.answer
    assert f"{len(BODIES)}个部门" in answer.answer and "浏览" in answer.answer


def test_asking_back_offers_questions() -> None:
    answer = CORPUS.ask("住房公积金和购房补贴哪个多")
    assert answer.status == "partial" and len(answer.alternatives) == 6, answer.answer
    assert CORPUS.ask(answer.alternatives[0].question).status == "answered"
