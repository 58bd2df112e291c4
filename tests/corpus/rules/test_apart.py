"""One disclosure against another of the same body, and what a sentence computes from its own figures; read from files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.rules import audit

BODY = "示意市水务局"


def page(title: str, *parts: str) -> str:
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{''.join(parts)}</body></html>"


def grid(title: str, *rows: str) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    return f"<p>{title}</p><p>单位：万元</p><table>{cells}</table>"


def found(folder: Path, *pages: tuple[str, str]) -> list[tuple[str, str, str, str]]:
    held = []
    for name, text in pages:
        path = folder / f"{name}.html"
        path.write_text(text, encoding="utf-8")
        held.append(read_disclosure(path))
    return [(f.kind, f.printed, f.expected, f.verdict) for f in audit(held)]


def final(year: int, opening: str, closing: str) -> tuple[str, str]:
    total = "110.00"
    rows = [
        "收入|收入|支出|支出", "项目|决算数|项目|决算数", f"本年收入合计|100.00|本年支出合计|{total}",
        f"年初结转和结余|{opening}|年末结转和结余|{closing}",
    ]  # fmt: skip
    return f"final-{year}", page(f"{BODY}{year}年度部门决算", grid("收入支出决算总表", *rows))


@pytest.mark.parametrize(("opening", "wanted"), [
    ("20.00", []),
    ("21.00", [("cross_year", "21.00", "20.00", "cannot_check")]),
])  # fmt: skip
def test_what_is_carried_over(tmp_path: Path, opening: str, wanted: object) -> None:
    assert found(tmp_path, final(2022, "30.00", "20.00"), final(2023, opening, "11.00")) == wanted


def spending(level: str, basic: str) -> tuple[str, str]:
    rows = ("科目编码|科目名称|合计|基本支出|项目支出", f"213|农林水支出|200.00|{basic}|50.00", f"合计||200.00|{basic}|50.00")
    title, total = f"{BODY}（{level}）2023年{level}预算", f"{Decimal(basic) + 50:.2f}"
    return f"budget-{level}", page(title, grid("一般公共预算支出表", *(row.replace("200.00", total) for row in rows)))


@pytest.mark.parametrize(("own", "many"), [("100.00", 0), ("150.00", 0), ("160.00", 1)])
def test_a_unit_within_its_department(tmp_path: Path, own: str, many: int) -> None:
    verdicts = [v for _, _, _, v in found(tmp_path, spending("部门", "150.00"), spending("单位", own))]
    assert verdicts == ["cannot_check"] * many


def said(*sentences: str) -> tuple[str, str]:
    text = "".join(f"<p>{s}</p>" for s in ("第二部分 部门预算情况说明", "一、总体情况", *sentences))
    return "said", page(f"{BODY}2023年部门预算", text)


FULL = "本部门坚持过紧日子，压减一般性支出，优化支出结构，保障重点工作，落实各项任务；加强管理，提高效益。" * 6
SENTENCES = [
    ("公务接待费预算12.39万元，比上年预算数11.80万元增加0.59万元。", []),
    ("公务接待费预算12.39万元，比上年预算数11.80万元增加0.58万元。", [("sum", "0.58", "0.59", "mismatch")]),
    ("公务接待费预算12.39万元，比2022年11.80万元减少0.59万元。", []),  # the other direction is another rule's
    (f"{FULL}本年压减会议支出,因此公务接待费减少。", [("text", "压减会议支出,因此公务接待", "，", "mismatch")]),
    ("本年压减会议支出,因此公务接待费减少,培训费也减少。", []),  # a file that sets half-width stops throughout
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text[-30:] for text, _ in SENTENCES])
def test_a_sentence(tmp_path: Path, text: str, wanted: object) -> None:
    assert found(tmp_path, said(text)) == wanted


@pytest.mark.parametrize(("words", "many"), [("重点项目安排：水利行政运行80.00万元", 0), ("水利行政运行（项）80.00万元", 1)])
def test_a_project_that_bears_the_name_of_a_subject(tmp_path: Path, words: str, many: int) -> None:
    rows = ("科目编码|科目名称|合计|基本支出|项目支出", "2130301|水利行政运行|90.00|90.00|", "合计||90.00|90.00|")
    text = page(f"{BODY}2023年部门预算", grid("一般公共预算支出表", *rows), f"<p>一、支出情况</p><p>{words}。</p>")
    assert len(found(tmp_path, ("project", text))) == many


def test_dear_equipment_of_two_dates(tmp_path: Path) -> None:
    closed = page(f"{BODY}2023年度部门决算", "<p>十、国有资产占用情况</p>",
                  "<p>截至2023年12月31日，单价100万元（含）以上设备（不含车辆）2台（套）。</p>")  # fmt: skip
    opened = page(f"{BODY}2024年部门预算", "<p>十、国有资产占用情况</p>",
                  "<p>截至2024年8月31日，单价100万（含）以上设备（不含车辆）0台（套）。</p>")  # fmt: skip
    assert found(tmp_path, ("closed", closed), ("opened", opened)) == [("cross_year", "2", "0", "cannot_check")]


def test_the_last_digit_of_a_total_in_prose(tmp_path: Path) -> None:
    rows = ("收入|收入|支出|支出", "项目|预算数|项目|预算数", "收入总计|434.71|支出总计|434.71")
    name, text = "total", page(f"{BODY}2023年部门预算", grid("收支总表", *rows), "<p>一、总体情况</p>",
                               "<p>2023年本部门收入总计434.72万元。</p>")  # fmt: skip
    assert [(kind, printed) for kind, printed, _, _ in found(tmp_path, (name, text))] == [("prose_vs_table", "434.72")]
