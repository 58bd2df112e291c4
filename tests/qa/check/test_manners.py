"""Manners of speech beyond a plain statement: lists that are shared out, words behind the number, bounds, denials."""

from __future__ import annotations

import pytest

from index.memory import MemoryStore
from tests.qa.check.test_check import HEAD, C, Case, R, U, V, judged

LISTS: list[Case] = [
    ("respectively", f"{HEAD}中，行政运行、热线管理分别为480.00万元、87.99万元。", [("480.00万元", V, None), ("87.99万元", V, None)]),
    ("respectively, swapped", f"{HEAD}中，行政运行和热线管理分别为87.99万元和480.00万元。",
     [("87.99万元", C, "480.00"), ("480.00万元", C, "87.99")]),
    ("one unit for all", f"{HEAD}中，行政运行、热线管理依次为480.00、87.99万元。", [("480.00", V, None), ("87.99万元", V, None)]),
    ("a name that is not known", f"{HEAD}中，行政运行、海洋浮标分别为480.00万元、87.99万元。",
     [("480.00万元", U, None), ("87.99万元", U, None)]),
    ("two years", "云岭市档案局2022年、2023年热线管理分别为50.00万元、87.99万元。", [("50.00万元", V, None), ("87.99万元", V, None)]),
    ("english", "In the 2023 budget of 云岭市档案局, 行政运行 and 热线管理 were 480.00万元 and 87.99万元 respectively.",
     [("480.00万元", V, None), ("87.99万元", V, None)]),
    ("figures first", f"{HEAD}里，480.00万元用于行政运行，87.99万元用于热线管理。", [("480.00万元", V, None), ("87.99万元", V, None)]),
    ("figures first, swapped", f"{HEAD}里，87.99万元用于行政运行，480.00万元用于热线管理。",
     [("87.99万元", C, "480.00"), ("480.00万元", C, "87.99")]),
    ("the sum, not the last", f"{HEAD}中，行政运行及热线管理总共87.99万元。", [("87.99万元", C, "567.99")]),
    ("asked and answered", f"问：{HEAD}里热线管理是多少？答：87.99万元。", [("87.99万元", V, None)]),
    ("asked and answered wrongly", f"问：{HEAD}里热线管理是多少？答：88.99万元。", [("88.99万元", C, "87.99")]),
]  # fmt: skip
SIDES: list[Case] = [
    ("more than", f"{HEAD}中，行政运行超过热线管理392.01万元。", [("392.01万元", R, None)]),
    ("less than", f"{HEAD}中，热线管理低于行政运行392.01万元。", [("392.01万元", R, None)]),
    ("the other way round", f"{HEAD}中，热线管理超过行政运行392.01万元。", [("392.01万元", C, "-392.01")]),
    ("apart", f"{HEAD}中，行政运行与热线管理相差392.01万元。", [("392.01万元", R, None)]),
    ("former more", f"{HEAD}中，行政运行480.00万元，热线管理87.99万元，前者多出392.01万元。",
     [("480.00万元", V, None), ("87.99万元", V, None), ("392.01万元", R, None)]),
    ("latter more", f"{HEAD}中，行政运行480.00万元，热线管理87.99万元，后者多出392.01万元。",
     [("480.00万元", V, None), ("87.99万元", V, None), ("392.01万元", C, "-392.01")]),
    ("two bodies", f"{HEAD}中，热线管理比云岭市体育局多46.99万元。", [("46.99万元", R, None)]),
    ("share inside", f"{HEAD}中，热线管理在一般公共服务支出中占15.49%。", [("15.49%", R, None)]),
    ("share behind", f"{HEAD}中，一般公共服务支出的15.49%是热线管理。", [("15.49%", R, None)]),
    ("share of the wrong whole", f"{HEAD}中，行政运行的15.49%是热线管理。", [("15.49%", C, "18.33")]),
    ("english share", "In the 2023 budget of 云岭市档案局, 热线管理 accounted for 15.49% of 一般公共服务支出.", [("15.49%", R, None)]),
    ("english difference", "In the 2023 budget of 云岭市档案局, 热线管理 was 392.01万元 more than 行政运行.",
     [("392.01万元", C, "-392.01")]),
    ("from and to", "云岭市档案局热线管理由2022年的50.00万元增加到2023年的87.99万元，增幅75.98%。",
     [("50.00万元", V, None), ("87.99万元", V, None), ("75.98%", R, None)]),
    ("from and to, the other direction", "云岭市档案局热线管理由2022年的50.00万元减少到2023年的87.99万元。",
     [("50.00万元", V, None), ("87.99万元", C, None)]),
    ("points are no percent", f"{HEAD}中，热线管理87.99万元，比上年增长75.98个百分点。", [("87.99万元", V, None), ("75.98个百分点", U, None)]),
]  # fmt: skip
WORDS: list[Case] = [
    ("not more than", f"{HEAD}中，热线管理没有超过90万元。", [("90万元", V, None)]),
    ("not more than less", f"{HEAD}中，热线管理没有超过80万元。", [("80万元", C, "87.99")]),
    ("kept within", f"{HEAD}中，热线管理控制在90万元以内。", [("90万元", V, None)]),
    ("did not reach", f"{HEAD}中，热线管理未达到90万元。", [("90万元", V, None)]),
    ("did not reach, yet did", f"{HEAD}中，热线管理未达到80万元。", [("80万元", C, "87.99")]),
    ("to the letter only", f"{HEAD}中，行政运行超过100万元。", [("100万元", U, None)]),
    ("called wrong", f"{HEAD}中，热线管理为87.99万元的说法不实。", [("87.99万元", C, "87.99")]),
    ("not set aside", f"{HEAD}中，热线管理没有安排87.99万元。", [("87.99万元", C, "87.99")]),
    ("wan and yuan", f"{HEAD}中，热线管理87万9900元。", [("87万9900元", V, None)]),
    ("formal", f"{HEAD}中，热线管理捌拾柒万玖仟玖佰元整。", [("捌拾柒万玖仟玖佰元", V, None)]),
    ("less than half", f"{HEAD}中，热线管理占一般公共服务支出的不到一半。", [("一半", R, None)]),
    ("more than half", f"{HEAD}中，热线管理占一般公共服务支出的一半以上。", [("一半", C, "15.49")]),
    ("second", f"{HEAD}中，热线管理排在第二位，为87.99万元。", [("87.99万元", V, None)]),
    ("not second", f"{HEAD}中，行政运行排在第二位，为480.00万元。", [("480.00万元", C, None)]),
    ("a column that is not named", f"{HEAD}中，一般公共服务支出为87.99万元。", [("87.99万元", U, None)]),
    ("an unknown body, without a year behind it", "记者从云岭省青石市水文勘测局获悉，2023年热线管理87.99万元。", [("87.99万元", U, None)]),
    ("a year between", "云岭市档案局2023年的决算当中，热线管理87.99万元。", [("87.99万元", C, "86.54")]),
    ("english kind", "In its 2023 final accounts, 云岭市档案局 spent 86.54万元 on 热线管理.", [("86.54万元", V, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in LISTS], ids=[c[0] for c in LISTS])
def test_lists(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in SIDES], ids=[c[0] for c in SIDES])
def test_two_sides(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in WORDS], ids=[c[0] for c in WORDS])
def test_words(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted
