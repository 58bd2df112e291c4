"""Numbers that a disclosure gives in passing: people, counts in brackets, what its parts are of, and what it only names."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from qa.answer import Answer
from qa.service import Service
from tests.build import Table, Text, write_pdf
from tests.qa.build import Shelf, disclosure, document, passage, table

COURT = "示例县人民法院"
COLLEGE = "示例学院"
STREET = "示例市示例区青石街道办事处"


def _service() -> Service:
    c = document(COURT, kind="final")
    lines = [(("公共安全支出", "案件审判"), "2040504", ("312.55",)), (("社会保障和就业支出", "退休费"), "30302", ("86.35",))]
    court = disclosure(c, [table(c, "支出决算表", (("合计",),), lines)], [
        passage(c, ("第一部分 概况",), "内设机构13个。编制96名，在职人员91人，其中法官38人；退休人员27人。"),
        passage(c, ("四、三公经费",), "国内公务接待共330批次（其中外事接待0批次），1950人次（其中外事接待0人次）。"),
        passage(c, ("五、政府采购支出情况",), "政府采购支出总额150.00万元，其中：政府采购货物支出120.00万元、政府采购服务支出30.00万元。"),
        passage(c, ("六、其他说明",), "机关党委完成88.20万元，占比不大。"),
    ])
    s = document(COLLEGE)
    rows = [(("一般公共预算拨款收入",), None, ("300.00",)), (("政府性基金预算拨款收入",), None, ("20.00",)), (("事业收入",), None, ("80.00",)),
            (("收入总计",), None, ("400.00",))]
    college = disclosure(s, [table(s, "收支总表", (("收入", "预算数"),), rows)], [
        passage(s, ("第一部分 概况",), "实有人数1982人，其中：在职人数1434人；离休人员4人；退休人员417人。"),
        passage(s, ("三、三公经费",), "财政拨款安排的“三公”经费预算0万元。"),
    ])
    t = document(STREET)
    parts = [(("农林水支出",), None, (None, "638.72")), (("城乡社区支出",), None, (None, "1,275.50"))]
    totals = [(("收入总计",), None, ("1,914.22", None)), (("支出总计",), None, (None, "1,914.22"))]
    street = disclosure(t, [table(t, "收支预算总表", (("收入", "2023年预算数"), ("支出", "2023年预算数")), [*parts, *totals])], [
        passage(t, ("第一部分 概况",), "内设机构7个。中央政法编制人数28人，实有在职在编人数26人。2023年收入预算1914.22万元，比上年减少152.36万元，下降7.37%。"),
        passage(t, ("四、三公经费",), "国内公务接待15团组，累计126人次。"),
    ])
    return Service(Shelf(court, college, street))


def _figures(answer: Answer) -> list[str]:
    return [f.text for f in answer.figures]


@pytest.mark.parametrize(("question", "status", "figures"), [
    (f"{COURT}有多少法官", "answered", ["38人"]),  # no purpose of the 退休费 that the paragraph names after it
    (f"{COURT}内设机构有哪些", "answered", []),
    (f"{COURT}机关党委完成了多少", "answered", ["88.20万元"]),  # its own number, right behind its name
    (f"{COURT}接待了多少批、多少人次", "answered", ["330批次", "1950人次"]),
    (f"{COURT}政府采购多少，货物占比", "answered", ["120.00万元", "150.00万元", "80.00%"]),
    (f"{COURT}政府采购服务占比", "answered", ["30.00万元", "150.00万元", "20.00%"]),
    (f"{COLLEGE}在职人员和退休人员各多少", "answered", ["1434人", "417人"]),
    (f"{COLLEGE}实有人数", "answered", ["1982人"]),
    (f"{COLLEGE}财政拨款收入是多少", "answered", ["320.00万元", "300.00万元", "20.00万元"]),
    (f"{COLLEGE}2023年一共收了多少钱", "answered", ["400.00万元"]),
    ("青石街道接待了几批多少人", "answered", ["15团组", "126人次"]),
    ("青石街道实有人数", "answered", ["26人"]),
    ("青石街道农林水和城乡社区支出各多少", "answered", ["638.72万元", "1,275.50万元"]),  # no place called 农林水和城乡
    ("青石街道2023年预算比上年减少多少", "answered", ["1,914.22万元", "152.36万元", "7.37%"]),  # said of income of that very amount
])
def test_what_is_told_in_passing(question: str, status: str, figures: list[str]) -> None:
    answer = _service().ask(question)
    assert answer.status == status, answer.answer
    assert sorted(figures) == sorted(set(_figures(answer)) & set(figures)), answer.answer
    assert not [f for f in _figures(answer) if figures and f not in figures and "万元" in f and "万元" not in "".join(figures)], answer.answer


def test_budget_and_final_accounts_that_are_rows(tmp_path: Path) -> None:
    rows = [["项目", "小计", "公务接待费"], ["预算数", "5.40", "1.20"], ["决算数", "4.77", "0.92"]]
    page: list[Table | Text] = [
        Text("示例县审计局2020年度部门决算", 60, None, 16), Text("“三公”经费支出决算表", 90, None, 14), Text("单位：万元", 100, 420),
        Table(rows, [120, 90, 90], 120),
    ]
    service = Service(Shelf(read_disclosure(write_pdf(tmp_path / "示例县审计局2020年度部门决算.pdf", [page]))))
    said = {word: _figures(service.ask(f"示例县审计局2020年公务接待费{word}")) for word in ("预算数", "决算数", "预算多少 实际花多少")}
    assert said["预算数"] == ["1.20万元"] and said["决算数"] == ["0.92万元"]
    assert sorted(said["预算多少 实际花多少"]) == ["0.92万元", "1.20万元"]


def test_a_total_and_its_part_are_not_added() -> None:
    answer = _service().ask(f"{COURT}政府采购和政府采购货物合计多少")
    assert "270" not in answer.answer, answer.answer


def test_an_overview_without_the_thing_is_no_question_of_money() -> None:
    answer = _service().ask(f"{COLLEGE}有哪些下属单位")
    assert answer.status == "not_disclosed" and not answer.figures, answer.answer
