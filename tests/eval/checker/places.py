"""Disclosures of bodies that do not exist, with the heads and labels of other places: ministries, provinces, counties."""

from __future__ import annotations

from corpus.model import Disclosure
from tests.qa.build import disclosure, document, table

MINISTRY, BUREAU, COUNTY, SCHOOL = "国家云岭事务总局", "白塔市交通运输局", "青石县人民政府", "青石县第一中学"
Rows = list[tuple[tuple[str, ...], str | None, tuple[str | None, ...]]]


def ministry(year: int, scale: int) -> Disclosure:
    """A ministry's final accounts: amounts in 万元, 项目（按功能分类）, columns with 本年 and 小计."""
    d = document(MINISTRY, year, "final")

    def n(*values: int) -> tuple[str, ...]:
        return tuple(f"{value * scale / 100:,.2f}" for value in values)

    spending: Rows = [
        (("合计",), None, n(4180321, 1520407, 2659914)),
        (("外交支出",), "202", n(160017, 0, 160017)),
        (("外交支出", "国际组织"), "20204", n(160017, 0, 160017)),
        (("外交支出", "国际组织", "国际组织会费"), "2020401", n(90017, 0, 90017)),
        (("外交支出", "国际组织", "国际组织捐赠"), "2020402", n(70000, 0, 70000)),
        (("科学技术支出",), "206", n(3210304, 912407, 2297897)),
        (("科学技术支出", "基础研究"), "20602", n(1310204, 512407, 797797)),
        (("科学技术支出", "基础研究", "机构运行"), "2060201", n(512407, 512407, 0)),
        (("科学技术支出", "基础研究", "重点实验室及相关设施"), "2060204", n(797797, 0, 797797)),
        (("科学技术支出", "应用研究"), "20603", n(1900100, 400000, 1500100)),
        (("科学技术支出", "应用研究", "社会公益研究"), "2060302", n(1900100, 400000, 1500100)),
        (("住房保障支出",), "221", n(810000, 608000, 202000)),
        (("住房保障支出", "住房改革支出"), "22102", n(810000, 608000, 202000)),
        (("住房保障支出", "住房改革支出", "住房公积金"), "2210201", n(408000, 408000, 0)),
        (("住房保障支出", "住房改革支出", "购房补贴"), "2210203", n(402000, 200000, 202000)),
    ]
    three: Rows = [
        (("合计",), None, n(71250, 61118)),
        (("因公出国（境）费用",), None, n(40030, 36021)),
        (("公务用车购置及运行维护费",), None, n(22110, 19097)),
        (("公务用车购置及运行维护费", "公务用车购置费"), None, n(8100, 7090)),
        (("公务用车购置及运行维护费", "公务用车运行维护费"), None, n(14010, 12007)),
        (("公务接待费",), None, n(9110, 6000)),
    ]
    sources: Rows = [
        (("一般公共预算财政拨款收入",), None, n(3980321)),
        (("事业收入",), None, n(150400)),
        (("其他收入",), None, n(49600)),
        (("本年收入合计",), None, n(4180321)),
    ]
    return disclosure(
        d,
        [
            table(d, "支出决算表", (("本年支出合计",), ("基本支出",), ("项目支出",)), spending),
            table(d, "收入支出决算总表", (("收入", "决算数"),), sources),
            table(d, "财政拨款“三公”经费支出决算表", (("预算数",), ("决算数",)), three),
        ],
    )


def bureau(year: int, scale: int) -> Disclosure:
    """A city bureau's budget in 元, with money by source and by kind of use, and last year's column."""
    d = document(BUREAU, year, "budget")

    def n(*values: int) -> tuple[str, ...]:
        return tuple(f"{value * scale:,}.00" for value in values)

    head = (f"{year}年预算数", f"{year - 1}年预算数")
    spending: Rows = [
        (("交通运输支出",), "214", n(9120340, 4120340, 3000000, 1120340, 5000000)),
        (("交通运输支出", "公路水路运输"), "21401", n(9120340, 4120340, 3000000, 1120340, 5000000)),
        (("交通运输支出", "公路水路运输", "公路养护"), "2140106", n(3600000, 0, 0, 0, 3600000)),
        (("交通运输支出", "公路水路运输", "公路运输管理"), "2140112", n(1400000, 0, 0, 0, 1400000)),
        (("交通运输支出", "公路水路运输", "水路运输管理支出"), "2140136", n(4120340, 4120340, 3000000, 1120340, 0)),
        (("社会保障和就业支出",), "208", n(730125, 730125, 730125, 0, 0)),
        (("社会保障和就业支出", "行政事业单位养老支出"), "20805", n(730125, 730125, 730125, 0, 0)),
        (("社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出"), "2080505",
         n(486750, 486750, 486750, 0, 0)),
        (("社会保障和就业支出", "行政事业单位养老支出", "机关事业单位职业年金缴费支出"), "2080506", n(243375, 243375, 243375, 0, 0)),
        (("合计",), None, n(9850465, 4850465, 3730125, 1120340, 5000000)),
    ]  # fmt: skip
    heads = (("合计",), ("基本支出", "小计"), ("基本支出", "人员经费"), ("基本支出", "公用经费"), ("项目支出",))
    summary: Rows = [
        (("一般公共预算拨款收入",), None, n(9600465, 9312088)),
        (("政府性基金预算拨款收入",), None, n(250000, 310000)),
        (("收入总计",), None, n(9850465, 9622088)),
    ]
    projects: Rows = [
        (("农村公路养护补助",), None, n(3600000)),
        (("治超站点运行",), None, n(860000)),
        (("出租汽车电召平台维护",), None, n(540000)),
        (("合计",), None, n(5000000)),
    ]
    return disclosure(
        d,
        [
            table(d, "部门支出预算总表", heads, spending, unit="元"),
            table(d, "部门收支预算总表", tuple((h,) for h in head), summary, unit="元"),
            table(d, "项目支出预算表", (("本年财政拨款",),), projects, unit="元"),
        ],
    )


def county(year: int, scale: int) -> Disclosure:
    """A county government's budget: taxes and classes with last year's execution and the growth in percent."""
    d = document(COUNTY, year, "budget")

    def row(*path: str, now: int, then: int) -> tuple[tuple[str, ...], str | None, tuple[str | None, ...]]:
        return path, None, (f"{now * scale:,}", f"{then * scale:,}")

    income: Rows = [
        row("税收收入", now=88400, then=84210),
        row("税收收入", "增值税", now=41300, then=39870),
        row("税收收入", "企业所得税", now=21050, then=20120),
        row("税收收入", "城市维护建设税", now=26050, then=24220),
        row("非税收入", now=51500, then=52990),
        row("非税收入", "专项收入", now=18200, then=17990),
        row("非税收入", "国有资源（资产）有偿使用收入", now=33300, then=35000),
        row("一般公共预算收入合计", now=139900, then=137200),
    ]
    spending: Rows = [
        row("教育支出", now=120310, then=118020),
        row("卫生健康支出", now=61240, then=60110),
        row("农林水支出", now=90450, then=93300),
        row("一般公共预算支出合计", now=272000, then=271430),
    ]
    heads = ((f"{year}年预算数",), (f"{year - 1}年预算数",))
    return disclosure(
        d,
        [
            table(d, "一般公共预算收入表", heads, income),
            table(d, "一般公共预算支出表", heads, spending),
        ],
    )


def school(year: int) -> Disclosure:
    """A school's own budget in 千元, two columns that are not called by the usual words."""
    d = document(SCHOOL, year, "budget", level="unit")
    rows: Rows = [
        (("教育支出",), "205", ("18,420.5", "17,310.2", "1,110.3")),
        (("教育支出", "普通教育"), "20502", ("18,420.5", "17,310.2", "1,110.3")),
        (("教育支出", "普通教育", "高中教育"), "2050204", ("18,100.1", "17,310.2", "789.9")),
        (("教育支出", "普通教育", "其他普通教育支出"), "2050299", ("320.4", None, "320.4")),
        (("合计",), None, ("18,420.5", "17,310.2", "1,110.3")),
    ]
    heads = (("总计",), ("人员类",), ("特定目标类",))
    return disclosure(d, [table(d, "单位支出总表", heads, rows, unit="千元")])


def places() -> list[Disclosure]:
    """Eight disclosures of four bodies."""
    return [
        *(ministry(year, scale) for year, scale in ((2022, 97), (2023, 100))),
        *(bureau(year, scale) for year, scale in ((2023, 11), (2024, 13))),
        *(county(year, scale) for year, scale in ((2023, 1), (2024, 2))),
        school(2023),
        school(2024),
    ]
