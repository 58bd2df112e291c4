"""What a text carries on: answers before their basis, years in a row, rates in brackets, the order of bodies, bare totals."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from index.memory import MemoryStore
from qa.check import check_text
from tests.qa.check.test_check import C, R, U, V

NONGYE, WENLV = "示例市农业农村局", "示例市文化和旅游局"
SAID = [
    # an answer that stands before what it is of
    (f"答案：74.16万元\n依据：{NONGYE}2023年差旅费预算数", [V]),
    (f"答案：76.14万元\n依据：{NONGYE}2023年差旅费预算数", [C]),
    (f"问：{NONGYE}2023年差旅费是多少？\n答案：74.16万元。\n依据：《{NONGYE}2023年部门预算》。", [V]),
    # years in a row
    (f"2022—2024年，{NONGYE}差旅费分别为76.45万元、74.16万元、75.64万元。", [V, V, V]),
    (f"2022—2024年，{NONGYE}差旅费分别为74.16万元、76.45万元、75.64万元。", [C, C, V]),
    (f"2022至2024年，{NONGYE}差旅费预算三年合计226.25万元，年均75.42万元。", [R, R]),
    (f"2022至2024年，{NONGYE}差旅费预算三年合计262.25万元，年均72.45万元。", [C, C]),
    (f"{NONGYE}差旅费预算：2022年76.45万元→2023年74.16万元", [V, V]),
    (f"{NONGYE}差旅费预算22年是76.45万元，23年降到74.16万元。", [V, V]),
    (f"{NONGYE}2024年差旅费预算75.64万元，前年76.45万元，前一年74.16万元。", [V, V, V]),
    # shares and rates whose relation is not said again
    (f"{NONGYE}项目支出占支出合计的比重由2022年的23.66%升至2023年的24.15%。", [R, R]),
    (f"{NONGYE}项目支出占支出合计的比重由2022年的23.66%降至2023年的24.15%。", [R, C]),
    (f"{NONGYE}支出预算——2023年：5936.33万元；2024年：6077.89万元（+2.38%）。", [V, V, R]),
    (f"{NONGYE}支出预算——2023年：5936.33万元；2024年：6077.89万元（-2.38%）。", [V, V, C]),
    (f"{NONGYE}2023年办公费预算同比-1.0%", [R]),
    (f"{NONGYE}2023年办公费预算同比+1.0%", [C]),
    # budget against final accounts
    (f"{NONGYE}2022年差旅费预算76.45万元，决算74.69万元，决算比预算少1.76万元。", [V, V, R]),
    (f"{NONGYE}2022年差旅费预算76.45万元，决算74.69万元，决算比预算多1.76万元。", [V, V, C]),
    (f"{NONGYE}2023年度机关运行经费支出662.27万元，比上年增加15.08万元。", [V, V]),  # as its final accounts say
    # the order of bodies
    (f"2023年预算中，{NONGYE}的差旅费（74.16万元）高于{WENLV}（42.30万元）。", [V, V]),
    (f"2023年预算中，{NONGYE}的差旅费（74.16万元）低于{WENLV}（42.30万元）。", [V, C]),
    (f"2023年预算中，差旅费最高的是{NONGYE}（74.16万元），其次是{WENLV}（42.30万元）。", [V, V]),
    (f"2023年预算中，差旅费最高的是{WENLV}（42.30万元），其次是{NONGYE}（74.16万元）。", [C, C]),
    (f"2023年{NONGYE}与{WENLV}的差旅费预算相差31.86万元。", [R]),
    # ranges
    (f"{NONGYE}2023年会议费预算在27万元至28万元之间。", [V, V]),
    (f"{NONGYE}2023年会议费预算在30万元至37万元之间。", [C, C]),
    # totals called by nothing, and thousands of yuan as people say them
    (f"{NONGYE}2023年预算5936.33万元。", [V]),
    (f"{NONGYE}2023年预算5963.33万元。", [U]),
    (f"2022 budget of {NONGYE}: 5768.25万元 for 海洋浮标维护费.", [U]),
    (f"{WENLV}2023年公务接待预算65700块", [V]),
    (f"{WENLV}2023年招待费预算比2022年多了1.19万", [C]),
    # what a line without figures announces
    (f"{NONGYE}的开支如下。\n一、差旅费：用于工作人员出差。2023年预算74.16万元。\n二、办公费：用于购买用品。2023年预算104.41万元。", [V, V]),
    (f"{NONGYE}的开支如下。\n一、差旅费：用于工作人员出差。2023年预算104.41万元。\n二、办公费：用于购买用品。2023年预算74.16万元。", [C, C]),
    (f"{NONGYE}2023年差旅费预算74.16万元。\n（二）购买用品的钱。2023年预算74.16万元。", [V, U]),
    # an amount over a count that sentences print
    (f"{NONGYE}2023年决算说明：年末公务用车保有量8辆。公务用车运行维护费决算48.07万元，平均每辆6.01万元。", [V, V, U]),
    (f"{NONGYE}2023年决算说明：年末公务用车保有量8辆，公务用车运行维护费决算48.07万元，平均每辆6.01万元。", [V, V, R]),
    (f"{NONGYE}2023年决算说明：年末公务用车保有量8辆，公务用车运行维护费决算48.07万元，平均每辆6.10万元。", [V, V, C]),
    # what only sentences print, and what they print instead
    (f"{NONGYE}2023年决算说明：年末公务用车保有量8辆。", [V]),
    (f"{NONGYE}2023年决算说明：年末公务用车保有量3辆。", [C]),
]  # fmt: skip


@pytest.fixture(scope="module")
def held(samples: Path) -> MemoryStore:
    chosen = [*samples.glob("*-202[234]-budget.pdf"), *samples.glob("*-202[23]-final.pdf")]
    return MemoryStore(read_disclosure(path) for path in sorted(chosen))


@pytest.mark.parametrize(("text", "verdicts"), SAID, ids=[text[:60] for text, _ in SAID])
def test_what_is_carried_on(held: MemoryStore, text: str, verdicts: list[str]) -> None:
    assert [f.verdict for f in check_text(text, held).figures] == verdicts
