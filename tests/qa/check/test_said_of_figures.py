"""What words say of figures that stand beside them: their order, their course, points, ranks among a list, what is left."""

from __future__ import annotations

import pytest

from index.memory import MemoryStore
from tests.qa.check.test_check import C, Case, R, U, V, judged

BODY, OTHER = "云岭市档案局", "云岭市体育局"
HEAD = f"{BODY}2023年预算"
CASES: list[Case] = [
    ("an item right behind the kind", f"{BODY}2023年预算差旅费、公务接待费分别为20.00万元和10.00万元。",
     [("20.00万元", V, None), ("10.00万元", V, None)]),
    ("one unit for a list", f"{BODY}2023年预算差旅费、公务接待费分别为20.00和10.00万元。", [("20.00", V, None), ("10.00万元", V, None)]),
    ("a unit over all", f"{HEAD}（单位：万元）：差旅费 20.00，公务接待费 19.00", [("20.00", V, None), ("19.00", C, "15.00")]),
    ("the former above the latter", f"{HEAD}里，差旅费和公务接待费分别是20.00万元、10.00万元，前者高于后者。",
     [("20.00万元", V, None), ("10.00万元", V, None)]),
    ("the former below the latter", f"{HEAD}里，差旅费和公务接待费分别是20.00万元、10.00万元，前者低于后者。",
     [("20.00万元", V, None), ("10.00万元", C, None)]),
    ("above last year's", f"{BODY}2023年热线管理（87.99万元）高于上年（50.00万元）。", [("87.99万元", V, None), ("50.00万元", V, None)]),
    ("not below last year's", f"{BODY}2023年热线管理（87.99万元）低于上年（50.00万元）。",
     [("87.99万元", V, None), ("50.00万元", C, None)]),
    ("above another's in brackets", f"{HEAD}中，差旅费（20.00万元）高于公务接待费（10.00万元）。", [("20.00万元", V, None), ("10.00万元", V, None)]),
    ("below another's in brackets", f"{HEAD}中，差旅费（20.00万元）低于公务接待费（10.00万元）。",
     [("20.00万元", V, None), ("10.00万元", C, None)]),
    ("a question and two years", f"{BODY}的热线管理又涨了？2022年50.00万元，2023年87.99万元。", [("50.00万元", V, None), ("87.99万元", V, None)]),
    ("a question that has it the other way", f"{BODY}的热线管理又降了？2022年50.00万元，2023年87.99万元。",
     [("50.00万元", V, None), ("87.99万元", C, None)]),
    ("an answer of a change", f"与2022年相比，{BODY}2023年的热线管理增加了多少？答：37.99万元。", [("37.99万元", R, None)]),
    ("a wrong answer of a change", f"与2022年相比，{BODY}2023年的热线管理增加了多少？答：39.79万元。", [("39.79万元", C, "37.99")]),
    ("highest of a list", f"在{HEAD}的差旅费和公务接待费两项里，差旅费最高，为20.00万元。", [("20.00万元", V, None)]),
    ("not lowest of a list", f"在{HEAD}的差旅费和公务接待费两项里，差旅费最低，为20.00万元。", [("20.00万元", C, None)]),
    ("what is left", f"{HEAD}商品和服务支出30.00万元，扣除差旅费20.00万元后为10.00万元。",
     [("30.00万元", V, None), ("20.00万元", V, None), ("10.00万元", R, None)]),
    ("what is not left", f"{HEAD}商品和服务支出30.00万元，扣除差旅费20.00万元后为11.00万元。",
     [("30.00万元", V, None), ("20.00万元", V, None), ("11.00万元", C, "10.00")]),
    ("a multiple of the figure before", f"{HEAD}差旅费20.00万元，是公务接待费10.00万元的2倍。",
     [("20.00万元", V, None), ("10.00万元", V, None), ("2倍", R, None)]),
    ("a wrong multiple of it", f"{HEAD}差旅费20.00万元，是公务接待费10.00万元的3倍。",
     [("20.00万元", V, None), ("10.00万元", V, None), ("3倍", C, "2")]),
    ("fields", f"部门：{BODY}；年度：2022；口径：预算；项目：热线管理；金额：50.00万元", [("50.00万元", V, None)]),
    ("fields, another year", f"部门：{BODY}；年度：2022；口径：预算；项目：热线管理；金额：87.99万元", [("87.99万元", C, "50.00")]),
    ("a day is no year of accounts", f"{BODY}于2024年3月12日公开的2023年预算显示，热线管理为87.99万元。", [("87.99万元", V, None)]),
    ("commas", f"部门,年度,类型,项目,金额（万元）\n{BODY},2023,预算,差旅费,20.00", [("20.00", V, None)]),
    ("commas, a digit", f"部门,年度,类型,项目,金额（万元）\n{BODY},2023,预算,差旅费,21.00", [("21.00", C, "20.00")]),
    ("who says it", f"“我们2023年的热线管理预算数是41.00万元。”{BODY}工作人员解释说。", [("41.00万元", C, "87.99")]),
    ("not grown by", f"{BODY}2023年热线管理不是增加了30.00万元，而是增加了37.99万元。", [("30.00万元", U, None), ("37.99万元", R, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_said_of_figures(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted
