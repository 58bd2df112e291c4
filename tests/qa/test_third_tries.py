"""What fresh questions on disclosures of other bodies missed: each by a small disclosure of its own."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.build import Shelf, disclosure, document, passage, table

COURT = document("甲省高级人民法院", 2018)
OPERATING = table(COURT, "机关运行经费", (("2018年预算数",),), [
    (("合计",), None, ("2000.0",)), (("甲省高级人民法院机关",), None, ("1300.0",)), (("甲矿区人民法院",), None, ("200.0",)),
    (("乙铁路运输中级法院",), None, ("500.0",))])
COLLEGE = document("甲海洋大学", 2022, "final")
COLLEGE_SUMMARY = table(COLLEGE, "收入支出决算总表", (("收入", "决算数"),), [
    (("事业收入",), None, ("400.00",)), (("本年收入合计",), None, ("1,000.00",))])
COLLEGE_WORDS = [
    passage(COLLEGE, ("一、概况",), "现有全日制在校生100人。"),
    passage(COLLEGE, ("二、单位构成",), "纳入2022年度决算编制范围的二级预算单位共47个，其中直属事业单位13个，其他单位34个。"),
    passage(COLLEGE, ("三、收入",), "事业收入400.00万元，其中学费收入150.00万元、科研事业收入250.00万元。")]
COUNTY = document("甲县", 2021, "final")
COUNTY_TABLES = [
    table(COUNTY, "一般公共预算支出决算表", (("决算数",),), [(("一般公共预算支出合计",), None, ("200.00",)), (("教育支出",), None, ("50.00",))]),
    table(COUNTY, "收支总表", (("决算数",),), [(("支出总计",), None, ("250.00",))])]
COUNTY_WORDS = [passage(COUNTY, ("一、支出",), "一般公共预算支出200.00万元。民生支出合计160.00万元，占一般公共预算支出的80.0%。")]
BUREAU = document("甲地震局", 2019, "final")
BUREAU_SUMMARY = table(BUREAU, "收入支出决算总表", (("收入", "决算数"),), [
    (("其他收入",), None, ("30.00",)), (("本年收入合计",), None, ("400.00",)), (("收入总计",), None, ("500.00",))])
BUREAU_WORDS = [
    passage(BUREAU, ("一、总体情况",), "2019年度收入总计500.00万元。与2018年度相比，收、支总计各增加100.00万元，增长25.0%。主要原因是：预警工程开工。"),
    passage(BUREAU, ("二、收入决算",), "收入合计400.00万元，其中：其他收入30.00万元，主要是捐赠收入和利息收入。")]
LIBRARY = [
    disclosure(doc, [table(doc, "项目支出表", (("预算数",),), [(("数字资源采购",), None, (amount,)), (("合计",), None, (amount,))])])
    for doc, amount in ((document("甲市图书馆", 2024), "40.00"), (document("甲市图书馆", 2025), "30.00"))]


@pytest.fixture(scope="module")
def service() -> Service:
    return Service(Shelf(disclosure(COURT, [OPERATING]), disclosure(COLLEGE, [COLLEGE_SUMMARY], COLLEGE_WORDS),
                         disclosure(COUNTY, COUNTY_TABLES, COUNTY_WORDS),
                         disclosure(BUREAU, [BUREAU_SUMMARY], BUREAU_WORDS), *LIBRARY))


@pytest.mark.parametrize(("question", "said", "never"), [
    ("甲省高级人民法院2018年哪家机关运行经费最多", "最多的是甲省高级人民法院机关，为1300.0万元", "最多的是乙铁路"),
    ("甲省高级人民法院2018年机关运行经费最多的是谁", "最多的是“甲省高级人民法院机关”", "最多的是“乙铁路"),
    ("甲海洋大学下属单位有多少个", "47个", "13个["),
    ("甲海洋大学有多少学生，平均每个学生花多少钱", "100人", "1.00人"),
    ("甲海洋大学2022年科研收入占事业收入比例", "62.50%", "没有"),
    ("甲县2021年民生支出占比", "80.00%", "64.00%"),
    ("甲地震局2019年收入比上年增加多少，什么原因", "“收入总计”为500.00万元[1]，比上年增加100.00万元", "捐赠"),
    ("甲地震局2019年收入增加的原因", "预警工程开工", "捐赠"),
    ("甲市图书馆数字资源采购两年一共", "合计为70.00万元", "最新"),
])
def test_it_is_answered(service: Service, question: str, said: str, never: str) -> None:
    answer = service.ask(question).answer
    assert said in answer and never not in answer, answer


HOSPITAL = document("甲市第三人民医院", 2024)
HOSPITAL_TABLES = [
    table(HOSPITAL, "一般公共预算“三公”经费支出预算表", (("合计",), ("公务用车购置及运行费", "公务用车运行费")), [(("甲市第三人民医院",), None, ("0.00", "0.00"))]),
    table(HOSPITAL, "单位基本支出预算表", (("合计",), ("公用经费",)), [
        (("商品和服务支出",), "302", ("60.00", "60.00")), (("商品和服务支出", "公务用车运行维护费"), "30231", ("48.00", "48.00")),
        (("商品和服务支出", "其他社会保障缴费"), "30112", ("12.00", "12.00"))])]


def test_a_wider_scope_is_not_called_narrower() -> None:
    answer = Service(Shelf(disclosure(HOSPITAL, HOSPITAL_TABLES))).ask("甲市第三人民医院2024年公车运行费")
    assert "0.00万元" in answer.answer and "48.00万元" in answer.answer and "口径更宽" in answer.answer and "较窄" not in answer.answer


def test_all_contributions_are_not_the_rest_of_them() -> None:
    answer = Service(Shelf(disclosure(HOSPITAL, HOSPITAL_TABLES))).ask("甲市第三人民医院2024年社保缴多少")
    assert answer.status == "not_disclosed" and not answer.figures, answer.answer


def test_lines_below_a_head_that_names_them_all_are_listed() -> None:
    doc = document("甲大学", 2022, "final")
    held = table(doc, "一般公共预算财政拨款基本支出决算表", (("公用经费", "金额"),), [
        (("商品和服务支出",), "302", ("90.00",)), (("商品和服务支出", "办公费"), "30201", ("30.00",)),
        (("商品和服务支出", "差旅费"), "30211", ("60.00",))])
    answer = Service(Shelf(disclosure(doc, [held]))).ask("甲大学2022年商品和服务支出里最大的是什么")
    assert answer.status == "answered" and "金额最多的是“差旅费”，为60.00万元" in answer.answer, answer.answer


@pytest.mark.parametrize("unit", ["应用技术学院", "附属中学", "第二巡回法庭"])
def test_a_unit_that_no_row_names_has_no_figure_of_its_body(service: Service, unit: str) -> None:
    answer = service.ask(f"甲海洋大学{unit}2022年事业收入和学费收入")
    assert answer.status == "not_disclosed" and not answer.figures and unit in answer.answer, answer.answer
