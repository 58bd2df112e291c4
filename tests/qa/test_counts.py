"""Numbers of people, batches, beds and marks as final accounts and their texts give them."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table


@pytest.fixture(scope="module")
def hospital() -> Service:
    d = document("白石市第一人民医院", 2023, "final", level="unit")
    words = [
        passage(d, ("一、机构设置",), "编制床位1500张，实际开放床位1826张。在职职工2146人，其中在编1218人；退休人员685人。"),
        passage(d, ("五、三公经费",), "公务接待费0.85万元。国内公务接待9批次64人。公务用车保有量23辆。"),
        passage(d, ("六、国有资产",), "截至2023年12月30日，大型设备0台。"),
        passage(d, ("七、绩效",), "对3个项目开展了绩效自评，平均得分96.5分。其中设备购置项目全年预算数68.00万元，自评得分98分；新院区项目得分91分。患者满意度97.3%。"),
    ]
    return Service(Shelf(disclosure(d, [], words)))


CASES = [
    ("a unit of its own", "白石市第一人民医院有多少张床位", ["1500"], "编制床位"),
    ("a part of those in office", "白石市第一人民医院在编职工多少人", ["1218"], "在编1218人"),
    ("all people, none named", "白石市第一人民医院有多少人", ["2146", "1218", "685"], None),
    ("two numbers in one clause", "白石市第一人民医院2023年公务接待多少批多少人", ["9", "64"], None),
    ("the mean mark", "白石市第一人民医院绩效自评平均得了多少分", ["96.5"], "平均得分"),
    ("one project's mark", "白石市第一人民医院设备购置项目自评得分", ["98"], "98分"),
    ("another project's mark", "白石市第一人民医院新院区项目得了多少分", ["91"], None),
    ("digits of a date before", "白石市第一人民医院有多少台大型设备", ["0"], "大型设备0台"),
    ("a longer name of a result", "白石市第一人民医院2023年患者满意度是多少", ["97.3"], None),
]


@pytest.mark.parametrize(("question", "figures", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_counts(hospital: Service, question: str, figures: list[str], says: str | None) -> None:
    answer = hospital.ask(question)
    assert answer.status == "answered", answer.answer
    assert set(figures) <= {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}, answer.answer
    assert says is None or says in answer.answer.replace("[1]", "").replace("[2]", ""), answer.answer


@pytest.fixture(scope="module")
def street() -> Service:
    """Final accounts whose text compares the general budget, while the widest table prints all money."""
    d = document("白石县青石街道办事处", 2023, "final")
    row = ("社会保障和就业支出", "民政管理事务", "基层政权建设和社区治理")
    all_money = table(d, "支出决算表", (("本年支出合计",),), [(("合计",), None, ("4065.18",)), (row, "2080208", ("776.15",))])
    general = table(d, "一般公共预算财政拨款支出决算表", (("小计",),), [(row, "2080208", ("685.30",))])
    words = [
        passage(d, ("一、收入支出决算总体情况说明",), "2023年度收入总计4241.76万元，支出总计4241.76万元。收支较上年决算数增加424.15万元。"),
        passage(d, ("三、支出决算情况说明",), "支出情况。2023年度支出合计4065.18万元，较上年决算数增加608.74万元，增长17.6%。"),
        passage(d, ("五、一般公共预算财政拨款支出决算情况说明",),
                "社会保障和就业支出（类）民政管理事务（款）基层政权建设和社区治理（项）。年初预算为620.00万元，支出决算为685.30万元，"
                "完成年初预算的110.53%，决算数大于年初预算数的主要原因是：社区工作者薪酬提标。"),
    ]
    return Service(Shelf(disclosure(d, [all_money, general], words)))


@pytest.mark.parametrize(("question", "figures", "says"), [
    ("白石县青石街道2023年社区治理支出完成年初预算的百分之几", ["110.53"], None),
    ("白石县青石街道2023年社区治理支出完成年初预算多少？为什么", ["110.53"], "薪酬提标"),
    ("白石县青石街道2023年基层政权建设和社区治理决算比年初预算多多少", ["65.30"], None),
    ("白石县青石街道2022年支出多少", ["3456.44"], "推算"),
])
def test_the_text_compares_like_with_like(street: Service, question: str, figures: list[str], says: str | None) -> None:
    answer = street.ask(question)
    assert set(figures) <= {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}, answer.answer
    assert says is None or says in answer.answer, answer.answer
