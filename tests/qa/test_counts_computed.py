"""What is computed with numbers of things, and how each question of several is answered for itself."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

MONEY = [(("合计",), None, ("960.00",)), (("公共安全支出",), "204", ("800.00",)), (("住房保障支出",), "221", ("160.00",))]
CARS = [(("公务用车购置费",), None, ("36.00",)), (("公务用车运行维护费",), None, ("24.00",)), (("公务接待费",), None, ("3.00",))]


@pytest.fixture(scope="module")
def bureau() -> Service:
    d = document("白石县公安局", 2023, "final")
    words = [
        passage(d, ("一、机构设置",), "纳入决算编制范围的单位共8个，其中行政单位1个，事业单位7个。内设职能科室12个。"),
        passage(d, ("一、人员情况",), "核定编制120名，实有在职116人。现有民警80人、辅警92人。"),
        passage(d, ("三、三公经费",), "公务用车购置费36.00万元，购置执法执勤用车2辆。公务接待费3.00万元，国内公务接待20批次、150人次。"),
        passage(d, ("四、国有资产",), "共有车辆12辆，其中机要通信用车3辆、应急保障用车4辆、其他用车5辆；单价50万元以上通用设备9台，单价100万元以上专用设备2台。"),
        passage(d, ("五、绩效",), "对6个项目开展绩效自评，自评结果为“优”的5个。"),
    ]
    spent = table(d, "支出决算表", (("本年支出合计",),), MONEY)
    three = table(d, "财政拨款“三公”经费支出决算表", (("决算数",),), CARS)
    return Service(Shelf(disclosure(d, [spent, three], words)))


CASES = [
    ("two numbers together", "白石县公安局机要车和应急车一共几辆", ["3", "4", "7"], "合计7辆"),
    ("one more than the other", "白石县公安局辅警比民警多几个", ["92", "80", "12"], "多12人"),
    ("posts against people, by a word", "白石县公安局空编几个", ["120", "116", "4"], "多4人"),
    ("and whether there are too many", "白石县公安局有没有超编", ["120", "116"], None),
    ("what each car costs to run", "白石县公安局平均每辆车运行费多少", ["24.00", "12", "2.00"], "平均每辆2.00万元"),
    ("what each bought car cost", "白石县公安局买的车平均一辆多少钱", ["36.00", "2", "18.00"], "平均每辆18.00万元"),
    ("what each party cost", "白石县公安局平均接待一批人花多少钱", ["3.00", "20", "1500.00"], None),
    ("people of each party", "白石县公安局接待一批平均几个人", ["150", "20", "7.50"], None),
    ("all money by those counted, and no line of another word", "白石县公安局平均每个民警花多少钱", ["960.00", "80", "12.00"], None),
    ("of things above a price only those", "白石县公安局百万以上的设备有几台", ["2"], "100万元以上专用设备2台"),
    ("two questions of a number each", "白石县公安局编制多少，实际在岗多少", ["120", "116"], None),
    ("a list with one word that asks", "白石县公安局机要通信用车、应急保障用车、其他用车各几辆", ["3", "4", "5"], None),
    ("the whole and a part", "白石县公安局管着多少家单位，里面事业单位几家", ["8", "7"], None),
    ("where it is goes without saying", "白石县公安局机关有几个科室", ["12"], None),
]


@pytest.mark.parametrize(("question", "figures", "says"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_counts(bureau: Service, question: str, figures: list[str], says: str | None) -> None:
    answer = bureau.ask(question)
    assert answer.status == "answered", answer.answer
    assert set(figures) <= {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}, answer.answer
    assert says is None or says in answer.answer, answer.answer


NO_ANSWER = [
    ("what is left when nothing known stands there", "白石县公安局2023年终多发的一笔有多少"),
    ("no total for a thing without a name", "白石县公安局给犬只花了多少"),
    ("heads that no sentence counts", "白石县公安局平均每个犬舍花多少"),
]


@pytest.mark.parametrize("question", [c[1] for c in NO_ANSWER], ids=[c[0] for c in NO_ANSWER])
def test_no_total_for_what_is_not_understood(bureau: Service, question: str) -> None:
    answer = bureau.ask(question)
    assert answer.status in ("not_disclosed", "not_itemised"), answer.answer
    assert "960.00" not in answer.answer


def test_a_day_is_no_mean_over_years(bureau: Service) -> None:
    answer = bureau.ask("白石县公安局公务接待费平均一天多少")
    assert answer.status == "partial" and "全年" in answer.answer, answer.answer


@pytest.fixture(scope="module")
def years() -> Service:
    shelf = []
    for year, parties in ((2022, "31批次"), (2023, "20批次")):
        d = document("白石县公安局", year, "final")
        shelf.append(disclosure(d, [], [passage(d, ("三、三公经费",), f"公务接待费3.00万元，国内公务接待{parties}。")]))
    d = document("白石县财政局", 2023, "final")
    shelf.append(disclosure(d, [], [passage(d, ("四、国有资产",), "共有车辆5辆。")]))
    d = document("白石县水利局", 2023, "final")
    shelf.append(disclosure(d, [], [passage(d, ("四、国有资产",), "共有车辆2辆。")]))
    return Service(Shelf(*shelf))


def test_a_number_of_two_years(years: Service) -> None:
    answer = years.ask("白石县公安局2023年比2022年少接待了几批")
    assert answer.status == "answered" and "少11批次" in answer.answer, answer.answer


def test_a_number_that_no_year_tells_is_asked_for_in_plain_words(years: Service) -> None:
    answer = years.ask("白石县公安局2023年比2022年多买了几辆")
    assert answer.status == "not_disclosed" and "比 " not in answer.answer, answer.answer


def test_the_least_of_numbers_over_bodies(years: Service) -> None:
    answer = years.ask("这几家单位里谁的公车最少")
    assert answer.status == "partial" and "最少的是白石县水利局" in answer.answer, answer.answer
    assert "没有查到：白石县公安局" in answer.answer, answer.answer


MORE = [
    ("one in percent of another", "白石县公安局民警占在职人员的几成", ["80", "116", "68.97"], None),
    ("a part among the whole", "白石县公安局车辆里应急车占多少", ["4", "12", "33.33"], None),
    ("one without another", "白石县公安局车辆里除了其他用车还有多少辆", ["12", "5", "7"], "其余7辆"),
    ("a mark and not what was marked", "白石县公安局绩效自评评为优的有几个", ["5"], None),
    ("what is shown small in yuan", "白石县公安局平均接待一个人花多少", ["3.00", "150", "200.00"], "200.00元"),
]


@pytest.mark.parametrize(("question", "figures", "says"), [c[1:] for c in MORE], ids=[c[0] for c in MORE])
def test_more_counts(bureau: Service, question: str, figures: list[str], says: str | None) -> None:
    test_counts(bureau, question, figures, says)


SCOPES = [
    ("what is paid for all cars is no cost of some", "白石县公安局平均一辆应急车养车多少钱"),
    ("all spending is of no cars", "白石县公安局平均每个科室花多少钱"),
    ("a part that no sentence tells", "白石县公安局车辆里除了救护车还有多少辆"),
]


@pytest.mark.parametrize("question", [c[1] for c in SCOPES], ids=[c[0] for c in SCOPES])
def test_nothing_is_divided_among_others(bureau: Service, question: str) -> None:
    answer = bureau.ask(question)
    assert answer.status in ("not_disclosed", "not_itemised"), answer.answer
    assert not any(f.verdict == "recomputed" for f in answer.figures), answer.answer


def test_a_year_with_most_is_one_of_numbers(years: Service) -> None:
    shelf = []
    for year, cars in ((2021, 4), (2022, 6)):
        d = document("白石县公安局", year, "final")
        shelf.append(disclosure(d, [], [passage(d, ("四、国有资产",), f"共有车辆{cars}辆。")]))
    answer = Service(Shelf(*shelf)).ask("白石县公安局哪年公车最多")
    assert answer.status == "answered" and "最多的是2022年" in answer.answer, answer.answer


def test_posts_of_one_kind_are_not_all_posts() -> None:
    d = document("白石县人大办公室", 2023, "budget")
    words = [passage(d, ("一、人员",), "编制人数小计32人，其中：行政编制27人、工勤编制2人、全额补助事业编制3人。")]
    service = Service(Shelf(disclosure(d, [], words)))
    answer = service.ask("白石县人大办公室行政编、工勤编、事业编各几个")
    assert answer.status == "answered", answer.answer
    assert {f.value for f in answer.figures} == {"27", "2", "3"}, answer.answer
    assert "24" in {f.value for f in service.ask("白石县人大办公室行政编制比事业编制多几个").figures}


@pytest.fixture(scope="module")
def office() -> Service:
    d = document("白石县检察院", 2023, "budget")
    words = [
        passage(d, ("一、机构",), "本部门包括19个内设机构、2个下属事业单位和4个派出机构。"),
        passage(d, ("一、机构",), "纳入本部门2023年部门汇总预算编制范围的预算单位共计3家。所属学校包括小学5所、中学2所、职业学校1所。"),
        passage(d, ("五、绩效",), "全年受理案件586件，结案率94.06%，自评得分98分。修建村路4.2公里。"),
        passage(d, ("四、车辆",), "共有车辆12辆，其中一般公务用车5辆、执法执勤用车7辆。"),
    ]
    return Service(Shelf(disclosure(d, [], words)))


OFFICE = [
    ("all units and not those below", "白石县检察院有几个单位", {"3"}),
    ("a number before its name, behind another", "白石县检察院有几个派出机构", {"4"}),
    ("two measures joined", "白石县检察院结案率和自评得分", {"94.06", "98"}),
    ("kinds of what is asked for stand in their sentence", "白石县检察院学校一共多少所", {"5", "2", "1"}),
    ("what is beyond a part", "白石县检察院执法执勤用车之外还有多少辆车", {"12", "7", "5"}),
    ("a rare unit", "白石县检察院村路修了几公里", {"4.2"}),
]


@pytest.mark.parametrize(("question", "figures"), [c[1:] for c in OFFICE], ids=[c[0] for c in OFFICE])
def test_numbers_of_lists(office: Service, question: str, figures: set[str]) -> None:
    answer = office.ask(question)
    assert answer.status == "answered", answer.answer
    told = {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}
    told |= {n for n in figures if f"{n}所" in answer.answer}
    assert figures <= told, answer.answer


WHOLE_ONLY = [
    ("people of whom is not said", "白石县公安局平均每个人的住房保障支出多少"),
    ("units, of which the money is not all", "白石县公安局平均每个单位花多少钱"),
]


@pytest.mark.parametrize("question", [c[1] for c in WHOLE_ONLY], ids=[c[0] for c in WHOLE_ONLY])
def test_the_whole_is_said_to_be_no_mean(bureau: Service, question: str) -> None:
    answer = bureau.ask(question)
    assert answer.status == "partial" and "不计算" in answer.answer, answer.answer
    assert not any(f.verdict == "recomputed" for f in answer.figures), answer.answer


def test_a_number_of_people_is_no_money(office: Service) -> None:
    d = document("白石县文化局", 2023, "final")
    words = [passage(d, ("二、基本支出",), "人员经费3335.49万元，公用经费200.00万元。")]
    answer = Service(Shelf(disclosure(d, [], words))).ask("白石县文化局编外人员有多少")
    assert answer.status == "not_disclosed" and "3335.49" not in answer.answer, answer.answer
