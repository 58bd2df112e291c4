"""Bodies by what news and people call them, and a 合计 that belongs to a part of a table of many things."""

from __future__ import annotations

import pytest

from index.memory import MemoryStore
from qa.check import check_text
from tests.qa.build import disclosure, document, table

V, C, U = "verified", "contradicted", "unsupported"
SPENDING = (("合计",), ("基本支出",), ("项目支出",))


@pytest.fixture(scope="module")
def held() -> MemoryStore:
    out = []
    for name, amount in (("共青团青岩区委员会", "70.18"), ("云溪县白水镇人民政府", "215.60"), ("岚山经济技术开发区管理委员会", "980.40")):
        doc = document(name, 2024, "final")
        rows = [(("支出合计",), None, ("400.00", "300.00", "100.00")), (("行政运行",), "2010301", (amount, amount, None))]
        info = [(("三公经费支出", "支出合计"), None, ("1.50", "0.85")), (("三公经费支出", "公务接待费"), None, ("1.50", "0.85"))]
        empty = table(doc, "政府性基金支出决算表", (("合计",),), [], note="本部门没有政府性基金支出，本表为空表。")
        made = [table(doc, "支出决算表", SPENDING, rows), table(doc, "机构运行信息表", (("预算数",), ("决算数",)), info)]
        out.append(disclosure(doc, made if "开发区" in name else [*made, empty]))
    return MemoryStore(out)


@pytest.mark.parametrize(("text", "verdicts"), [
    ("青岩区团委2024年决算行政运行70.18万元。", [V]),
    ("青岩区团委2024年决算行政运行71.08万元。", [C]),
    ("白水镇2024年决算行政运行215.60万元。", [V]),
    ("白水镇2024年决算行政运行251.60万元。", [C]),
    ("岚山经开区2024年决算行政运行980.40万元。", [V]),
    ("岚山经济技术开发区2024年决算行政运行908.40万元。", [C]),
    ("岚山经开区2024年决算政府性基金支出12.00万元。", [U]),
    ("白水镇2024年决算支出合计400.00万元。", [V]),
    ("白水镇2024年决算支出合计440.00万元。", [C]),
    ("黑水镇2024年决算行政运行215.60万元。", [U]),
])
def test_bodies_as_people_call_them(held: MemoryStore, text: str, verdicts: list[str]) -> None:
    assert [f.verdict for f in check_text(text, held).figures] == verdicts
