"""Who a disclosure is by, for which year and of which kind, as covers and titles of many places say it."""

from __future__ import annotations

import pytest

from corpus.identity import identify
from corpus.read.layout import layout_page
from corpus.read.pages import Pages
from corpus.read.raw import Char, RawPage


def page(lines: list[str], number: int = 1) -> RawPage:
    """Lines one below the other, each character ten points wide."""
    chars = tuple(Char(c, 40 + 10 * k, 40 + 20 * n, 50 + 10 * k, 50 + 20 * n, 10)
                  for n, line in enumerate(lines) for k, c in enumerate(line))
    return RawPage(number, 800, 600, chars)


COVERS = [
    ("济宁市第二人民医院|2017年度部门决算", "济宁市第二人民医院", 2017, "final"),
    ("皖江江南新兴产业集中区（管委会）2024年一般公共预算“三公”经费预算", "皖江江南新兴产业集中区（管委会）", 2024, "budget"),
    ("附件1|海南省人民医院|2021年度部门决算", "海南省人民医院", 2021, "final"),
    ("广水市十里街道办事处2022年部门预算信息公开", "广水市十里街道办事处", 2022, "budget"),
    ("杭州市钱塘区人民政府前进街道办事处2021年度部门决算公开", "杭州市钱塘区人民政府前进街道办事处", 2021, "final"),
    ("绍兴市上虞区统计局（汇总）2021年度部门决算", "绍兴市上虞区统计局", 2021, "final"),
    ("隆回县第二中学|2023年部门预算公开", "隆回县第二中学", 2023, "budget"),
    ("2021年湛江市人民政府行政服务中心部门决算", "湛江市人民政府行政服务中心", 2021, "final"),
    ("曾都区河道堤防建设管理处2021年度决算公开说明", "曾都区河道堤防建设管理处", 2021, "final"),
    ("2 0 2 3 年 度|中华人民共和国财政部|部 门 预 算", "中华人民共和国财政部", 2023, "budget"),
    ("二〇二三年度|浙江省残疾人联合会部门决算", "浙江省残疾人联合会", 2023, "final"),
    ("附件：|国家税务总局北京市税务局2024年度部门预算", "国家税务总局北京市税务局", 2024, "budget"),
    ("中共双鸭山市委统战部|2021年部门预算及“三公”经费情况说明", "中共双鸭山市委统战部", 2021, "budget"),
    ("北京市第四中学2023年单位预算", "北京市第四中学", 2023, "budget"),
    ("共青团湖北省委员会2022年部门预算公开", "共青团湖北省委员会", 2022, "budget"),
    ("苏州市吴江区盛泽镇人民政府|二○二二年部门决算公开", "苏州市吴江区盛泽镇人民政府", 2022, "final"),
    ("中国科学院|2023年部门预算", "中国科学院", 2023, "budget"),
    ("某某市广播电视台2024年部门预算公开说明", "某某市广播电视台", 2024, "budget"),
    ("某某县国有青山林场2023年度单位决算", "某某县国有青山林场", 2023, "final"),
    ("某某市机关事务管理局（本级）2024年度单位预算", "某某市机关事务管理局（本级）", 2024, "budget"),
    ("关于某某区审计局2022年度部门决算的公开说明", "某某区审计局", 2022, "final"),
    ("某某市人大常委会机关|2020年度|部门决算", "某某市人大常委会机关", 2020, "final"),
    ("某某县工业园区管委会2025年预算公开", "某某县工业园区管委会", 2025, "budget"),
    ("某某经济技术开发区2023年部门预算", "某某经济技术开发区", 2023, "budget"),
    ("某某市城市建设投资公司2023年单位预算", "某某市城市建设投资公司", 2023, "budget"),
    ("某某县2020年“三公”经费决算公开|根据《中华人民共和国预算法》和预算管理制度，较年初预算减少。", "某某县", 2020, "final"),
    ("2023年度一般公共预算财政拨款“三公”经费支出决算表|某某市档案馆2023年度部门决算", "某某市档案馆", 2023, "final"),
    ("某某县人民政府关于2021年决算情况的报告", "某某县", 2021, "final"),
    ("某某县2020年预算执行和2021年预算草案", "某某县", 2021, "budget"),
    ("2024年1—4月某某市财政收支情况|全市一般公共预算收入七百亿元", "某某市", 2024, None),
    ("2018年某某市水务局“三公”经费预算情况说明", "某某市水务局", 2018, "budget"),
    ("某某市妇幼保健院2020年财务信息", "某某市妇幼保健院", 2020, None),
    ("中国人民政治协商会议某某省某某族自治县委|员会2022年度“三公”经费决算情况说明",
     "中国人民政治协商会议某某省某某族自治县委员会", 2022, "final"),
    ("关于我市2020年市本级财政决算草案的报告|发布时间:2021-09-14来源:某某市财政局字体:", "某某市", 2020, "final"),
]


@pytest.mark.parametrize(("cover", "department", "year", "kind"), COVERS)
def test_a_cover_says_who_when_and_what(cover: str, department: str, year: int, kind: str | None) -> None:
    found = identify("d", "a.pdf", Pages([layout_page(page(cover.split("|")))]), [])
    assert (found.department, found.year, found.kind) == (department, year, kind)


def test_a_title_that_is_wrapped_is_said_whole() -> None:
    cover = ["关于某某区2021年财政预算执行情况及2022年", "财政预算草案的报告"]
    found = identify("d", "a.html", Pages([layout_page(page(cover))]), [])
    assert found.title == "".join(cover) and (found.department, found.year) == ("某某区", 2022)


def test_who_a_web_page_names_as_its_source_is_told_as_that() -> None:
    found = identify("d", "a.html", Pages([layout_page(page(["2022年“三公”经费预算", "信息来源：某某县林业局 浏览：12次"]))]), [])
    assert found.department == "某某县林业局" and any("来源" in w for w in found.warnings)
