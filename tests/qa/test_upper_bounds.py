"""A thing that no line bears: the line that holds it is of the kind asked for, or it is said of which kind it is."""

from __future__ import annotations

from corpus.model import Disclosure, Kind
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

BODY = "示例市科学技术局"
PLANNED = "科普活动42.90万元，主要用于组织科普宣传周。"


def _held(kind: Kind, said: str, amount: str) -> Disclosure:
    d = document(BODY, kind=kind)
    rows = [(("科学技术支出", "科普活动"), "2060702", (amount,)), (("科学技术支出", "科技交流"), "2060801", ("12.00",))]
    return disclosure(d, [table(d, "部门支出总表", (("合计",),), rows)], [passage(d, ("五、重点工作",), said)])


def test_the_line_is_of_the_kind_asked_for() -> None:
    service = Service(Shelf(_held("budget", PLANNED, "42.90"), _held("final", "科普活动40.10万元，主要用于组织科普宣传周。", "40.10")))
    answer = service.ask(f"{BODY}2023年决算科普宣传周花了多少")
    assert answer.status == "not_itemised" and "40.10" in answer.answer and "42.90" not in answer.answer, answer.answer


def test_a_line_of_another_kind_is_called_that() -> None:
    service = Service(Shelf(_held("budget", PLANNED, "42.90"), _held("final", "全年经费主要用于组织科普宣传周。", "40.10")))
    answer = service.ask(f"{BODY}2023年决算科普宣传周花了多少")
    assert answer.status == "not_itemised", answer.answer
    assert "42.90" in answer.answer and "这是2023年预算里的一行" in answer.answer, answer.answer


def test_a_task_is_inside_the_line_that_its_sentence_begins_with() -> None:
    doc = document("甲市农业农村局", 2024)
    projects = table(doc, "项目支出表", (("预算数",),), [(("废弃物利用",), None, ("98.00",)), (("耕地监测",), None, ("20.00",))])
    told = passage(doc, ("三、重点项目说明",), "1.废弃物利用：回收旧地膜，建收储点。2.耕地监测：采集和化验土样。")
    answer = Service(Shelf(disclosure(doc, [projects], [told]))).ask("甲市农业农村局2024年化验土样花多少钱？")
    assert answer.status == "not_itemised" and "20.00万元" in answer.answer and "98.00" not in answer.answer, answer.answer
