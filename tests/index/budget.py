"""A made-up budget whose figures are told apart by a factor: what the tests of search and ranking look through."""

from __future__ import annotations

from decimal import Decimal

from corpus.model import (
    WAN,
    Amount,
    Column,
    Disclosure,
    Document,
    Fact,
    Kind,
    Level,
    Passage,
    Row,
    Sentence,
    Table,
    Unit,
    stable_id,
)
from tests.index.build import BOX

Line = tuple[tuple[str, ...], str | None, tuple[tuple[tuple[str, ...], str], ...]]


def table(owner: str, title: str, kind: str, lines: tuple[Line, ...], year: int = 2023, budget: Kind = "budget",
          unit: Unit = WAN) -> Table:
    """A table of rows (path, code, ((column path, printed), ...))."""
    rows = []
    for at, (path, code, cells) in enumerate(lines):
        facts = tuple(
            Fact(stable_id(owner, title, at, n), owner, 1, BOX, title, title, path, code, col, year, budget, text,
                 Amount(Decimal(text.replace(",", "")), unit, 2))
            for n, (col, text) in enumerate(cells)
        )
        rows.append(Row(stable_id(owner, title, at), at, path, code, 1, BOX, 0, facts))
    columns = tuple(Column(col, year, budget, unit.name) for col in dict.fromkeys(c for _, _, cells in lines for c, _ in cells))
    return Table(stable_id(owner, title), title, kind, unit.name, year, (1,), columns, tuple(rows))


def line(path: str, text: str, head: str = "合计", code: str | None = None) -> Line:
    return tuple(path.split("/")) if path else (), code, (((head,), text),)


def disclosure(name: str, department: str, year: int, factor: int = 1, kind: Kind = "budget",
               level: Level = "department", prose: tuple[str, ...] = (), unit: Unit = WAN) -> Disclosure:
    """A budget whose figures are told apart by `factor`."""
    doc = Document(stable_id(name), name, "", department, level, year, kind, None, 3)
    money = [f"{n * factor}.50" for n in range(1, 12)]
    cars = ("“三公”经费", "公务用车购置及运行费")
    three: Line = ((), None, (
        (("合计",), money[9]), (("“三公”经费", "小计"), money[8]), (("“三公”经费", "公务接待费"), money[5]),
        ((*cars, "公务用车购置费"), money[6]), ((*cars, "公务用车运行维护费"), money[7]), (("会议费",), "4.40"),
    ))
    how = year, kind, unit
    tables = (
        table(doc.id, "收支总表", "summary", (line("一般公共服务支出", money[0]), line("支出总计", money[10]), line("收入总计", "77.00")), *how),
        table(doc.id, "部门支出总表", "expenditure", (
            line("住房保障支出", money[1], code="221"), line("住房保障支出/住房改革支出/住房公积金", money[2], code="2210201"),
            line("住房保障支出/住房改革支出/购房补贴", money[3], code="2210203"), line("数字云桥专项", money[4]),
        ), *how),
        table(doc.id, "一般公共预算基本支出表", "general_basic", (
            line("商品和服务支出/会议费", "0.40"), line("商品和服务支出/公务接待费", "0.30"), line("商品和服务支出/水费", "1.10"),
            line("商品和服务支出/电费", "1.20"),
        ), *how),
        table(doc.id, "“三公”经费、会议费支出表", "three_public", (three,), *how),
    )
    passages = tuple(Passage(stable_id(doc.id, text), 2, BOX, ("二、说明",), text, (Sentence(text, 2, BOX),)) for text in prose)
    return Disclosure(doc, tables, passages)
