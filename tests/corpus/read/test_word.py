"""Word files as bodies publish them: boxes, revisions, links, controls, tables within tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.ingest import read_disclosure
from corpus.model import Disclosure

NS = nsdecls("w")
ROWS = [["项目", "2024年预算数"], ["合计", "30.50"], ["办公费", "10.50"], ["水费", "20.00"]]


def _fill(table: Any, rows: list[list[str]] = ROWS) -> Any:
    for r, line in enumerate(rows):
        for c, text in enumerate(line):
            table.cell(r, c).text = text
    return table


def _read(document: Any, path: Path) -> Disclosure:
    document.save(str(path / "a.docx"))
    return read_disclosure(path / "a.docx")


def _texts(found: Disclosure) -> list[tuple[str, str, str | None]]:
    return [("/".join(f.row), f.text, f.unit) for f in found.facts]


READ = [("合计", "30.50", "万元"), ("办公费", "10.50", "万元"), ("水费", "20.00", "万元")]


def test_what_stands_in_a_text_box_is_the_caption_of_the_table_below(tmp_path: Path) -> None:
    document = docx.Document()
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("支出预算表", "单位：万元"))
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    alternate = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph()._element.append(
        parse_xml(
            f"<w:r {NS} {alternate}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    _fill(document.add_table(4, 2))
    found = _read(document, tmp_path)
    assert [(t.title, t.unit, len(t.facts)) for t in found.tables] == [("支出预算表", "万元", 3)]


def test_insertions_and_links_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("2024年支出预算")
    for xml in (
        f'<w:del {NS} w:id="1"><w:r><w:delText>499.00</w:delText></w:r></w:del>',
        f'<w:ins {NS} w:id="2"><w:r><w:t>483.00</w:t></w:r></w:ins>',
        f"<w:r {NS}><w:t>万元，其中基本支出</w:t></w:r>",
        f'<w:hyperlink {NS} w:anchor="a"><w:r><w:t>401.00</w:t></w:r></w:hyperlink>',
        f"<w:r {NS}><w:rPr><w:vanish/></w:rPr><w:t>888.00</w:t></w:r>",
    ):
        paragraph._element.append(parse_xml(xml))
    paragraph.add_run("万元。")
    found = _read(document, tmp_path)
    assert [f.text for f in found.prose_facts if f.unit == "万元"] == ["483.00", "401.00"]


def test_a_table_in_a_cell_that_only_frames_it_is_read_in_its_place(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].text = "支出预算表"
    cell.add_paragraph("单位：万元")
    _fill(cell.add_table(4, 2))
    found = _read(document, tmp_path)
    assert _texts(found) == READ and found.tables[0].title == "支出预算表"


def test_a_table_in_a_cell_of_another_leaves_that_one_whole(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("支出预算表")
    document.add_paragraph("单位：万元")
    outer = _fill(document.add_table(4, 3))
    outer.cell(0, 2).text = "说明"
    _fill(outer.cell(2, 2).add_table(2, 2), [["国内", "12批次"], ["外事", "0批次"]])
    assert _texts(_read(document, tmp_path)) == READ


def test_controls_around_cells_and_rows_move_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("支出预算表")
    document.add_paragraph("单位：万元")
    table = _fill(document.add_table(4, 2))
    row = table.rows[1]._tr
    for element in (row.tc_lst[0], table.rows[2]._tr):
        control = parse_xml(f"<w:sdt {NS}><w:sdtContent/></w:sdt>")
        element.getparent().replace(element, control)
        control[0].append(element)
    assert _texts(_read(document, tmp_path)) == READ


def test_rows_that_are_hidden_or_deleted_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("支出预算表")
    document.add_paragraph("单位：万元")
    table = _fill(document.add_table(6, 2), [*ROWS, ["底稿", "77.00"], ["旧稿", "88.00"]])
    for row, mark in ((4, "<w:hidden/>"), (5, '<w:del w:id="1"/>')):
        table.rows[row]._tr.insert(0, parse_xml(f"<w:trPr {NS}>{mark}</w:trPr>"))
    assert _texts(_read(document, tmp_path)) == READ


def test_cells_merged_level_in_the_old_way_are_one(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("支出预算表")
    document.add_paragraph("单位：万元")
    rows = [["项目", "2024年预算数", ""], ["", "基本支出", "项目支出"], ["合计", "1.50", "2.50"]]
    table = _fill(document.add_table(3, 3), rows)
    for row, column, mark in ((0, 1, '<w:hMerge w:val="restart"/>'), (0, 2, "<w:hMerge/>"), (0, 0, '<w:vMerge w:val="restart"/>'),
                              (1, 0, "<w:vMerge/>")):  # fmt: skip
        table.rows[row]._tr.tc_lst[column].get_or_add_tcPr().append(parse_xml(mark.replace("/>", f" {NS}/>")))
    found = _read(document, tmp_path)
    assert [f.col for f in found.facts] == [("2024年预算数", "基本支出"), ("2024年预算数", "项目支出")]
