"""A small corpus with the traps of the checker: two years, two bodies, one label in two tables, prose beside tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Disclosure, Kind
from index.memory import MemoryStore
from tests.qa.build import disclosure, document, passage, table

SPENDING = (("合计",), ("基本支出",), ("项目支出",))


def budget(year: int, body: str, running: str, hotline: str, total: str, kind: Kind = "budget") -> Disclosure:
    """One disclosure; the figures that differ between years and bodies are given."""
    doc = document(body, year, kind)
    rows = [
        (("一般公共服务支出",), "201", (total, running, hotline)),
        (("一般公共服务支出", "政务公开事务"), "20103", (total, running, hotline)),
        (("一般公共服务支出", "政务公开事务", "行政运行"), "2010301", (running, running, None)),
        (("一般公共服务支出", "政务公开事务", "热线管理"), "2010302", (hotline, None, hotline)),
        (("合计",), None, (total, running, hotline)),
    ]
    title = "支出决算表" if kind == "final" else "部门支出总表"
    tables = [
        table(doc, title, SPENDING, rows),
        table(
            doc,
            "基本支出表",
            (("金额",),),
            [
                (("商品和服务支出",), "302", ("30.00",)),
                (("商品和服务支出", "公务接待费"), "30217", ("10.00",)),
                (("商品和服务支出", "差旅费"), "30211", ("20.00",)),
            ],
        ),
        table(
            doc,
            "“三公”经费支出表",
            (("合计",), ("因公出国（境）费",), ("公务接待费",)),
            [((), None, ("25.00", "10.00", "15.00"))],
        ),
        table(doc, "政府性基金预算支出表", (("合计",),), [], note="本部门没有政府性基金预算支出，本表为空表。"),
    ]
    said = "机关运行经费88.80万元。现有车辆7辆。"
    return disclosure(doc, tables, [passage(doc, ("其他说明",), said)])


@pytest.fixture(scope="session")
def store() -> MemoryStore:
    """云岭市档案局 in 2022 and 2023 (budget) and 2023 (final); 云岭市体育局 in 2023."""
    archive, sport = "云岭市档案局", "云岭市体育局"
    held = [
        budget(2022, archive, "400.00", "50.00", "450.00"),
        budget(2023, archive, "480.00", "87.99", "567.99"),
        budget(2023, archive, "470.00", "86.54", "556.54", "final"),
        budget(2023, sport, "310.00", "41.00", "351.00"),
    ]
    return MemoryStore(replace(d, document=replace(d.document, region="云岭市")) for d in held)
