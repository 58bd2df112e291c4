"""Tables and lists that were pasted into a text, and what chat models and the press set around figures."""

from __future__ import annotations

import pytest

from index.memory import MemoryStore
from qa.check import check_text
from tests.qa.check.test_check import C, Case, R, U, V, judged

BODY = "云岭市档案局"
HEAD = f"{BODY}2023年预算"
TABLES: list[Case] = [
    (
        "markdown, the unit in the head",
        f"{HEAD}\n| 项目 | 金额（万元） |\n| --- | --- |\n| 热线管理 | 87.99 |\n| **行政运行** | 48.00 |\n",
        [("87.99", V, None), ("48.00", C, "480.00")],
    ),
    (
        "markdown, the unit before the table",
        f"{HEAD}（单位：万元）\n|项目|金额|\n|---|---|\n|热线管理|89.79|\n",
        [("89.79", C, "87.99")],
    ),
    ("tabs", f"{HEAD}\n项目\t金额（元）\n热线管理\t879,900\n", [("879,900", V, None)]),
    ("blanks", f"{HEAD}（万元）\n热线管理  87.99\n行政运行  87.99\n", [("87.99", V, None), ("87.99", C, "480.00")]),
    ("one blank", f"{HEAD}（万元）\n热线管理 87.99\n行政运行 48.00\n", [("87.99", V, None), ("48.00", C, "480.00")]),
    (
        "a place in the list and a code are no amounts",
        f"{HEAD}（万元）\n| 序号 | 科目编码 | 项目 | 金额 |\n|---|---|---|---|\n| 1 | 2010302 | 热线管理 | 87.99 |\n",
        [("87.99", V, None)],
    ),
    (
        "a column for each year",
        f"{BODY}（万元）\n| 项目 | 2022年 | 2023年预算数 |\n|---|---|---|\n| 热线管理 | 50.00 | 87.99 |\n| 行政运行 | 480.00 | 400.00 |\n",
        [("50.00", V, None), ("87.99", V, None), ("480.00", C, "400.00"), ("400.00", C, "480.00")],
    ),
    (
        "a row for each year",
        f"{BODY}预算热线管理（万元）：\n| 年份 | 金额 |\n|---|---|\n| 2022年 | 50.00 |\n| 2023年 | 50.00 |\n",
        [("50.00", V, None), ("50.00", C, "87.99")],
    ),
    ("items as heads", f"{HEAD}\n| 热线管理 | 行政运行 |\n|---|---|\n| 87.99万元 | 80.00万元 |\n", [("87.99", V, None), ("80.00", C, "480.00")]),
    ("bodies as rows", f"2023年热线管理（万元）\n| 单位 | 热线管理 |\n|---|---|\n| {BODY} | 87.99 |\n| 云岭市体育局 | 87.99 |\n",
     [("87.99", V, None), ("87.99", C, "41.00")]),
    (
        "a total of what is listed, and a wrong one",
        f"{HEAD}（万元）\n| 项目 | 金额 |\n|---|---|\n| 热线管理 | 87.99 |\n| 差旅费 | 20.00 |\n| 合计 | 107.99 |\n",
        [("87.99", V, None), ("20.00", V, None), ("107.99", R, None)],
    ),
    (
        "a wrong total",
        f"{HEAD}（万元）\n| 项目 | 金额 |\n|---|---|\n| 热线管理 | 87.99 |\n| 差旅费 | 20.00 |\n| 合计 | 108.99 |\n",
        [("87.99", V, None), ("20.00", V, None), ("108.99", C, "107.99")],
    ),
    (
        "growth beside its figures",
        f"{BODY}（万元）\n| 项目 | 2022年 | 2023年 | 增长率 |\n|---|---|---|---|\n| 热线管理 | 50.00 | 87.99 | 75.98% |\n",
        [("50.00", V, None), ("87.99", V, None), ("75.98", R, None)],
    ),
    ("changes with their sign", f"{BODY}预算（万元）\n| 项目 | 2022年 | 2023年 | 增减 |\n|---|---|---|---|\n| 热线管理 | 50.00 | 87.99 | -37.99 |\n",
     [("50.00", V, None), ("87.99", V, None), ("37.99", C, "-37.99")]),
    ("the body over the labels", f"| {HEAD} | 万元 |\n|---|---|\n| 热线管理 | 87.99 |\n| 差旅费 | 20 |\n| 小计 | 107.99 |\n",
     [("87.99", V, None), ("20", V, None), ("107.99", R, None)]),
    ("the item in the line before, bodies as rows", f"2023年预算热线管理（万元）\n| 部门 | 金额 |\n|---|---|\n| {BODY} | 87.99 |\n| 云岭市体育局 | 87.99 |\n",
     [("87.99", V, None), ("87.99", C, "41.00")]),
    ("commas", f"{HEAD}（元）\n项目,金额\n热线管理,879900\n差旅费,\"210,000\"\n", [("879900", V, None), ("210,000", C, "200000")]),
    ("no unit at all", f"{HEAD}\n| 项目 | 金额 |\n|---|---|\n| 热线管理 | 8799000 |\n", [("8799000", C, "87.99")]),
    ("a whole number is a claim in a table", f"{HEAD}（万元）\n| 项目 | 金额 |\n|---|---|\n| 差旅费 | 21 |\n", [("21", C, "20.00")]),
    ("an invented row", f"{HEAD}（万元）\n| 项目 | 金额 |\n|---|---|\n| 浮标维护费 | 87.99 |\n", [("87.99", U, None)]),
]  # fmt: skip
LISTS: list[Case] = [
    ("bold and numbered", f"{HEAD}主要数据如下：\n1. **热线管理**：87.99万元\n2. **行政运行**：**48.00万元**\n", [("87.99万元", V, None), ("48.00万元", C, "480.00")]),
    ("the items together", f"{HEAD}：\n- 热线管理：87.99万元\n- 差旅费：20.00万元\n- 两项合计：107.99万元\n",
     [("87.99万元", V, None), ("20.00万元", V, None), ("107.99万元", R, None)]),
    ("the items together, wrongly", f"{HEAD}：\n- 热线管理：87.99万元\n- 差旅费：20.00万元\n- 两项合计：117.99万元\n",
     [("87.99万元", V, None), ("20.00万元", V, None), ("117.99万元", C, "107.99")]),
    ("question and answer", f"问：{HEAD}的热线管理有多少？\n答：87.99万元。", [("87.99万元", V, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in TABLES], ids=[c[0] for c in TABLES])
def test_a_pasted_table(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in LISTS], ids=[c[0] for c in LISTS])
def test_a_list(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in (*TABLES, *LISTS)], ids=[c[0] for c in (*TABLES, *LISTS)])
def test_figures_stand_where_they_are_said_to(text: str, wanted: object, store: MemoryStore) -> None:
    assert wanted
    for figure in check_text(text, store).figures:
        assert text[figure.start : figure.end] == figure.text
