"""Prose: paragraphs over lines and pages, headings, sentences and their numbers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Disclosure
from tests.build import Text, write_pdf

LONG = "本部门二〇二三年主要开展数据治理、窗口服务和热线受理等工作，持续改进办事体验，并"


def read(tmp_path: Path, *pages: list[Text]) -> Disclosure:
    return read_disclosure(write_pdf(tmp_path / "prose.pdf", list(pages)))


def test_a_paragraph_runs_on_over_lines_and_its_sentences_have_boxes(tmp_path: Path) -> None:
    page = [
        Text("示意省财政厅2023年度部门预算", 60, None, 16),
        Text("一、收支情况说明", 120, 71),
        Text(f"{LONG}", 150, 71),
        Text("保证各项任务按时完成。支出预算123.45万元，比2022年减少6.78万元，下降", 170, 50),
        Text("5.21%，主要原因是人员减少。", 190, 50),
    ]
    document = read(tmp_path, page)
    passage = next(p for p in document.passages if "123.45" in p.text)
    assert passage.section[-1] == "一、收支情况说明"
    sentence = passage.sentences[1]
    assert [(f.text, f.unit, f.direction) for f in sentence.facts] == [
        ("123.45", "万元", None),
        ("6.78", "万元", "down"),
        ("5.21", "%", "down"),
    ]
    assert sentence.facts[0].table is None and sentence.facts[0].quote == sentence.text


def test_page_numbers_running_heads_and_contents_are_no_prose(tmp_path: Path) -> None:
    contents = [Text("目  录", 80, None, 16)]
    contents += [Text(f"{n}、第{n}项内容{'…' * 20}{k}", 120 + 20 * k, 71) for k, n in enumerate("一二三四五六", 1)]
    body = [
        [Text("示意省财政厅文件", 30, None, 8), Text(f"第{k}段文字在此。", 150, 71), Text(str(k), 800, None)]
        for k in range(1, 6)
    ]
    document = read(tmp_path, contents, *body)
    assert [p.text for p in document.passages] == [f"第{k}段文字在此。" for k in range(1, 6)]


def test_years_dates_and_document_numbers_are_no_figures(tmp_path: Path) -> None:
    document = read(tmp_path, [Text("根据财预〔2023〕12号文，截至2022年12月31日，共有车辆3辆。", 150, 50)])
    assert [(f.text, f.unit) for f in document.prose_facts] == [("3", "辆")]


def facts_of(tmp_path: Path, *lines: str) -> list[tuple[str, str | None, int | None, str | None, str | None]]:
    """(text, unit, year, kind, direction) of the numbers of a saved web page."""
    path = tmp_path / "page.html"
    path.write_text("<meta charset=utf-8><body>" + "".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
    return [(f.text, f.unit, f.year, f.kind, f.direction) for f in read_disclosure(path).prose_facts]


def test_a_long_heading_is_no_part_of_the_sentence_below_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<meta charset=utf-8><body><p>某某县司法局2022年“三公”经费预算</p>"
                    "<p>二、2022年一般公共预算“三公”经费支出预算情况说明</p>"
                    "<p>某某县司法局2022年“三公”经费支出预算为7.9万元，比上年减少4.1万元。</p>", encoding="utf-8")
    quotes = {f.quote for f in read_disclosure(path).prose_facts}
    assert quotes == {"某某县司法局2022年“三公”经费支出预算为7.9万元，比上年减少4.1万元。"}


def test_what_a_year_is_compared_with_is_of_the_year_before(tmp_path: Path) -> None:
    found = facts_of(tmp_path, "某某县2020年“三公”经费决算", "2020年支出43万元，比上年累计支出45万元减少2万元，比2018年的50万元减少7万元。")
    assert [(text, year) for text, _, year, _, _ in found] == [("43", 2020), ("45", 2019), ("2", 2020), ("50", 2018), ("7", 2020)]


def test_the_year_that_a_sentence_opens_a_clause_with_holds_for_the_rest_of_it(tmp_path: Path) -> None:
    found = facts_of(tmp_path, "某某局2021年“三公”经费预算", "其中，2020年“三公”经费支出22.5万元，公务接待费3.9万元。本年接待费4万元。")
    assert [(text, year) for text, _, year, _, _ in found] == [("22.5", 2020), ("3.9", 2020), ("4", 2021)]


def test_budget_and_final_accounts_are_told_by_the_words_and_headings(tmp_path: Path) -> None:
    final = facts_of(tmp_path, "某某局2022年度部门决算", "“三公”经费年初预算为23.40万元，支出决算为6.50万元，完成年初预算的27.8%，决算数小于预算数16.90万元。")
    assert [kind for _, _, _, kind, _ in final] == ["budget", "final", "final", "final"]
    budget = facts_of(tmp_path, "某某局2022年部门预算", "一、2022年“三公”经费预算安排情况", "预算总计21.8万元。",
                      "二、2021年“三公”经费决算情况", "2021年度合计支出20.1万元，其中公务接待12.4万元。")
    assert [(year, kind) for _, _, year, kind, _ in budget] == [(2022, "budget"), (2021, "final"), (2021, "final")]
    carried = facts_of(tmp_path, "关于某某区2020年上半年预算执行情况的报告", "全区财政收入累计完成146万元，完成年初预算245万元的59.6%，预计完成250万元。")
    assert [kind for _, _, _, kind, _ in carried] == ["final", "budget", "budget", "budget"]


def test_a_direction_is_of_its_own_clause(tmp_path: Path) -> None:
    found = facts_of(tmp_path, "某某县2020年“三公”经费决算", "支出785万元，较年初预算减少28%其中：购置费274万元，收入增收58万元，支出减支3万元，增加0万元，0%。")
    assert [way for *_, way in found] == [None, "down", None, "up", "down", "up", "up"]


def test_numbers_behind_narrow_commas_and_in_lists_are_read_and_places_in_a_list_are_not(tmp_path: Path) -> None:
    found = facts_of(tmp_path, "某某局2015年部门决算", "国内公务接待67批次,660人次,居全省第7位,购置费和运行费分别为5.2、3.1万元。")
    assert [(text, unit) for text, unit, *_ in found] == [("67", "批次"), ("660", "人次"), ("5.2", "万元"), ("3.1", "万元")]


def test_what_stands_in_brackets_behind_an_end_belongs_to_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<meta charset=utf-8><body><h1>某某镇2021年财政预算</h1><p>安排支出17460万元。（附表六）2021年主要用于以下事项。"
                    "运行费50万元（购置费10万元；维护费40万元）。</p>", encoding="utf-8")
    sentences = [s.text for p in read_disclosure(path).passages for s in p.sentences]
    assert sentences[1:] == ["安排支出17460万元。（附表六）", "2021年主要用于以下事项。", "运行费50万元（购置费10万元；维护费40万元）。"]


@pytest.mark.parametrize(
    "printed",
    [
        "支出预算 1234.56 万元，比上年增加 6.78 万元，增长 10.06 %。",
        "支 出 预 算 1 2 3 4 . 5 6 万 元 ， 比 上 年 增 加 6 . 7 8 万 元 ， 增 长 1 0 . 0 6 % 。",
        "支出预算1,234. 56万 元，比上年增加6 .78万元，增长10.06 ％。",
        "支出预算　1234.56　万元，比上年增加　6.78　万元，增长　10.06　%。",
    ],
    ids=["around them", "between all letters", "within them", "as wide as a letter"],
)
def test_blanks_around_and_within_numbers(tmp_path: Path, printed: str) -> None:
    page = [Text("示意省财政厅2023年度部门预算", 60, None, 16), Text("一、收支情况说明", 120, 71), Text(printed, 150, 71)]
    facts = read(tmp_path, page).prose_facts
    assert [(f.amount.value, f.unit, f.direction) for f in facts] == [
        (Decimal("1234.56"), "万元", None),
        (Decimal("6.78"), "万元", "up"),
        (Decimal("10.06"), "%", "up"),
    ]
