"""Sentences of a text against sentences of a disclosure that claim the same: counts, dates, bases, shares, changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from index.memory import MemoryStore
from tests.qa.build import disclosure, document, table
from tests.qa.check.test_check import C, Case, R, U, V, judged

BODY = "松溪县城市管理局"
PAGE = """<meta charset=utf-8><body><h1>松溪县城市管理局2023年度部门决算</h1>
<h2>一、收入支出决算总表</h2><p>单位：万元</p><table border=1><tr><td colspan=2>收入</td><td colspan=2>支出</td></tr>
<tr><td>项目</td><td>决算数</td><td>项目</td><td>决算数</td></tr>
<tr><td>一、一般公共预算财政拨款收入</td><td>700.00</td><td>一、城乡社区支出</td><td>720.00</td></tr>
<tr><td>本年收入合计</td><td>700.00</td><td>本年支出合计</td><td>720.00</td></tr>
<tr><td>年初结转和结余</td><td>50.00</td><td>年末结转和结余</td><td>30.00</td></tr>
<tr><td>总计</td><td>750.00</td><td>总计</td><td>750.00</td></tr></table>
<h2>二、支出决算表</h2><p>单位：万元</p><table border=1>
<tr><td>科目编码</td><td>科目名称</td><td>本年支出合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td></td><td>合计</td><td>720.00</td><td>420.00</td><td>300.00</td></tr>
<tr><td>212</td><td>城乡社区支出</td><td>720.00</td><td>420.00</td><td>300.00</td></tr>
<tr><td>21201</td><td>城乡社区管理事务</td><td>720.00</td><td>420.00</td><td>300.00</td></tr>
<tr><td>2120104</td><td>城管执法</td><td>720.00</td><td>420.00</td><td>300.00</td></tr></table>
<h2>三、一般公共预算财政拨款支出决算表</h2><p>单位：万元</p><table border=1>
<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td></td><td>合计</td><td>690.00</td><td>410.00</td><td>280.00</td></tr>
<tr><td>212</td><td>城乡社区支出</td><td>690.00</td><td>410.00</td><td>280.00</td></tr>
<tr><td>21201</td><td>城乡社区管理事务</td><td>690.00</td><td>410.00</td><td>280.00</td></tr>
<tr><td>2120104</td><td>城管执法</td><td>690.00</td><td>410.00</td><td>280.00</td></tr></table>
<h2>四、“三公”经费支出决算表</h2><p>单位：万元</p><table border=1>
<tr><td colspan=2>合计</td><td colspan=2>因公出国（境）费</td><td colspan=2>公务用车购置及运行维护费</td><td colspan=2>公务接待费</td></tr>
<tr><td>预算数</td><td>决算数</td><td>预算数</td><td>决算数</td><td>预算数</td><td>决算数</td><td>预算数</td><td>决算数</td></tr>
<tr><td>20.00</td><td>15.20</td><td>0.00</td><td>0.00</td><td>15.00</td><td>12.80</td>
<td>5.00</td><td>2.40</td></tr></table>
<h2>五、情况说明</h2>
<p>（一）“三公”经费支出决算15.20万元，比预算减少4.80万元，比上年减少1.30万元。公务接待费2.40万元，与上年持平，接待26批次，累计214人次。</p>
<p>（二）下辖11个社区、26个网格。为1862名环卫工人发放生活补助120.55万元。</p>
<p>（三）政府采购支出总额90.00万元，其中：货物支出20.00万元、工程支出30.00万元、服务支出40.00万元。
授予中小企业合同金额72.00万元，占政府采购支出总额的80.00%；其中：授予小微企业合同金额36.00万元，占授予中小企业合同金额的50.00%。</p>
<p>（四）截至2023年12月31日，共有车辆78辆，其中执法执勤用车62辆、其他用车16辆；单价50万元以上设备5台（套），单价100万元以上设备1台（套）。</p>
<p>（五）对18个项目开展绩效自评，涉及资金300.00万元。</p>"""
HEAD = f"{BODY}2023年"
CASES: list[Case] = [
    ("counts", f"{HEAD}公务接待26批次、累计214人次。", [("26批次", V, None), ("214人次", V, None)]),
    ("counts, swapped", f"{HEAD}公务接待214批次、累计26人次。", [("214批次", C, "26"), ("26人次", C, "214")]),
    ("a count of things", f"{HEAD}对81个项目开展绩效自评。", [("81个", C, "18")]),
    ("what is counted stands behind", f"{BODY}下辖26个社区、11个网格。", [("26个", C, "11"), ("11个", C, "26")]),
    ("of a unit below the body", f"{BODY}环卫中心2023年公务接待费2.40万元。", [("2.40万元", U, None)]),
    ("of another, three letters longer", f"{BODY}执法大队2023年三公经费支出15.20万元。", [("15.20万元", U, None)]),
    ("vehicles", f"截至2023年底，{BODY}有执法执勤用车62辆、其他用车61辆。", [("62辆", V, None), ("61辆", C, "16")]),
    ("vehicles of another year's end", f"截至2022年底，{BODY}有执法执勤用车62辆。", [("62辆", U, None)]),
    ("the limits of a price", f"{HEAD}单价50万元以上设备1台（套）。", [("1台（套）", C, "5")]),
    ("purchases in a list", f"{HEAD}货物、工程、服务采购支出分别为20.00万元、30.00万元和40.00万元。",
     [("20.00万元", V, None), ("30.00万元", V, None), ("40.00万元", V, None)]),
    ("purchases, swapped", f"{HEAD}货物、工程、服务采购支出分别为30.00万元、20.00万元和40.00万元。",
     [("30.00万元", C, "20.00"), ("20.00万元", C, "30.00"), ("40.00万元", V, None)]),
    ("shares of other wholes", f"{HEAD}授予中小企业合同金额占政府采购支出总额的50.00%。", [("50.00%", C, "80.00")]),
    ("against the budget, against the year before", f"{HEAD}“三公”经费比预算减少1.30万元，比上年减少4.80万元。",
     [("1.30万元", C, "4.80"), ("4.80万元", C, "1.30")]),
    ("more than a near name", f"{BODY}2023年为环卫工人发放生活补助120.55万元。", [("120.55万元", V, None)]),
    ("in Chinese numerals", f"{HEAD}公务接待六十二批次。", [("六十二批次", C, "26")]),
    ("flat, as printed", f"{HEAD}公务接待费2.40万元，与2022年持平。", [("2.40万元", V, None)]),
    ("times of purchases", f"{HEAD}服务采购支出是货物采购支出的2倍。", [("2倍", R, None)]),
    ("a purchase against another", f"{HEAD}货物采购支出比工程采购支出多10.00万元。", [("10.00万元", C, "-10.00")]),
    ("people by another word", f"{HEAD}有1682名环卫工人。", [("1682名", C, "1862")]),
    ("this year is the body's newest", f"今年{BODY}支出合计720.00万元。", [("720.00万元", V, None)]),
    # the totals with and without what is carried over
    ("the grand total", f"{HEAD}收支总决算750.00万元。", [("750.00万元", V, None)]),
    ("the year's for the grand total", f"{HEAD}收、支总计均为720.00万元。", [("720.00万元", C, "750.00")]),
    ("the grand total for the year's", f"{HEAD}支出合计750.00万元。", [("750.00万元", C, "720.00")]),
    # whose money
    ("of that money alone", f"{HEAD}一般公共预算财政拨款支出中，城管执法720.00万元。", [("720.00万元", C, "690.00")]),
    ("parts of that money", f"{HEAD}一般公共预算财政拨款支出690.00万元，其中项目支出300.00万元。",
     [("690.00万元", V, None), ("300.00万元", C, "280.00")]),
    ("the code of another", f"{HEAD}2120105城管执法720.00万元。", [("720.00万元", C, None)]),
    ("its own code", f"{HEAD}2120104城管执法720.00万元。", [("720.00万元", V, None)]),
    # budget and outcome
    ("saved", f"{HEAD}“三公”经费年初安排20.00万元，全年节约4.80万元，实际支出15.20万元。",
     [("20.00万元", V, None), ("4.80万元", R, None), ("15.20万元", V, None)]),
    ("overspent", f"{HEAD}“三公”经费比预算超支4.80万元。", [("4.80万元", C, "-4.80")]),
    ("the two swapped", f"{HEAD}公务接待费年初安排2.40万元，实际支出5.00万元。", [("2.40万元", C, "5.00"), ("5.00万元", C, "2.40")]),
    ("names and figures with slashes", f"{HEAD}基本支出/项目支出：420.00/300.00万元。", [("420.00", V, None), ("300.00万元", V, None)]),
    ("the two exchanged", f"{HEAD}基本支出/项目支出：300.00/420.00万元。", [("300.00", C, "420.00"), ("420.00万元", C, "300.00")]),
    # letters, tags, notes behind
    ("traditional letters", "松溪縣城市管理局2023年支出合計720.00萬元，項目支出300.00萬元，結轉後總計750.00萬元。",
     [("720.00萬元", V, None), ("300.00萬元", V, None), ("750.00萬元", V, None)]),
    ("cells of HTML", f"<table><caption>{HEAD}决算（单位：万元）</caption><tr><td>基本支出</td><td>300.00</td></tr>"
     "<tr><td>项目支出</td><td>300.00</td></tr></table>",
     [("300.00", C, "420.00"), ("300.00", V, None)]),
    ("tags inside a line", f"<b>{BODY}</b>2023年<br/>项目支出：<span>300.00</span>万元", [("300.00</span>万元", V, None)]),
    ("the part of the cars", f"{HEAD}公务用车购置及运行维护费12.80万元，公务接待费占“三公”经费的15.8%，其余84.2%为公车。",
     [("12.80万元", V, None), ("15.8%", R, None), ("84.2%", R, None)]),
    ("a wrong rest", f"{HEAD}公务接待费占“三公”经费的15.8%，其余82.4%为公车。", [("15.8%", R, None), ("82.4%", C, "84.2")]),
    ("opened and closed", f"{HEAD}年初结转和结余50.00万元，年末结转和结余30.00万元，减少20.00万元。",
     [("50.00万元", V, None), ("30.00万元", V, None), ("20.00万元", R, None)]),
    # how many digits, and what is left out behind them
    ("and some", f"{HEAD}支出合计七百二十余万元。", [("七百二十余万元", C, "720.00")]),
    ("blanks between thousands", f"{HEAD}支出合计720.00万元。", [("720.00万元", V, None)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> MemoryStore:
    path = Path(tmp_path_factory.mktemp("said")) / "final.html"
    path.write_text(PAGE, encoding="utf-8")
    return MemoryStore([read_disclosure(path)])


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_said_as_printed(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted


HEADS = (("合计", "预算数"), ("合计", "决算数"), ("公务用车购置及运行维护费", "小计", "预算数"), ("公务用车购置及运行维护费", "小计", "决算数"),
         ("公务接待费", "预算数"), ("公务接待费", "决算数"))  # fmt: skip
OVER_YEARS: list[Case] = [
    ("a total's growth", "松溪县粮食局2024年决算“三公”经费比上年下降25.00%。", [("25.00%", R, None)]),
    ("on the cars' subtotal it is another", "松溪县粮食局2024年决算“三公”经费比上年下降14.29%。", [("14.29%", C, "25.00")]),
    ("flat where it fell", "松溪县粮食局2024年决算“三公”经费30.00万元，与上年持平。", [("30.00万元", C, None)]),
    ("up where it fell", "松溪县粮食局2024年决算“三公”经费30.00万元，比上年有所增加。", [("30.00万元", C, None)]),
    ("years with slashes", "松溪县粮食局“三公”经费决算（2023/2024）：40.00/30.00万元", [("40.00", V, None), ("30.00万元", V, None)]),
    ("some rows and the whole", "松溪县粮食局2024年决算（万元）\n| 项目 | 金额 |\n|---|---|\n| 公务用车购置及运行维护费 | 25.00 |\n"
     "| 公务接待费 | 5.00 |\n| 合计 | 30.00 |", [("25.00", V, None), ("5.00", V, None), ("30.00", R, None)]),
    ("since then", "松溪县粮食局“三公”经费决算2023年以来减少10.00万元。", [("10.00万元", U, None)]),
    ("since then, to the last year named", "松溪县粮食局“三公”经费决算2023年以来减少10.00万元，2024年为30.00万元。",
     [("10.00万元", R, None), ("30.00万元", V, None)]),
    ("two years set against each other", "对比2023年和2024年决算，松溪县粮食局的“三公”经费多了10.00万元。", [("10.00万元", C, "-10.00")]),
    ("half of last year", "松溪县粮食局2024年决算公务用车购置及运行维护费不到上年的一半。", [("一半", C, "71.43")]),
    ("down as it did", "松溪县粮食局2024年决算“三公”经费30.00万元，比上年有所减少。", [("30.00万元", V, None)]),
    ("flat as it was", "松溪县粮食局2024年决算公务接待费5.00万元，与2023年决算持平。", [("5.00万元", V, None)]),
]


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in OVER_YEARS], ids=[c[0] for c in OVER_YEARS])
def test_over_years(text: str, wanted: list[tuple[str, str, str | None]]) -> None:
    older = ("50.00", "40.00", "40.00", "35.00", "10.00", "5.00")
    rows = {2023: older, 2024: ("45.00", "30.00", "38.00", "25.00", "7.00", "5.00")}
    docs = {year: document("松溪县粮食局", year, "final") for year in rows}
    held = [disclosure(doc, [table(doc, "“三公”经费支出决算表", HEADS, [((), None, rows[year])])]) for year, doc in docs.items()]
    assert judged(text, MemoryStore(held)) == wanted
