"""Operations that people ask for in many words: over the samples, each with the figures that must stand in the answer."""

from __future__ import annotations

import re

import pytest

from qa.service import Service

FARM = "示例市农业农村局"
CULTURE = "示例市文化和旅游局"
CASES = [
    ("how many times, the first named over the second", f"{FARM}2023年住房公积金是2022年的多少倍", "answered", ["1.07"], "前者是后者的"),
    ("all but a part: the total is meant", f"{FARM}2023年不含人员经费的支出是多少", "answered", ["2272.42"], None),
    ("what is no part is not taken off", f"{FARM}2023年三公经费不含会议费是多少", "answered", ["90.88"], "不在“三公”经费的范围内"),
    ("each part of the total", f"{FARM}2023年基本支出、项目支出各占多少", "answered", ["73.43", "24.15"], None),
    ("the second largest", f"{FARM}2023年第二大的支出类别是什么", "answered", ["701.13"], "社会保障和就业支出"),
    ("what changed most", f"{FARM}2023年和2022年相比变化最大的科目是什么", "answered", ["36.50", "5.97"], "农业生产发展"),
    ("which was carried out least", f"{FARM}2022年决算哪一项完成率最低", "answered", ["90.93"], "最低的是“行政运行”"),
    ("over the budget or not", f"{FARM}2022年公务接待费有没有超预算", "answered", ["87.49", "1.21"], "没有超过年初预算"),
    ("over all departments", "2023年各部门总支出加起来多少", "answered", ["11289.45"], None),
    ("departments beyond a limit", "2023年哪些部门的总支出超过5500万元", "answered", ["5936.33"], "1个部门"),
    ("the place of a line", f"{FARM}2023年住房公积金在支出里排第几", "answered", ["334.11"], "排第4"),
    ("even growth", f"{FARM}2022年到2023年总支出年均增长多少", "answered", ["2.91"], "年均增长"),
    ("each and together", f"{FARM}2023年会议费和培训费各多少，合计多少", "answered", ["27.38", "43.64", "71.02"], None),
    ("a limit in percent", f"{FARM}2023年占比超过20%的支出有哪些", "answered", ["2443.09"], "行政运行"),
    ("the unit that is wanted", f"{FARM}2023年水费换算成元", "answered", ["91700"], None),
    ("a chapter of its own", f"{FARM}2023年主要职责是什么", "answered", [], "写明"),
    ("only the units below", f"{FARM}2023年所属单位花了多少", "not_itemised", [], "没有单列所属单位"),
    ("which lines fell", f"{FARM}2023年比2022年哪些科目减少了", "answered", [], "没有减少的项|减少"),
    ("a part of several things together", f"{FARM}2023年会议费占三公经费、会议费、培训费总额的多少", "answered", ["16.91"], None),
    ("two columns of one row", f"{FARM}2023年行政运行的基本支出和项目支出分别是多少", "partial", ["2299.28"], "没有查到：项目支出"),
    ("so many years", f"{FARM}两年培训费增长了多少", "answered", ["43.64", "41.43"], None),
    ("where income comes from", f"{FARM}2023年收入都是从哪儿来的", "answered", ["5920.33", "16.00"], "财政拨款"),
    ("a name heard wrong", f"{FARM}2023年公务接代费多少", "answered", [], "公务接待费"),
    ("a task inside a line", "示例市文化和旅游局2023年修古桥要多少钱", "not_itemised", ["3590000.00"], "文物保护"),
    ("a task in another order of words", "示例市政务服务数据管理局2022年请会计师审合同花多少", "not_itemised", ["87.99"], "政务事项管理经费"),
    ("parts against the printed total", f"{FARM}2022年政府采购货物和服务加起来跟合计对得上吗", "answered", ["154.50", "164.50"], "不一致"),
    ("how many, with what is counted", f"{FARM}2022年对几个项目开展了绩效自评", "answered", ["6"], "6个.*项目开展了绩效自评"),
    ("words that say nothing", f"{FARM}2023年水费这一块儿到底花了多少钱呀", "answered", [], "水费"),
    ("a column of a row as the part of the row", f"{FARM}2022年决算农林水支出中基本支出占多大比重", "answered", ["2730.09", "67.17"], None),
    ("a column that the row leaves empty", f"{CULTURE}2023年文物保护的基本支出有多少", "not_disclosed", [], "文物保护的基本支出"),
    ("no such cost in there", f"{CULTURE}2023年人员经费里有没有办公费", "not_disclosed", [], "人员经费的办公费"),
    ("received, not spent", f"{FARM}2022年行政运行的财政拨款收入决算", "answered", ["2181.26"], None),
    ("two parts together of a whole", f"{FARM}2022年决算离休费和退休费合计占对个人和家庭的补助多少", "answered", ["227.10", "99.79"], None),
    ("against a sum", f"{FARM}2022年决算农业生产发展比病虫害控制和农产品质量安全之和多多少", "answered", ["369.34", "239.22"], "前者比后者多"),
    ("a sum against one", f"{FARM}2022年决算病虫害控制加农产品质量安全比农业生产发展少多少", "answered", ["369.34", "239.22"], "前者比后者少"),
    ("without one source", f"{CULTURE}2023年不含财政拨款的图书馆经费是多少", "answered", ["9237600.00", "9027600.00", "210000.00"], None),
    ("without a part that has its own table", f"{CULTURE}2023年除了人员经费还有多少基本支出", "answered", ["6727000.00"], None),
    ("what was spent and what was planned", f"{FARM}2022年公务接待费实际支出和年初预算各多少", "answered", ["8.46", "9.67"], None),
    ("spent, in English", "How much did the agriculture bureau spend on travel in 2022?", "answered", ["74.69"], "final accounts"),
    ("who is the largest", f"{FARM}2023年水费、电费、邮电费三项里头最大的是谁", "answered", ["35.19"], "电费"),
    ("a body of another county", "示例县农业农村局2023年预算多少", "not_disclosed", [], "示例县农业农村局"),
]


@pytest.mark.parametrize(("question", "status", "figures", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_asked(city: Service, question: str, status: str, figures: list[str], says: str | None) -> None:
    answer = city.ask(question)
    assert answer.status == status, answer.answer
    given = {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}
    assert set(figures) <= given, answer.answer
    assert says is None or re.search(says, answer.answer), answer.answer


def test_what_is_taken_for_granted_is_checked(city: Service) -> None:
    fell = city.ask(f"{FARM}2023年会议费为什么减少")
    assert "是增加而不是减少" in fell.answer
    assert {"27.38", "27.30"} <= {f.value for f in fell.figures}
    grew = city.ask(f"{FARM}2023年会议费为什么增加")
    assert "而不是" not in grew.answer and "0.08" in {f.value for f in grew.figures}


def test_two_places_share_one_head_noun() -> None:
    from tests.qa.build import Shelf, science

    service = Service(Shelf(science(), science("示例市云岭区科学技术局")))
    answer = service.ask("示例市和云岭区科学技术局2023年住房公积金各是多少")
    assert answer.status == "answered"
    assert {c.document for c in answer.citations} >= {d.name for d in service.library.documents}


FOLLOWED = [
    (["农业农村局2022年水费预算多少？", "电费呢？"], "两个加起来呢", ["44.81"]),
    (["农业农村局2023年会议费预算多少？"], "前一年呢", ["27.30"]),
    (["农业农村局2022年培训费预算多少？", "2023年呢？"], "两年一共多少", ["85.07"]),
]


@pytest.mark.parametrize(("history", "question", "figures"), FOLLOWED)
def test_followed(city: Service, history: list[str], question: str, figures: list[str]) -> None:
    answer = city.ask(question, history)
    assert answer.status == "answered", answer.answer
    assert set(figures) <= {f.value for f in answer.figures}, answer.answer


MORE = [
    ("a source is divided where it is spent", f"{FARM}2023年一般公共预算里最大的一笔支出是什么", "answered", ["5920.33", "4421.34"],
     "农林水支出"),
    ("the body's own row", "示例市政务服务数据管理局2022年一般公共预算支出是多少", "answered", ["555.08"], "“一般公共预算支出”为"),
    ("key projects are projects", "示例市政务服务数据管理局2022年有哪些重点项目", "answered", ["132.99", "87.99"], "包括"),
    ("two that are not alike", f"{FARM}2023年基本支出和项目支出一样多吗", "answered", [], "前者比后者"),
    ("an amount to confirm", f"{FARM}2023年住房公积金是334.11万元吗", "answered", ["334.11"], "^对。"),
    ("an amount that is wrong", f"{FARM}2023年总支出是99999万元对吗", "answered", ["5936.33"], "^不对。"),
    ("a limit to confirm", f"{FARM}2023年三公经费不到80万元，对不对", "answered", ["90.88"], "^不对。"),
    ("parts that hold each other are added once", f"{FARM}2023年三公经费的明细加总与合计一致吗", "answered", ["90.88"], "^一致"),
    ("a share against the year before", f"{FARM}2023年住房公积金占总支出的比重比2022年提高了多少", "answered", ["5.63", "5.41", "0.21"], "百分点"),
    ("most, and its share", f"{FARM}2023年三公经费中哪项最多，占比多少", "answered", [], "占.*%"),
    ("two left out", f"{FARM}2023年除了人员经费和公用经费以外的支出", "answered", ["5936.33"], "扣除"),
    ("a number, then why", f"{FARM}2023年会议费比上年增加了多少，为什么", "partial", ["0.08"], "没有说明"),
    ("a month is no line", f"{FARM}2023年公用经费每个月多少钱", "partial", [], "全年"),
    ("so much of a total", f"{FARM}2023年总支出的30%是多少", "answered", ["5936.33", "1780.90"], "× 30%"),
    ("a half", f"{FARM}2023年总支出的一半是多少", "answered", ["2968.17"], "× 1/2"),
    ("a third of a sum", f"{FARM}2023年公用经费的三分之一是多少", "answered", ["231.70"], "1/3"),
    ("what was not spent", f"{FARM}2022年卫生健康支出还有多少没花完", "answered", ["190.56", "188.37", "2.19"], None),
    ("left unspent", "How much of the agriculture bureau's 2022 budget was left unspent?", "answered", ["288.80"], None),
    ("set aside", "How much did the agriculture bureau set aside for training in 2022?", "answered", ["41.43"], "budget"),
    ("over the budget, in English", "Did the agriculture bureau exceed its budget in 2022?", "answered", ["288.80"], "within the budget"),
    ("a table that is named", f"{FARM}2023年一般公共预算支出预算表中行政运行多少", "answered", ["2443.09"], None),
    ("a table that has no such line", f"{FARM}2023年支出预算总表里行政运行多少", "not_disclosed", [], None),
    ("the total of a table", f"{FARM}2023年支出预算总表合计多少", "answered", ["5936.33"], None),
    ("the other end of the year", f"{FARM}2022年年初结转和结余比年末多多少", "answered", ["27.30", "19.39", "7.91"], None),
    ("whose insurance it is", "政务服务数据管理局2022年在职职工医保多少", "answered", ["8.36"], None),
    ("a project's name said shorter", "政务服务数据管理局2022年政务数据共享开放、数据安全经费", "answered", ["30.00"], None),
    ("bodies by their subject", "Did agriculture spend more than culture and tourism in 2023?", "answered", ["5936.33"], "示例市文化和旅游局"),
    ("two left out before the question", f"{FARM}2022年总支出除了人员经费和公用经费还有多少", "answered", ["1501.96"], "扣除"),
    ("a place is not one of its departments", "示例市2022年的总预算", "partial", [], "不是整个示例市的数"),
    ("a place apart from its body", "示例市2023年，农业农村局的会议费", "answered", ["27.38"], None),
    ("a place apart that has no such body", "临江市2023年，农业农村局的会议费", "not_disclosed", [], "没有"),
    ("in which year, with the body", "哪年的三公经费最多", "answered", [], "示例市农业农村局的三公经费最多的是2023年"),
    ("who asks says nothing of what", f"我是一个普通市民，想问一下，{FARM}2023年会议费究竟多少钱，谢谢", "answered", ["27.38"], None),
    ("since a year", f"2022年以来{FARM}培训费增加了多少", "answered", [], "2022年"),
    ("spelt in letters", f"{FARM}2023年zhufang gongjijin", "answered", ["334.11"], "住房公积金"),
    ("an English name of a functional line", f"What is the administrative operation expenditure of {FARM} in 2023?", "answered", ["2443.09"], "行政运行"),
    ("vehicles are spent on", f"How much did {FARM} budget for vehicles in 2023?", "answered", [], "公务用车"),
    ("two names that end in 支出 and a sum", f"{FARM}2023年社会保障和就业支出和住房保障支出合计多少", "answered", ["1307.59"], "合计"),
    ("income is never expenditure", f"{FARM}2022年决算的财政拨款收入多少", "answered", [], "收入"),
    ("the largest line of a group", f"{FARM}2023年哪一项商品和服务支出花得最多", "answered", [], "办公费"),
    ("three things together", f"{FARM}2023年预算里，办公费、印刷费、邮电费三样总共多少钱", "answered", ["148.59"], None),
    ("what was spent of the budget", f"{FARM}2022年公务接待费实际花的钱占预算的百分之几", "answered", ["87.49"], None),
    ("all but a source of income", f"{FARM}2023年财政拨款以外的收入有多少", "answered", ["16.00"], None),
    ("columns of a row named first", "示例市文化和旅游局的图书馆，2023年财政拨款出多少，事业收入出多少", "answered", [], "图书馆（"),
    ("an English word that is not understood is not dropped", f"What is the procurement of widgets of {FARM} in 2023?", "not_disclosed", [], None),
    ("lines of one side only", f"{FARM}2022年决算的住房改革支出下各项多少", "answered", [], "住房公积金"),
    ("parts and their shares", f"{FARM}2023年三公经费由哪几部分组成，各占多少", "answered", [], "，占"),
    ("where a fall comes from", f"{FARM}2023年三公经费比2022年增加的部分主要来自哪项", "answered", [], "变动最大"),
    ("some years together", f"{FARM}两年培训费总和", "answered", [], "合计"),
    ("a plural", f"List the project expenditures of {FARM} in 2023", "answered", ["1433.50"], None),
    ("procurement of services", f"government procurement of services of {FARM} in 2022", "answered", ["113.61"], None),
    ("one against another", f"basic expenditure vs project expenditure of {FARM} in 2023", "answered", ["4359.02", "1433.50"], None),
    ("a supposition is no question", f"如果{FARM}2023年总支出减少10%是多少", "out_of_scope", [], None),
]


@pytest.mark.parametrize(("question", "status", "figures", "says"), [c[1:] for c in MORE], ids=[c[0] for c in MORE])
def test_asked_more(city: Service, question: str, status: str, figures: list[str], says: str | None) -> None:
    test_asked(city, question, status, figures, says)
