"""Saved web pages as bodies publish them: tables within tables, what is hidden, encodings that are not as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Disclosure

ROWS = "<tr><td>项目</td><td>2024年预算数</td></tr><tr><td>合计</td><td>30.50</td></tr><tr><td>办公费</td><td>10.50</td></tr>"
CAPTION = "<p>支出预算表</p><p>单位：万元</p>"
READ = [("合计", "30.50"), ("办公费", "10.50")]


def _read(path: Path, body: str, encoding: str = "utf-8", head: str = "") -> Disclosure:
    file = path / "a.html"
    file.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read_disclosure(file)


def _texts(found: Disclosure) -> list[tuple[str, str]]:
    return [("/".join(f.row), f.text) for f in found.facts]


PAGES = {
    "a table within one that lays out the page": f"<table><tr><td>导航</td><td>{CAPTION}<table>{ROWS}</table></td></tr></table>",
    "a table within a cell of the table": CAPTION
    + f"<table>{ROWS.replace('10.50</td>', '10.50</td><td>批次<table><tr><td>国内</td><td>12批次</td></tr></table></td>')}</table>",
    "figures framed by tables of one cell": CAPTION
    + f"<table>{ROWS.replace('<td>30.50</td>', '<td><table><tr><td>30.50</td></tr></table></td>')}</table>",
    "rows within a form": f"{CAPTION}<table><form>{ROWS}</form></table>",
    "a hidden row": CAPTION + f"<table>{ROWS}<tr style='visibility:collapse'><td>底稿</td><td>77.00</td></tr></table>",
    "hidden by Word": f"{CAPTION}<table>{ROWS}</table><p>底稿<span style='mso-hide:all'>88.00万元</span></p>",
}


@pytest.mark.parametrize("case", PAGES)
def test_tables_are_read_whatever_stands_around_and_within_them(case: str, tmp_path: Path) -> None:
    found = _read(tmp_path, PAGES[case])
    assert _texts(found) == READ
    assert [t.title for t in found.tables if t.facts] == ["支出预算表"]
    assert "88.00" not in [f.text for f in found.prose_facts]


def test_tables_nested_deep_take_bounded_time(tmp_path: Path) -> None:
    deep = "".join(f"<table><tr><td>{k}.50</td><td>合计" for k in range(120))
    assert _read(tmp_path, deep).document.pages == 1


@pytest.mark.parametrize(("written", "said"), [("utf-8", "gb2312"), ("gb18030", "utf-8"), ("gb18030", "")])
def test_bytes_decide_the_encoding_before_what_is_said(written: str, said: str, tmp_path: Path) -> None:
    head = f"<meta charset={said}>" if said else ""
    assert _texts(_read(tmp_path, f"{CAPTION}<table>{ROWS}</table>", written, head)) == READ


def test_a_spoilt_byte_spoils_its_letter_alone_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f"<html><body>{CAPTION}<table>{ROWS}</table><p>注".encode() + b"\xe6\x9c</p></body></html>")
    found = read_disclosure(path)
    assert _texts(found) == READ and "已损坏" in "".join(found.document.warnings)


def test_the_menu_of_the_page_is_no_part_of_the_name(tmp_path: Path) -> None:
    menu = "<ul><li>首页</li></ul><div>栏目导航</div><h1>示意区供销合作社联合社2024年部门预算</h1>"
    assert _read(tmp_path, f"{menu}{CAPTION}<table>{ROWS}</table>").document.department == "示意区供销合作社联合社"


def test_the_name_of_the_site_is_no_part_of_the_name(tmp_path: Path) -> None:
    site = "<div>示意市人民政府网站</div><h2>示意市司法局2022年度部门决算公开</h2>"
    assert _read(tmp_path, f"{site}{CAPTION}<table>{ROWS}</table>").document.department == "示意市司法局"


def test_the_caption_of_a_table_is_its_title(tmp_path: Path) -> None:
    found = _read(tmp_path, f"<table><caption>三公经费支出预算表（单位：万元）</caption>{ROWS}</table>")
    assert [(t.title, t.unit, len(t.facts)) for t in found.tables] == [("三公经费支出预算表", "万元", 2)]


def test_a_table_that_is_cut_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.read.html.MOST_CELLS", 4)
    found = _read(tmp_path, f"{CAPTION}<table>{ROWS}</table>")
    assert len(found.facts) == 1 and "只读取了前面的部分" in "".join(found.document.warnings)


def test_the_body_stands_in_the_title_of_the_table(tmp_path: Path) -> None:
    title = "<tr><td colspan=2>示意县人民检察院2019年部门支出预算表</td></tr><tr><td></td><td>单位：万元</td></tr>"
    found = _read(tmp_path, f"<table>{title}{ROWS}</table>").document
    assert (found.department, found.year) == ("示意县人民检察院", 2019)
