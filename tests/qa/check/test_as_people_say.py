"""What people say of a disclosure: 收入 alone, 公车, a title's total beside a part's 小计, changes that only prose prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Document, Fact, Passage
from index.memory import MemoryStore
from tests.qa.build import disclosure, document, passage, table
from tests.qa.check.test_check import C, Case, R, U, V, judged

BODY = "云岭市第三医院"
HEAD = f"{BODY}2024年"
CASES: list[Case] = [
    ("income alone is the total", f"{HEAD}收入500.00万元，支出480.00万元。", [("500.00万元", V, None), ("480.00万元", V, None)]),
    ("the two swapped", f"{HEAD}收入480.00万元，支出500.00万元。", [("480.00万元", C, "500.00"), ("500.00万元", C, "480.00")]),
    ("after an item, of that item", f"{HEAD}海洋浮标经费10.00万元。支出480.00万元。", [("10.00万元", U, None), ("480.00万元", U, None)]),
    ("short names", f"{HEAD}三公经费90.00万元，其中公车60.00万元，出国10.00万元。",
     [("90.00万元", V, None), ("60.00万元", V, None), ("10.00万元", V, None)]),
    ("short names, swapped", f"{HEAD}三公经费90.00万元，其中公车10.00万元，出国60.00万元。",
     [("90.00万元", V, None), ("10.00万元", C, "60.00"), ("60.00万元", C, "10.00")]),
    ("a part's subtotal for the whole", f"{HEAD}三公经费60.00万元。", [("60.00万元", C, "90.00")]),
    ("a rate that prose prints", f"{HEAD}三公经费比上年增长12.50%。", [("12.50%", V, None)]),
    ("the other direction", f"{HEAD}三公经费比上年下降12.50%。", [("12.50%", C, "12.50")]),
    ("a change and its rate", f"{HEAD}公务接待费比2023年减少5.00万元，下降20.00%。", [("5.00万元", V, None), ("20.00%", R, None)]),
    ("a change and another's rate", f"{HEAD}公务接待费比2023年减少5.00万元，下降12.50%。", [("5.00万元", V, None), ("12.50%", C, "20.00")]),
]  # fmt: skip


def changes(doc: Document, heading: str, text: str) -> Passage:
    """A paragraph whose changes have their subject and direction, as the reader of prose gives them."""
    plain = passage(doc, (heading,), text)
    (sentence,) = plain.sentences
    direction = "down" if "下降" in text else "up"
    told: list[Fact] = []
    end = 0
    for fact in sentence.facts:
        at = text.index(fact.text, end)
        before, end = text[:at], at + len(fact.text)
        changed = before.endswith(("增加", "减少", "增长", "下降"))
        told.append(replace(fact, subject=before, direction=direction if changed else None))
    return replace(plain, sentences=(replace(sentence, facts=tuple(told)),))


@pytest.fixture(scope="module")
def hospital() -> MemoryStore:
    doc = document(BODY, 2024)
    heads = (("“三公”经费合计",), ("因公出国（境）费",), ("公务用车购置及运行费", "小计"), ("公务接待费",))
    return MemoryStore([disclosure(doc, [
        table(doc, "收支总表", [("收入", "预算数"), ("支出", "预算数")], [
            (("本年收入合计",), None, ("500.00", None)), (("本年支出合计",), None, (None, "480.00"))]),
        table(doc, "一般公共预算“三公”经费支出预算表", heads, [((), None, ("90.00", "10.00", "60.00", "20.00"))]),
    ], [
        changes(doc, "“三公”经费情况", "2024年度“三公”经费财政拨款预算比2023年度增加10.00万元，增长12.50%。"),
        changes(doc, "公务接待费", "公务接待费预算20.00万元，比2023年预算减少5.00万元，下降20.00%。"),
    ])])  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_as_people_say(text: str, wanted: list[tuple[str, str, str | None]], hospital: MemoryStore) -> None:
    assert judged(text, hospital) == wanted
