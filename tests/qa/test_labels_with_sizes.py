"""Labels with a size in brackets are known by their name alone, and the size is no figure of the answer."""

from __future__ import annotations

from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, table


def test_a_size_in_brackets() -> None:
    d = document()
    bought = table(d, "政府采购预算表", (("总计",),), [
        (("合计",), None, ("30.00",)),
        (("货物A",), None, ("30.00",)),
        (("货物A", "台式计算机（20万以下）"), None, ("18.00",)),
        (("货物A", "打印设备（20万以上）"), None, ("12.00",)),
    ])
    answer = Service(Shelf(disclosure(d, [bought], []))).ask("示例市科学技术局2023年采购台式计算机多少钱")
    assert answer.status == "answered", answer.answer
    assert [f.value for f in answer.figures] == ["18.00"]
