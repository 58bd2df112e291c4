"""Turns of the press and of English prose: brackets that a comparison reaches over, signs, currencies, lists of years."""

from __future__ import annotations

import pytest

from index.memory import MemoryStore
from tests.qa.check.test_check import C, Case, R, U, V, judged

BODY, OTHER = "云岭市档案局", "云岭市体育局"
HEAD = f"{BODY}2023年预算"
CASES: list[Case] = [
    ("more than a figure in brackets", f"{HEAD}安排行政运行480.00万元，比热线管理（87.99万元）多392.01万元。",
     [("480.00万元", V, None), ("87.99万元", V, None), ("392.01万元", R, None)]),
    ("a multiple of a figure in brackets", f"{HEAD}中，行政运行（480.00万元）是差旅费（20.00万元）的24倍。",
     [("480.00万元", V, None), ("20.00万元", V, None), ("24倍", R, None)]),
    ("added with signs", f"{HEAD}：热线管理87.99万元+差旅费20.00万元=107.99万元。",
     [("87.99万元", V, None), ("20.00万元", V, None), ("107.99万元", R, None)]),
    ("added with signs, wrongly", f"{HEAD}：热线管理87.99万元＋差旅费20.00万元＝117.99万元。",
     [("87.99万元", V, None), ("20.00万元", V, None), ("117.99万元", C, "107.99")]),
    ("given to", f"{HEAD}把87.99万元给了热线管理，20.00万元给了差旅费。", [("87.99万元", V, None), ("20.00万元", V, None)]),
    ("given to, swapped", f"{HEAD}把20.00万元给了热线管理，87.99万元给了差旅费。", [("20.00万元", C, "87.99"), ("87.99万元", C, "20.00")]),
    ("only so much of another", f"{HEAD}中，差旅费20.00万元，仅为行政运行的4.17%。", [("20.00万元", V, None), ("4.17%", R, None)]),
    ("a hundred yuan", f"{HEAD}每100元商品和服务支出中，有33.33元是公务接待费。", [("33.33元", R, None)]),
    ("a hundred yuan, wrongly", f"{HEAD}每100元商品和服务支出中，有43.33元是公务接待费。", [("43.33元", C, "33.33")]),
    ("bodies respectively", f"2023年{BODY}、{OTHER}预算的热线管理分别为87.99万元、41.00万元。", [("87.99万元", V, None), ("41.00万元", V, None)]),
    ("bodies respectively, swapped", f"2023年{BODY}、{OTHER}预算的热线管理分别为41.00万元、87.99万元。",
     [("41.00万元", C, "87.99"), ("87.99万元", C, "41.00")]),
    ("times another body's", f"2023年预算，{BODY}热线管理87.99万元，是{OTHER}的2.15倍。", [("87.99万元", V, None), ("2.15倍", R, None)]),
    ("years respectively", f"2022、2023两年，{BODY}的热线管理分别为50.00万元和87.99万元。", [("50.00万元", V, None), ("87.99万元", V, None)]),
    ("years together", f"{BODY}热线管理近两年合计137.99万元，其中2022年50.00万元、2023年87.99万元。",
     [("137.99万元", R, None), ("50.00万元", V, None), ("87.99万元", V, None)]),
    ("years together, wrongly", f"{BODY}预算热线管理近两年合计138.99万元，其中2022年87.99万元、2023年50.00万元。",
     [("138.99万元", C, "137.99"), ("87.99万元", C, "50.00"), ("50.00万元", C, "87.99")]),
    ("figures before their name", f"从2022年的50.00万元到2023年的87.99万元，{BODY}的热线管理增加了37.99万元。",
     [("50.00万元", V, None), ("87.99万元", V, None), ("37.99万元", R, None)]),
    ("net", f"{BODY}2023年热线管理较2022年净增37.99万元。", [("37.99万元", R, None)]),
    ("net, the other way", f"{BODY}2023年热线管理较2022年净减37.99万元。", [("37.99万元", C, "-37.99")]),
    ("the rate in brackets", f"{BODY}2023年热线管理同比增加37.99万元（增长75.98%）。", [("37.99万元", R, None), ("75.98%", R, None)]),
    ("a sign of yuan", f"{HEAD}中，热线管理¥879,900。", [("879,900", V, None)]),
    ("a sign of yuan before ten thousands", f"{HEAD}中，热线管理¥87.99。", [("87.99", C, "879900")]),
    ("another country's money", f"{HEAD}中，热线管理87.99万美元。", [("87.99万", U, None)]),
    ("from one year to the next", f"热线管理 of {BODY} rose from 0.5 million yuan in 2022 to 0.8799 million yuan in 2023.",
     [("0.5 million yuan", V, None), ("0.8799 million yuan", V, None)]),
    ("from one year to the next, swapped", f"热线管理 of {BODY} rose from 0.8799 million yuan in 2022 to 0.5 million yuan in 2023.",
     [("0.8799 million yuan", C, "0.5000"), ("0.5 million yuan", C, "0.8799")]),
    ("against a year's figure in brackets", f"{BODY}2023年热线管理（87.99万元）较2022年（50.00万元）增加37.99万元，增幅75.98%。",
     [("87.99万元", V, None), ("50.00万元", V, None), ("37.99万元", R, None), ("75.98%", R, None)]),
    ("the same year's figure in brackets", f"{BODY}2023年预算热线管理（87.99万元）较2022年（87.99万元）增加37.99万元。",
     [("87.99万元", V, None), ("87.99万元", C, "50.00"), ("37.99万元", R, None)]),
    ("against a year's figure", f"{BODY}2023年的热线管理，比2022年的50.00万元多37.99万元。", [("50.00万元", V, None), ("37.99万元", R, None)]),
    ("on the basis of", f"{BODY}2023年热线管理在2022年50.00万元的基础上增加了37.99万元。", [("50.00万元", V, None), ("37.99万元", R, None)]),
    ("from, without its year", f"{BODY}2023年预算热线管理从50.00万元增加到87.99万元，增长75.98%。",
     [("50.00万元", V, None), ("87.99万元", V, None), ("75.98%", R, None)]),
    ("from, without its year, wrongly", f"{BODY}2023年预算热线管理从87.99万元增加到87.99万元。", [("87.99万元", C, "50.00"), ("87.99万元", V, None)]),
    ("parts in brackets", f"{HEAD}商品和服务支出（含公务接待费10.00万元、差旅费20.00万元）为30.00万元。",
     [("10.00万元", V, None), ("20.00万元", V, None), ("30.00万元", V, None)]),
    ("in front", f"就热线管理而言，{BODY}在2023年预算中列了87.99万元。", [("87.99万元", V, None)]),
    ("in front, wrongly", f"说到热线管理，{BODY}2023年预算给出的数是41.00万元。", [("41.00万元", C, "87.99")]),
    ("two bodies set side by side", f"对比2023年预算：热线管理，{BODY}87.99万元，{OTHER}41.00万元，相差46.99万元。",
     [("87.99万元", V, None), ("41.00万元", V, None), ("46.99万元", R, None)]),
    ("set against, the other in front", f"{HEAD}中，相较差旅费，热线管理多出67.99万元。", [("67.99万元", R, None)]),
    ("a year before a colon", f"2023: {BODY} budgeted 0.5 million yuan for 热线管理.", [("0.5 million yuan", C, "0.8799")]),
    ("at one body and at another", f"In the 2023 budget, 热线管理 was 0.8799 million yuan at {BODY} and 0.41 million yuan at {OTHER}.",
     [("0.8799 million yuan", V, None), ("0.41 million yuan", V, None)]),
    ("the combined total", f"The combined total of 热线管理 and 行政运行 in {BODY}'s 2023 budget is 5.6799 million yuan.", [("5.6799 million yuan", R, None)]),
    ("that is, a share", f"商品和服务支出 in {BODY}'s 2023 budget is 0.3 million yuan, of which 0.2 million yuan is 差旅费, or 66.67%.",
     [("0.3 million yuan", V, None), ("0.2 million yuan", V, None), ("66.67%", R, None)]),
    ("a name with a bracket that narrows it", f"{HEAD}中，海洋浮标费（基本支出中）为87.99万元。", [("87.99万元", U, None)]),
    ("a share of a figure that is said", f"{HEAD}中，公务接待费10.00万元，占商品和服务支出30.00万元的33.33%。",
     [("10.00万元", V, None), ("30.00万元", V, None), ("33.33%", R, None)]),
    ("as many times as", f"{HEAD}中，行政运行是热线管理的5.46倍之多。", [("5.46倍", R, None)]),
    ("between two years", f"热线管理 of {BODY} rose by 75.98 percent between 2022 and 2023.", [("75.98 percent", R, None)]),
    ("exceeded by", f"In the 2023 budget of {BODY}, 行政运行 (4.8 million yuan) exceeded 差旅费 (0.2 million yuan) by 4.6 million yuan.",
     [("4.8 million yuan", V, None), ("0.2 million yuan", V, None), ("4.6 million yuan", R, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_turn(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted
