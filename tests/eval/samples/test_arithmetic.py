"""What must hold in the samples holds in their printed cells, save for the planted errors."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from eval.samples.bodies import NONGYE, WENLV, YEARS
from eval.samples.make import WRONG_TOTAL, disclosures

WITH_HISTORY = sorted(stem for stem in disclosures() if "zwfw" not in stem)
Cell = dict[str, object]
Key = tuple[str, ...]


def cells(samples: Path, stem: str) -> list[Cell]:
    """The printed cells of a sample."""
    return [json.loads(line) for line in (samples / "cells" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()]


def number(cell: Cell) -> Decimal:
    return Decimal(str(cell["text"]).replace(",", ""))


def names(value: object) -> Key:
    assert isinstance(value, list)
    return tuple(value)


def columns(samples: Path, stem: str) -> Iterator[tuple[Key, dict[str, Decimal], Decimal | None]]:
    """Each column of each table with codes: where it is, its amounts by code, its total."""
    amounts: dict[Key, dict[str, Decimal]] = defaultdict(dict)
    totals: dict[Key, Decimal] = {}
    for cell in cells(samples, stem):
        key = (str(cell["table"]), *names(cell["col"]))
        if cell["code"]:
            amounts[key][str(cell["code"])] = number(cell)
        elif cell["row"] == ["合计"]:
            totals[key] = number(cell)
    for key, found in amounts.items():
        yield key, found, totals.get(key)


def parts(amounts: dict[str, Decimal], code: str) -> list[Decimal]:
    """The amounts one step below a code."""
    return [value for other, value in amounts.items() if other.startswith(code) and len(other) == len(code) + 2]


@pytest.mark.parametrize("stem", WITH_HISTORY)
def test_every_code_is_the_sum_of_its_parts(stem: str, samples: Path) -> None:
    checked = 0
    for key, amounts, total in columns(samples, stem):
        for code, value in amounts.items():
            below = parts(amounts, code)
            assert not below or sum(below) == value, (key, code)
            checked += bool(below)
        if total is not None:
            assert sum(v for code, v in amounts.items() if len(code) == 3) == total, key
    assert checked > 20


@pytest.mark.parametrize("stem", WITH_HISTORY)
def test_rows_add_up(stem: str, samples: Path) -> None:
    """合计 of a row is the sum of basic, project and reserve."""
    rows: dict[tuple[object, ...], dict[str, Decimal]] = defaultdict(dict)
    for cell in cells(samples, stem):
        head = names(cell["col"])
        rows[(cell["table"], names(cell["row"]), head[:-1])][head[-1]] = number(cell)
    whole = ("合计", "本年支出合计")
    checked = 0
    for where, row in rows.items():
        total = next((row[name] for name in whole if name in row), None)
        found = [row[name] for name in ("基本支出", "项目支出", "单位预留机动经费") if name in row]
        if total is not None and found:
            assert sum(found) == total, where
            checked += 1
    assert checked > 10


def amount(samples: Path, stem: str, table: str, row: Key, *col: str) -> Decimal:
    """The one amount in this row and in a column with this path."""
    found = {number(c) for c in cells(samples, stem)
             if str(c["table"]).endswith(table) and names(c["row"]) == row and names(c["col"])[-len(col):] == col}
    assert len(found) == 1, (stem, table, row, col, found)
    return found.pop()


@pytest.mark.parametrize("department", [NONGYE, WENLV], ids=lambda d: d.stem)
def test_what_is_left_is_what_the_next_year_begins_with(department: object, samples: Path) -> None:
    stem = NONGYE.stem if department is NONGYE else WENLV.stem
    for year in YEARS[:-1]:
        end = amount(samples, f"{stem}-{year}-final", "收入支出决算总表", ("年末结转和结余",), "决算数")
        assert end == amount(samples, f"{stem}-{year + 1}-final", "收入支出决算总表", ("年初结转和结余",), "决算数")


@pytest.mark.parametrize("stem", [s for s in WITH_HISTORY if s.endswith("final")])
def test_income_and_outlay_balance(stem: str, samples: Path) -> None:
    income, outlay = (amount(samples, stem, "收入支出决算总表", ("总计",), side, "决算数") for side in ("收入", "支出"))
    assert income == outlay


def test_last_years_column_is_last_years_table(samples: Path) -> None:
    title = "一般公共预算支出预算表"
    for year in YEARS[1:]:
        now, before = (cells(samples, f"{NONGYE.stem}-{y}-budget") for y in (year, year - 1))
        head = f"{year - 1}年预算数"
        was = {str(c["code"]): number(c) for c in now if c["table"] == title and c["col"] == [head]}
        own = {str(c["code"]): number(c) for c in before if c["table"] == title and c["col"] == [head, "合计"]}
        assert was == own and len(was) > 15


@pytest.mark.parametrize("year", YEARS)
def test_procurement_is_goods_works_and_services_save_for_the_planted_error(year: int, samples: Path) -> None:
    stem = f"{NONGYE.stem}-{year}-budget"
    table = {names(c["row"])[-1]: number(c) for c in cells(samples, stem) if c["table"] == "政府采购支出预算表"}
    total = table.pop("合计")
    assert (sum(table.values()) == total) is (stem not in WRONG_TOTAL)


def test_the_first_sample_keeps_the_last_digits_of_its_model(samples: Path) -> None:
    """381.13 above lines of 381.14, 21.02 above lines of 21.03, as a conversion from 元 leaves them."""
    lines = [c for c in cells(samples, "shili-zwfw-2022") if c["table"] == "基本支出总表" and c["col"] == ["总计"]]
    sums = {}
    for cell in lines:
        path = names(cell["row"])
        if len(path) == 2:
            below = [number(c) for c in lines if names(c["row"])[:2] == path and len(names(c["row"])) == 3]
            sums[path[-1]] = (number(cell), sum(below))
    assert sums == {
        "工资福利支出": (Decimal("381.13"), Decimal("381.14")), "商品和服务支出": (Decimal("21.02"), Decimal("21.03")),
        "对个人和家庭的补助": (Decimal("19.44"), Decimal("19.44")), "资本性支出": (Decimal("0.50"), Decimal("0.50")),
    }
