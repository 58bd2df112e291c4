"""Kinds of questions that were missed, and figures that were wrong, when disclosures of ministries, hospitals,
    universities,
development zones and governments were asked for the first time."""

from __future__ import annotations

import pytest

from qa.answer import Answer
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

COUNTY = "白石县"
ZONE = "灰石高新技术产业开发区管理委员会"
HOSPITAL = "灰石市第三人民医院"
UNIVERSITY = "灰石海洋大学"
AGENCY = "示例省地震局"


def _county() -> tuple[object, ...]:
    d = document(COUNTY, 2021, "final")
    heads = (("年初预算数",), ("调整预算数",), ("决算数",), ("决算数为上年决算数的%",))
    spent = [(("教育支出",), None, ("32860", "34120", "33985", "102.3")),
             (("节能环保支出",), None, ("8650", "9120", "8236", "83.4")),
             (("农林水支出",), None, ("48200", "52640", "50418", "98.3")),
              (("本年支出合计",), None, ("89710", "95880", "92639", "98.0"))]
    funds = [(("国有土地使用权出让收入",), None, ("12000", "8600", "8452", "75.1")),
             (("本年收入合计",), None, ("12420", "9050", "8915", "76.4"))]
    paid = [(("城乡社区支出",), None, ("30845",)), (("其他支出",), None, ("1036",)), (("本年支出合计",), None, ("31881",))]
    insured = [(("机关事业单位基本养老保险基金",), None, ("98200", "97640")), (("合计",), None, ("98200", "97640"))]
    towns = [(("红石镇",), None, ("2486", "1320")), (("江口回族镇",), None, ("2108", "1254")), (("绿石镇",), None, ("985", "630")),
             (("合计",), None, ("5579", "3204"))]
    words = [passage(d, ("一、收入决算情况",), "其中：税收收入6238万元，增长9.1%，占一般公共预算收入的59.1%。")]
    taxes = [(("税收收入",), None, ("6120", "6050", "6238", "109.1")), (("罚没收入",), None, ("1150", "1200", "1243", "113.2"))]
    return d, [
        table(d, "2021年白石县社会保险基金收支决算表", (("本年收入",), ("本年支出",)), insured),
        table(d, "2021年白石县一般公共预算收入决算表", heads, taxes), table(d, "2021年白石县一般公共预算支出决算表", heads, spent),
        table(d, "2021年白石县政府性基金收入决算表", heads, funds), table(d, "2021年白石县政府性基金支出决算表", (("决算数",),), paid),
        table(d, "2021年白石县对乡镇转移支付决算表", (("合计",), ("一般性转移支付",)), towns),
    ], words


def _zone() -> tuple[object, ...]:
    d = document(ZONE, 2023, "budget")
    units = [((f"{ZONE}（本级）",), None, ("31,486.20", "29,336.20")), (("灰石高新区招商服务中心",), None, ("1,862.50", "1,862.50")),
             (("灰石高新区综合行政执法大队",), None, ("663.42", "663.42")), (("合计",), None, ("34,012.12", "31,862.12"))]
    classes = [(("一般公共服务支出",), "201", ("4,268.60",)), (("住房保障支出",), "221", ("218.46",)),
     (("合计",), None, ("34,012.12",))]
    return d, [
        table(d, "2023年支出总表", (("合计",),), classes), table(d, "2023年收入总表", (("合计",), ("一般公共预算",)), units),
        table(d, "项目支出表", (("金额",),), [(("公厕运行维护",), None, ("1,000.00",)), (("合计",), None, ("1,000.00",))]),
        table(d, "政府购买服务预算表", (("金额",),), [(("垃圾分类宣传", "社会宣传服务"), None, ("86.00",)), (("合计",), None, ("86.00",))]),
        table(d, "“三公”经费支出表", (("“三公”经费财政拨款预算总额",), ("公务接待费",)), [
            (("合计",), None, ("72.60", "1.20")), ((f"{ZONE}本级",), None, ("38.90", "0.90")),
        ]),
    ], [
        passage(d, ("二、政府采购",), "2023年政府采购预算14321.50万元，其中：货物支出86.30万元、工程支出124.00万元。"),
        passage(d, ("三、国有资产",), "固定资产总额18642.37万元，其中：车辆46台，2386.15万元；单位价值50万元以上的通用设备12台（套），1128.60万元。"),
        passage(d, ("一、概况",), "部门预算包括城市停车管理中心3家下属单位。"),
        passage(d, ("四、人员",), "行政编制58名，实际54人；事业编制136名，实际128人。新建垃圾分类驿站35座。"),
        passage(d, ("五、债务",), "政府债务余额286.40亿元，其中一般债务92.15亿元、专项债务194.25亿元，债务限额295.60亿元。"),
    ]


def _hospital() -> tuple[object, ...]:
    d = document(HOSPITAL, 2024, "budget", level="unit")
    basic = [(("工资福利支出", "绩效工资"), "30107", ("23,100.72", "23,100.72")), (("合计",), None, ("30,000.00", "23,100.72"))]
    three = [(("合计",), None, ("0.00", "0.00"))]
    total = [(("支出总计",), None, ("255,195,712.91",))]
    words = [passage(d, ("一、收支预算情况",), "2024年收支预算总数25519.57万元，比2023年收支预算总数增加2355.49万元。"),
             passage(d, ("三、三公经费",), "2024年单位自有资金安排公务用车运行维护费48.00万元。")]
    return d, [
        table(d, "单位收支总表", (("支出", "预算数"),), total, unit="元"),
        table(d, "一般公共预算基本支出预算表", (("基本支出", "合计"), ("基本支出", "人员经费")), basic),
        table(d, "一般公共预算“三公”经费支出预算表", (("当年财政拨款预算安排", "合计"), ("当年财政拨款预算安排", "公务接待费")), three),
    ], words


def _university() -> tuple[object, ...]:
    d = document(UNIVERSITY, 2022, "final")
    words = [
        passage(d, ("一、主要职责",), "现有全日制在校生15862人，其中本科生12940人、研究生2922人；教职工1386人。"),
        passage(d, ("二、收入",), "事业收入36718.24万元，其中学费住宿费收入14260.50万元、科研事业收入22457.74万元。"),
        passage(d, ("四、绩效",), "“海洋牧场研究”项目全年预算1500万元，全年执行1438.60万元，执行率95.9%，自评得分98.5分。"),
        passage(d, ("四、绩效",), "“管网改造”项目自评得分为93分，全年预算数为285.60万元，改造管网3.6公里。"),
        passage(d, ("四、绩效",), "文物征集项目全年预算300.00万元，实际支出286.40万元，征集文物324件。"),
        passage(d, ("三、支出决算具体情况",), "三、农业生产发展（项）。年初预算为2800.00万元，支出决算为3268.40万元，完成年初预算的116.73%。"),
        passage(d, ("五、产量",), "新增农产品23个，粮食产量112.4万吨。"),
        passage(d, ("五、观众",), "2022年接待观众186.3万人次。"),
        passage(d, ("五、债务",), "年末银行贷款余额1.26亿元，比年初减少0.24亿元。"),
        passage(d, ("五、资助",), "学生资助项目计划资助困难学生930人。"),
        passage(d, ("六、三公经费",), "2022年度“三公”经费支出30.38万元，比上年减少7.14万元。"),
        passage(d, ("六、会议费",), "本年度会议费支出1.86万元，较上年增加0.42万元。"),
    ]
    projects = [(("审判综合业务大楼维修",), None, ("1,400.00",)), (("合计",), None, ("1,400.00",))]
    summary = [(("财政拨款收入",), None, ("640.00",)), (("本年收入合计",), None, ("1,000.00",))]
    held = [(("单价100万元以上设备（台、套）",), None, ("46",))]
    bought = [(("雨污管网施工", "工程"), None, ("4,200.00",)), (("办公设备", "货物"), None, ("36.50",))]
    return d, [
        table(d, "项目支出表", (("金额",),), projects), table(d, "国有资产占用情况表", (("数量",),), held, unit="台"),
        table(d, "政府采购支出表", (("合计",),), bought),
        table(d, "收入支出决算总表", (("收入", "决算数"),), summary),
    ], words


def _agency() -> tuple[object, ...]:
    d = document(AGENCY, 2019, "final")
    rows = [(("灾害防治及应急管理支出", "地震事务", "地震应急救援"), "2240507", ("5,474.44",)), (("合计",), None, ("9,000.00",))]
    words = [
        passage(d, ("五、三公经费",), "公务接待费38.46万元，其中外事接待支出11.20万元，共接待外宾21批、143人次。"),
        passage(d, ("八、国有资产",), "共有车辆538辆，其中：机要通信用车36辆、应急保障用车142辆。"),
    ]
    return d, [table(d, "一般公共预算财政拨款支出决算表", (("小计",),), rows)], words


@pytest.fixture(scope="module")
def service() -> Service:
    every = (_county(), _zone(), _hospital(), _university(), _agency())
    return Service(Shelf(*(disclosure(d, tables, words) for d, tables, words in every)))  # type: ignore[arg-type]


CASES = [
    ("a fund's expenditure is not the total of its receipts", f"{COUNTY}2021年政府性基金支出多少", "answered", ["31881万元"], None),
    ("a fund's receipts", f"{COUNTY}2021年政府性基金收入多少", "answered", ["8915万元"], None),
    ("social insurance divides no expenditure", f"{COUNTY}2021年哪项支出最多", "answered", ["50418万元"], "农林水支出"),
    ("of the adjusted budget", f"{COUNTY}罚没收入完成调整预算的百分之几", "answered", ["103.58%", "1200万元"], None),
    ("a rate on last year that a row prints", f"{COUNTY}环保支出降了百分之几", "answered", ["83.4%"], "为上年决算数的%"),
    ("what came in and how it grew", f"{COUNTY}税收收入完成多少，比上年涨多少", "answered", ["6238万元", "9.1%"], None),
    ("the town that gets most", f"{COUNTY}转移支付最多的乡镇是哪个", "answered", ["2486万元"], "最多的是红石镇"),
    ("the town that gets least", f"{COUNTY}哪个乡镇的转移支付最少", "answered", ["985万元"], "最少的是绿石镇"),
    ("a row of a table that is of the thing by its title", f"{COUNTY}给江口回族镇的转移支付多少", "answered", ["2108万元"], None),
    ("no table lists it by town", f"{COUNTY}哪个乡镇的教育支出最多", "not_disclosed", [], "没有按所属单位或下辖地方列出"),
    ("the unit that has least", f"{ZONE}下面哪个单位预算最少", "answered", ["663.42万元"], "综合行政执法大队"),
    ("each unit", f"{ZONE}各单位预算分别多少", "answered", ["31,486.20万元", "1,862.50万元", "663.42万元"], None),
    ("a head that every column of the table has", f"{HOSPITAL}绩效工资", "answered", ["23,100.72万元"], None),
    ("all of a table under one head", f"{HOSPITAL}2024年三公经费财政拨款多少", "answered", ["0.00万元"], None),
    ("no finer than the coarser of two figures", f"{HOSPITAL}2023年预算总数", "answered", ["23,164.08万元"], "推算"),
    ("students", f"{UNIVERSITY}有多少学生，研究生多少", "answered", ["15862人", "2922人"], None),
    ("what was taken in of fees", f"{UNIVERSITY}学费住宿费收了多少", "answered", ["14260.50万元"], None),
    ("what was carried out of a project", f"{UNIVERSITY}海洋牧场研究项目花了多少", "answered", ["1438.60万元"], None),
    ("only planned", f"{UNIVERSITY}管网改造花了多少", "partial", ["285.60万元"], "没有写决算的数"),
    ("what is left to pay back", f"{UNIVERSITY}银行贷款还有多少", "answered", ["1.26亿元"], "银行贷款余额"),
    ("how a thing that only prose names changed", f"{UNIVERSITY}会议费比上年多了多少", "answered", ["0.42万元"], None),
    ("a name without its middle", f"{UNIVERSITY}审判大楼维修多少钱", "answered", ["1,400.00万元"], "审判综合业务大楼维修"),
    ("a unit below is not the department, in words", f"{UNIVERSITY}应用技术学院三公经费", "not_disclosed", [], None),
    ("a unit below is not the department, in tables", f"{ZONE}灰石高新区招商服务中心三公经费", "not_disclosed", [], None),
    ("both sides of one fund", f"{COUNTY}2021年政府性基金收入和支出差多少", "answered", ["22966万元"], None),
    ("what a body's row is the figure of", f"{COUNTY}江口回族镇多少钱", "answered", ["2108万元"], "对乡镇转移支付决算表"),
    ("a thing of a town, with the year between", f"{COUNTY}江口回族镇2021年一般性转移支付", "answered", ["1254万元"], None),
    ("no total of a town", f"{COUNTY}江口回族镇2021年财政收入", "not_disclosed", [], None),
    ("a source's income is of all income", f"{UNIVERSITY}财政拨款收入占收入比重", "answered", ["64.00%"], None),
    ("a greater unit than is asked for", f"{UNIVERSITY}粮食产量多少万吨", "answered", ["112.4万吨"], None),
    ("units are no vehicles", f"{ZONE}停车管理中心有多少车", "not_itemised", [], None),
    ("the own unit's row", f"{ZONE}本级2023年三公经费", "answered", ["38.90万元"], "（本级）2023年"),
    ("no row of the own unit", f"{ZONE}本级2023年住房保障支出", "partial", ["218.46万元"], "没有单列"),
    ("the department, and no row of a unit", f"{ZONE}2023年三公经费", "answered", ["72.60万元"], None),
    ("vehicles counted as sets, and what they are worth", f"{ZONE}有多少台车，值多少钱", "answered", ["46台", "2386.15万元"], None),
    ("posts, and who is there", f"{ZONE}事业编制多少，实际多少人", "answered", ["136名", "128人"], None),
    ("stations", f"{ZONE}今年要建多少座垃圾分类驿站", "answered", ["35座"], None),
    ("what services are bought", f"{ZONE}购买服务里垃圾分类宣传多少钱", "answered", ["86.00万元"], None),
    ("a part of a balance", f"{ZONE}专项债务余额比一般债务多多少", "answered", ["102.10亿元"], None),
    ("works bought, said short", f"{ZONE}工程类采购", "answered", ["124.00万元"], None),
    ("the beginning of a project", f"{ZONE}公厕花多少", "answered", ["1,000.00万元"], "公厕运行维护"),
    ("what was spent and not what was planned", f"{UNIVERSITY}文物征集花了多少，征集了多少件", "answered", ["286.40万元", "324件"], None),
    ("over the budget that prose gives", f"{UNIVERSITY}农业生产发展超预算多少", "answered", ["468.40万元"], None),
    ("visitors", f"{UNIVERSITY}接待了多少观众", "answered", ["186.3万人次"], None),
    ("a price in the name of a row", f"{UNIVERSITY}单价百万以上的设备有几台", "answered", ["46台"], None),
    ("what stands in the first of two columns", f"{UNIVERSITY}雨污管网施工采购金额", "answered", ["4,200.00万元"], None),
    ("a word of content made of small words", f"{AGENCY}外事接待花了多少", "answered", ["11.20万元"], None),
    ("two things, each counted", f"{AGENCY}应急保障用车和机要通信用车各有几辆", "answered", ["142辆", "36辆"], None),
    ("a thing of a source of money", f"{AGENCY}地震应急救援财政拨款花了多少", "answered", ["5,474.44万元"], None),
]


def _figures(answer: Answer) -> set[str]:
    return {f.text.replace(",", "") for f in answer.figures if f.verdict in ("verified", "recomputed")}


@pytest.mark.parametrize(("question", "status", "figures", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_second_tries(service: Service, question: str, status: str, figures: list[str], says: str | None) -> None:
    answer = service.ask(question)
    assert answer.status == status, answer.answer
    assert {f.replace(",", "") for f in figures} <= _figures(answer), answer.answer
    assert says is None or says in answer.answer, answer.answer
