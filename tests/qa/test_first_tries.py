"""Kinds of questions that were missed when disclosures of other places were asked for the first time."""

from __future__ import annotations

import pytest

from qa.answer import Answer
from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

POLICE = "灰石市公安局黑石分局"
HEALTH = "白石县卫生健康局"
TOWN = "白石县青石镇人民政府"
BUREAU = "国家文物局"
SCHOOL = "灰石市第二实验高级中学"
VETERANS = "灰石市黑石区退役军人事务局"
CUSTOMS = "示例省绿石市海关"
DISTRICT = "灰石市郊区柳河乡人民政府"


def _police() -> tuple[object, ...]:
    d = document(POLICE, 2018, "budget")
    units = [(("河西派出所",), None, ("862.15",)), (("河东派出所",), None, ("798.44",)),
             (("交通警察大队",), None, ("500.00",)), (("合计",), None, ("2,160.59",))]
    kinds = [(("公共安全支出", "公安"), "20402", ("11,685.57",)), (("公共安全支出", "公安", "刑事侦查"), "2040206", ("320.00",))]
    projects = [(("平安工程建设",), None, ("962.30",)), (("办案业务费",), None, ("865.00",)), (("合计",), None, ("1,827.30",))]
    words = [
        passage(d, ("一、部门职责及机构设置",), "下设派出所2个。现有民警386人、辅警412人，辖13个社区、2个行政村。"),
        passage(d, ("二、支出说明",), "其中基本支出900.00万元，包括人员经费800.00万元；项目支出1827.30万元，主要为办案经费、视频建设等。"),
        passage(d, ("五、绩效",), "平安工程建设：绩效目标为新建视频监控点位1260个。"),
        passage(d, ("七、国有资产",), "车辆142辆，其中执法执勤用车136辆。2018年安排购置车辆3辆。"),
        passage(d, ("九、债务",), "我局无债务。"),
    ]
    return d, [
        table(d, "部门预算支出总表（分单位）", (("支出预算",),), units), table(d, "支出预算总表", (("合计",),), kinds),
        table(d, "项目支出表", (("金额",),), projects),
    ], words


def _health() -> tuple[object, ...]:
    d = document(HEALTH, 2024, "final")
    rows = [(("卫生健康支出", "公共卫生", "基本公共卫生服务"), "2100408", ("9,217.46",)), (("合计",), None, ("47,051.37",))]
    three = [(("合计",), None, ("15.70", "11.28")), (("公务接待费",), None, ("3.20", "1.86"))]
    words = [
        passage(d, ("四、一般公共预算财政拨款支出决算情况说明",),
                "卫生健康支出（类）公共卫生（款）基本公共卫生服务（项）。年初预算为8900.00万元，支出决算为9217.46万元。"),
        passage(d, ("六、三公经费",), "公务接待费支出1.86万元，国内公务接待41批次，312人次，比上年减少0.62万元，下降25.0%。"),
        passage(d, ("六、三公经费",), "2024年度共接待国内来访团组31个、来访人员264人次。"),
        passage(d, ("六、三公经费",), "2024年度“三公”经费支出11.28万元，与2023年13.20万元相比减少1.92万元。"),
        passage(d, ("七、政府采购支出情况",), "政府采购支出总额1864.90万元，其中：政府采购工程支出386.00万元。授予中小企业合同金额1592.33万元，"
                "占政府采购支出总额的85.38%，其中：授予小微企业合同金额1120.75万元。"),
        passage(d, ("七、国有资产",), "共有车辆63辆，其中，应急保障用车4辆、特种专业技术用车42辆。"),
        passage(d, ("八、绩效",), "基本公共卫生服务项目绩效自评得分96.8分。"),
        passage(d, ("九、机关运行经费",), "2024年白石县卫生健康局本级机关运行经费支出168.72万元，比上年减少21.28万元，下降11.20%。"),
    ]
    return d, [
        table(d, "支出决算表", (("本年支出合计",),), rows),
        table(d, "“三公”经费支出决算表", (("预算数",), ("决算数",)), three),
    ], words


def _town() -> tuple[object, ...]:
    d = document(TOWN, 2022, "final")
    rows = [(("合计",), None, ("800.00", "500.00", "300.00")),
            (("农林水支出", "农村综合改革"), "21307", ("300.00", "100.00", "200.00"))]
    fund = [(("合计",), None, ("150.00",)), (("城乡社区支出",), "212", ("150.00",))]
    return d, [
        table(d, "支出决算表", (("本年支出合计",), ("基本支出",), ("项目支出",)), rows),
        table(d, "政府性基金预算财政拨款支出决算表", (("本年支出",),), fund),
    ], [passage(d, ("一、概况",), "下设4个事业单位，辖13个行政村、2个社区。")]


def _bureau() -> tuple[object, ...]:
    d = document(BUREAU, 2023, "budget")
    head = (("2022年执行数",), ("2023年预算数",), ("2023年预算数比2022年执行数", "增减额"))
    rows = [(("文化旅游体育与传媒支出", "文物", "文物保护"), "2070204", ("45,612.08", "41,280.76", "-4,331.32"))]
    return d, [table(d, "一般公共预算支出表", head, rows)], [
        passage(d, ("三、一般公共预算",), "文物保护（项）2023年预算数为41280.76万元，比2022年执行数减少4331.32万元，下降9.50%。主要原因是部分修缮项目完工。"),
    ]


def _school() -> tuple[object, ...]:
    d = document(SCHOOL, 2026, "budget", level="unit")
    rows = [(("教育支出", "普通教育", "高中教育"), "2050204", ("7,200.00",)), (("灾害防治及应急管理支出",), "224", ("517.66",)),
            (("合计",), None, ("7,717.66",))]
    total = [(("支出总计",), None, ("7,717.66",))]
    projects = [(("食堂改造工程",), None, ("320.00",)), (("学校公用经费补充",), None, ("620.00",)), (("合计",), None, ("940.00",))]
    words = [
        passage(d, ("二、收支总体情况",), "2026年收支总预算7717.66万元，较2025年增加297.48万元，增长4.01%，主要原因是新增教师28名。"),
        passage(d, ("六、非税收入",), "2026年学费、住宿费收入预计820.00万元，其中学费580.00万元、住宿费240.00万元。"),
        passage(d, ("七、绩效目标",), "学生资助项目资金186.00万元，计划资助困难学生930人，资助标准每生每年2000元。"),
    ]
    return d, [
        table(d, "单位支出总表", (("合计",),), rows), table(d, "收支总表", (("支出", "预算数"),), total),
        table(d, "项目支出表", (("合计",),), projects),
    ], words


def _veterans() -> tuple[object, ...]:
    d = document(VETERANS, 2021, "final")
    three = [(("合计",), None, ("7.00", "5.01")), (("公务接待费",), None, ("2.00", "1.15"))]
    rest = [(("年初结转和结余",), None, ("52.18", None)), (("年末结转和结余",), None, (None, "25.16"))]
    words = [
        passage(d, ("一、概况",), "编制26名，实有23人，退休5人。"),
        passage(d, ("三、三公经费",), "2021年度“三公”经费支出决算5.01万元，比预算减少1.99万元，比上年减少0.72万元。"),
        passage(d, ("六、国有资产",), "共有车辆96辆，其中执法执勤用车78辆。公务用车购置费108.00万元，更新执法执勤用车6辆。车辆保有量比上年减少3辆。"),
    ]
    return d, [
        table(d, "“三公”经费支出决算表", (("预算数",), ("决算数",)), three),
        table(d, "收入支出决算总表", (("收入", "决算数"), ("支出", "决算数")), rest),
    ], words


def _district() -> tuple[object, ...]:
    d = document(DISTRICT, 2017, "final")
    return d, [table(d, "支出决算表", (("本年支出合计",),), [(("合计",), None, ("1,032.60",))])], []


def _customs() -> tuple[object, ...]:
    d = document(CUSTOMS, 2024, "budget")
    rows = [(("一般公共服务支出", "海关事务", "缉私办案"), "2010905", ("1,246.80",))]
    return d, [table(d, "支出预算总表", (("合计",),), rows)], [
        passage(d, ("二、一般公共预算支出",), "缉私办案2024年预算数1246.80万元，比2023年执行数增加86.40万元，增长7.45%。"),
        passage(d, ("五、国有资产",), "共有车辆28辆。"),
    ]


@pytest.fixture(scope="module")
def service() -> Service:
    every = (_police(), _health(), _town(), _bureau(), _school(), _veterans(), _customs(), _district())
    return Service(Shelf(*(disclosure(d, tables, words) for d, tables, words in every)))  # type: ignore[arg-type]


CASES = [
    ("rows of one ending, added up", f"{POLICE}所有派出所加起来多少", "answered", ["1,660.59万元"], None),
    ("rows of one ending, the most", f"{POLICE}两个派出所里哪个预算最高", "answered", ["862.15万元"], "最多的是河西派出所"),
    ("rows of one ending before what stands for another line", f"{POLICE}派出所预算多少", "answered",
     ["862.15万元", "798.44万元"], None),
    ("first letters of words", f"{POLICE}交警大队预算", "answered", ["500.00万元"], None),
    ("first letters of words of a line", f"{POLICE}刑侦花多少", "answered", ["320.00万元"], None),
    ("a project named without what projects are called", f"{POLICE}平安工程花多少钱", "answered", ["962.30万元"], "平安工程建设"),
    ("money and a count", f"{POLICE}平安工程花多少钱，要建多少个监控点", "answered", ["962.30万元", "1260个"], None),
    ("two kinds of people", f"{POLICE}有多少民警和辅警", "answered", ["386人", "412人"], None),
    ("what stands behind its number", f"{POLICE}有几个行政村", "answered", ["2个"], None),
    ("vehicles that are bought", f"{POLICE}打算买几辆车", "answered", ["3辆"], None),
    ("vehicles without their measure", f"{POLICE}执法执勤车有多少", "answered", ["136辆"], None),
    ("a whole and its part after 其中", f"{POLICE}项目支出一共多少，其中办案业务费占多少", "answered",
     ["865.00万元", "1,827.30万元", "47.34%"], None),
    ("said outright that there is none", f"{POLICE}有没有债务", "answered", ["0.00万元"], "无债务"),
    ("planned and spent", f"{HEALTH}基本公共卫生服务年初打算花多少，最后花了多少", "answered", ["8900.00万元", "9,217.46万元"], None),
    ("how much of the budget was used", f"{HEALTH}三公预算用掉百分之多少", "answered", ["71.85%"], None),
    ("a change behind a count is of the money", f"{HEALTH}接待费比2023年少了几成", "answered", ["0.62万元", "25.0%"], None),
    ("last year's figure beside this year's", f"{HEALTH}三公经费比2023年少多少", "answered", ["13.20万元", "1.92万元"], None),
    ("contracts of small companies", f"{HEALTH}给小微企业的采购合同多少钱", "answered", ["1120.75万元"], None),
    ("contracts of companies, their share", f"{HEALTH}中小企业采购占比", "answered", ["85.38%"], None),
    ("works bought, their share", f"{HEALTH}工程采购占政府采购多少", "answered", ["20.70%"], None),
    ("one count, then one of its parts", f"{HEALTH}一共有几辆车？其中应急保障用车呢", "answered", ["63辆", "4辆"], None),
    ("a name with a letter that is a word of asking", f"{HEALTH}基本公共卫生项目自评得了几分", "answered", ["96.8分"], None),
    ("of the body's own unit", f"{HEALTH}机关运行经费降幅", "answered", ["11.20%"], None),
    ("a fund behind the name of a government", f"{TOWN[:6]}政府性基金支出多少", "answered", ["150.00万元"], None),
    ("places in a list of counts", f"{TOWN}有几个行政村", "answered", ["13个"], None),
    ("two columns said short", f"{TOWN}农村综合改革基本和项目分别多少", "answered", ["100.00万元", "200.00万元"], None),
    ("a head that compares is no name", f"{BUREAU}文物保护预算2023年比2022年执行数少多少", "answered", ["4,331.32万元"], None),
    ("a total said with all that comes in", f"{SCHOOL}2025年预算总共多少", "answered", ["7,420.18万元"], None),
    ("a name cut short inside", "灰石市第二实验高中食堂改造要花多少", "answered", ["320.00万元"], "食堂改造工程"),
    ("the project that costs most", f"{SCHOOL}哪个项目最花钱", "answered", ["620.00万元"], None),
    ("what is taken in", f"{SCHOOL}学费收多少，住宿费收多少", "answered", ["580.00万元", "240.00万元"], None),
    ("a class by its first words", f"{SCHOOL}灾害防治类占总支出多少", "answered", ["6.71%"], "灾害防治及应急管理支出"),
    ("both ends of an order", f"{SCHOOL}项目里哪个最多哪个最少", "answered", ["620.00万元", "320.00万元"], None),
    ("against the plan and not the year before", f"{VETERANS}2020年三公经费多少", "answered", ["5.73万元"], None),
    ("less than planned, in brackets", f"{VETERANS}三公经费省了多少钱（跟预算比）", "answered", ["1.99万元"], None),
    ("posts and people", f"{VETERANS}编制和实有人数", "answered", ["26名", "23人"], None),
    ("the other end of the year", f"{VETERANS}年末结余比年初少多少", "answered", ["27.02万元"], None),
    ("vehicles in percent of vehicles", f"{VETERANS}执法执勤用车占全部车辆多少", "answered", ["78辆", "96辆", "81.25%"], None),
    ("vehicles that are there and not those bought", f"{VETERANS}有多少台执法车", "answered", ["78辆"], None),
    ("fewer vehicles than the year before", f"{VETERANS}比上年少了几辆车", "answered", ["3辆"], None),
    ("whose vehicles are more", f"{VETERANS}和{CUSTOMS}谁的车多", "answered", ["96辆", "28辆"], None),
    ("more than was carried out", f"{CUSTOMS}缉私办案预算比2023年执行数多多少", "answered", ["86.40万元"], None),
    ("what was carried out, from the change", f"{CUSTOMS}2023年缉私办案执行数是多少", "answered", ["1,160.40万元"], None),
    ("a town of a district with a plain name", "柳河乡2017年花了多少钱", "answered", ["1,032.60万元"], None),
    ("a body of the whole country, its first word left out", "文物局文物保护的钱为什么少了", "answered", [], "完工"),
]


def _figures(answer: Answer) -> set[str]:
    return {f.text.replace(",", "") for f in answer.figures if f.verdict in ("verified", "recomputed")}


@pytest.mark.parametrize(("question", "status", "figures", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_first_tries(service: Service, question: str, status: str, figures: list[str], says: str | None) -> None:
    answer = service.ask(question)
    assert answer.status == status, answer.answer
    assert {f.replace(",", "") for f in figures} <= _figures(answer), answer.answer
    assert says is None or says in answer.answer, answer.answer
    assert "与表格所印不符" not in answer.answer, answer.answer


def test_what_a_group_holds_replaces_it(service: Service) -> None:
    answer = service.ask(f"{POLICE}派出所两个单位合计多少（河西派出所和河东派出所）")
    assert "1660.59万元" in _figures(answer), answer.answer


def test_an_upper_bound_is_of_the_line_that_names_it(service: Service) -> None:
    answer = service.ask(f"{POLICE}视频建设花多少钱")
    assert answer.status == "not_itemised", answer.answer
    assert "1,827.30" in answer.answer and "900.00" not in answer.answer, answer.answer


def test_another_school_is_not_the_one_that_is_held(service: Service) -> None:
    answer = service.ask("灰石一中2026年预算")
    assert answer.status == "not_disclosed" and not answer.figures, answer.answer


def test_a_standard_is_no_number_of_people(service: Service) -> None:
    answer = service.ask(f"{SCHOOL}一个困难学生一年资助多少")
    assert "930人" not in _figures(answer), answer.answer
