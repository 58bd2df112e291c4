"""Prose: paragraphs over lines and pages, headings, sentences and their numbers."""

from __future__ import annotations

from pathlib import Path

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
