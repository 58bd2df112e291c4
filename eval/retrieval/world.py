"""A disclosure that has every line: both classifications, a 三公 table, procurement and totals, of a body that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from corpus.data.load import Subject, economic, functional
from corpus.model import WAN, Amount, BBox, Column, Disclosure, Document, Fact, Row, Table, stable_id

BODY = "示例市综合局"
YEAR = 2024
_BOX: BBox = (0.0, 0.0, 1.0, 1.0)
_HEAD = ("合计",)
_Line = tuple[tuple[str, ...], str | None]


def every_line() -> Disclosure:
    """A budget in which each line has an amount of its own."""
    document = Document(stable_id(BODY), "every-line.pdf", f"{BODY}{YEAR}年部门预算", BODY, "department", YEAR, "budget", None, 4,
                        sample=True)
    money = iter(range(1, 10_000))
    tables = tuple(_table(document.id, title, kind, lines, money) for title, kind, lines in (
        ("收支总表", "summary", [((name,), None) for name in ("收入总计", "支出总计")]),
        ("一般公共预算支出表", "general_expenditure", _coded(functional())),
        ("一般公共预算基本支出表", "general_basic", _coded({c: s for c, s in economic().items() if c < "5"})),
        ("“三公”经费支出表", "three_public", [((name,), None) for name in (
            "合计", "因公出国（境）费用", "公务接待费", "公务用车购置", "公务用车运行维护费")]),
        ("政府采购表", "procurement", [((name,), None) for name in ("货物", "工程", "服务")]),
    ))
    return Disclosure(document, tables, ())


def _coded(subjects: Mapping[str, Subject]) -> Iterator[_Line]:
    """Each code under those that begin it."""
    names = {code: subject.name for code, subject in subjects.items()}
    for code in sorted(names):
        yield tuple(names[code[:size]] for size in (3, 5, 7) if code[:size] in names and size <= len(code)), code


def _table(owner: str, title: str, kind: str, lines: Iterable[_Line], money: Iterator[int]) -> Table:
    rows = []
    for at, (path, code) in enumerate(lines):
        value = Decimal(next(money)) + Decimal("0.25")
        fact = Fact(stable_id(owner, title, at, 0), owner, 1, _BOX, title, title, path, code, _HEAD, YEAR, "budget",
                    f"{value:,}", Amount(value, WAN, 2))
        rows.append(Row(stable_id(owner, title, at), at, path, code, 1, _BOX, 0, (fact,)))
    return Table(stable_id(owner, title), title, kind, "万元", YEAR, (1,), (Column(_HEAD, YEAR, "budget", "万元"),), tuple(rows))
