"""The audit over other places' heads: nothing where all agrees, and each planted error."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.model import Amount, Disclosure, Fact
from corpus.rules import audit
from tests.eval.checker.places import places

PLANTED = [
    ("a class is the sum of its items", "支出决算表", "国际组织", "本年支出合计", "sum"),
    ("a row is the sum of its columns", "部门支出预算总表", "公路养护", "项目支出", "sum"),
    ("the total is the sum of the classes", "部门支出预算总表", "合计", "合计", "sum"),
    ("the car line is its two parts", "财政拨款“三公”经费支出决算表", "公务用车购置费", "决算数", "sum"),
    ("taxes add up", "一般公共预算收入表", "增值税", "2023年预算数", "sum"),
]


def test_what_agrees_has_no_findings() -> None:
    assert [(f.why, f.verdict) for f in audit(places()) if f.verdict != "cannot_check"] == []


@pytest.mark.parametrize(("table", "row", "column", "kind"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED])
def test_a_planted_error_is_found(table: str, row: str, column: str, kind: str) -> None:
    held = places()
    at, broken = next((k, d) for k, doc in enumerate(held) if (d := _broken(doc, table, row, column)) is not None)
    held[at] = broken
    assert kind in {f.kind for f in audit(held) if f.verdict == "mismatch" and table in f.why}


def _broken(disclosure: Disclosure, title: str, row: str, column: str) -> Disclosure | None:
    """The disclosure with 77 units more in one cell; None where it has no such cell."""
    tables = []
    done = False
    for table in disclosure.tables:
        rows = []
        for one in table.rows:
            facts = []
            for fact in one.facts:
                hit = table.title == title and one.label == row and fact.col[-1] == column and not done
                done = done or hit
                facts.append(_more(fact) if hit else fact)
            rows.append(replace(one, facts=tuple(facts)))
        tables.append(replace(table, rows=tuple(rows)))
    return replace(disclosure, tables=tuple(tables)) if done else None


def _more(fact: Fact) -> Fact:
    value = fact.amount.value + Decimal(77)
    return replace(fact, text=f"{value:,}", amount=Amount(value, fact.amount.unit, fact.amount.decimals))
