"""Disclosures for tests, written down as tables and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.data.words import table_kind
from corpus.model import (
    Amount,
    Column,
    Disclosure,
    Document,
    Fact,
    Kind,
    Passage,
    Row,
    Sentence,
    Table,
    parse_number,
    stable_id,
    unit_of,
)

BOX = (10.0, 10.0, 60.0, 20.0)
_AMOUNT = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(万元|亿元|元|%|辆|个|万人次|人次|人|名|批次|团组|台|分|家|张|座|件|所|公里|万吨)")


def document(
    department: str = "示例市科学技术局", year: int = 2023, kind: Kind = "budget", name: str | None = None, level: str = "department"
) -> Document:
    """Who discloses what."""
    title = f"{department}{year}年部门{'预算' if kind == 'budget' else '决算'}"
    return Document(
        id=stable_id(department, year, kind, level), name=name or f"{department}-{year}-{kind}-{level}.pdf", title=title,
        department=department, level=level, year=year, kind=kind, region="示例市", pages=9,  # type: ignore[arg-type]
    )


def table(
    doc: Document, title: str, heads: Sequence[tuple[str, ...]], rows: Sequence[tuple[tuple[str, ...], str | None, Sequence[str | None]]],
    unit: str = "万元", note: str | None = None, page: int = 3, blocks: Sequence[int] | None = None,
) -> Table:
    """A table: (path, code, cells) for each row; a cell None is blank. A head with a year is about that year."""
    table_id = stable_id(doc.id, title)
    columns = []
    for k, head in enumerate(heads):
        year = re.search(r"(20\d\d)年", "".join(head))
        kind: Kind | None = "final" if re.search("决算数|执行数", "".join(head)) else "budget" if "预算数" in "".join(head) else doc.kind
        own = "%" if head[-1].endswith("%") else unit
        columns.append(Column(head, int(year[1]) if year else doc.year, kind, own, blocks[k] if blocks else 0))
    made = []
    for index, (path, code, cells) in enumerate(rows):
        row_id = stable_id(table_id, index)
        facts = tuple(
            _fact(doc, table_id, title, row_id, path, code, columns[k], cell, k, page) for k, cell in enumerate(cells) if cell is not None
        )
        made.append(Row(row_id, index, path, code, page, BOX, 0, facts))
    return Table(
        table_id, title, table_kind(title), unit, doc.year, (page,), tuple(columns), tuple(made), note, page if note else None,
        BOX if note else None, BOX,
    )


def _fact(
    doc: Document, table_id: str, title: str, row_id: str, path: tuple[str, ...], code: str | None, column: Column, cell: str, k: int, page: int
) -> Fact:
    number = parse_number(cell)
    assert number is not None
    return Fact(
        stable_id(row_id, k), doc.id, page, BOX, title, table_id, path, code, column.path, column.year, column.kind, cell,
        Amount(number[0], unit_of(column.unit), number[1]),
    )


def passage(doc: Document, section: Sequence[str], text: str, page: int = 5) -> Passage:
    """A paragraph under its headings, its numbers found."""
    passage_id = stable_id(doc.id, text)
    sentences = []
    for ordinal, part in enumerate(p for p in re.split(r"(?<=[。；])", text) if p):
        facts = []
        for k, found in enumerate(_AMOUNT.finditer(part)):
            value, decimals = parse_number(found[1]) or (None, 0)
            assert value is not None
            facts.append(Fact(
                stable_id(passage_id, ordinal, k), doc.id, page, BOX, None, None, (), None, (), doc.year, doc.kind, found[1],
                Amount(value, unit_of(found[2]), decimals), quote=part, section=tuple(section),
            ))
        sentences.append(Sentence(part, page, BOX, tuple(facts)))
    return Passage(passage_id, page, BOX, tuple(section), text, tuple(sentences))


def disclosure(doc: Document, tables: Sequence[Table] = (), passages: Sequence[Passage] = ()) -> Disclosure:
    return Disclosure(doc, tuple(tables), tuple(passages))


class Shelf:
    """The few things that answering asks of a store, over values."""

    def __init__(self, *held: Disclosure) -> None:
        self._held = {d.document.id: d for d in held}

    def add(self, disclosure: Disclosure) -> None:
        """One more, in a new state of the store."""
        self._held[disclosure.document.id] = disclosure

    def documents(self) -> tuple[Document, ...]:
        return tuple(d.document for d in self._held.values())

    def disclosure(self, document_id: str) -> Disclosure:
        return self._held[document_id]

    def generation(self) -> int:
        return len(self._held)


EXPENDITURE = (("合计",), ("基本支出",), ("项目支出",))


def science(department: str = "示例市科学技术局", year: int = 2023, kind: Kind = "budget") -> Disclosure:
    """A small budget with the traps: a 三公 table with 会议费 beside it, a part in 基本支出, prose that disagrees."""
    d = document(department, year=year, kind=kind)
    tables = [
        table(d, "部门支出总表", EXPENDITURE, [
            (("合计",), None, ("1,000.00", "700.00", "300.00")),
            (("科学技术支出",), "206", ("900.00", "600.00", "300.00")),
            (("科学技术支出", "科学技术管理事务"), "20601", ("900.00", "600.00", "300.00")),
            (("科学技术支出", "科学技术管理事务", "行政运行"), "2060101", ("600.00", "600.00", None)),
            (("科学技术支出", "科学技术管理事务", "一般行政管理事务"), "2060102", ("300.00", None, "300.00")),
            (("住房保障支出",), "221", ("100.00", "100.00", None)),
            (("住房保障支出", "住房改革支出"), "22102", ("100.00", "100.00", None)),
            (("住房保障支出", "住房改革支出", "住房公积金"), "2210201", ("60.00", "60.00", None)),
            (("住房保障支出", "住房改革支出", "购房补贴"), "2210203", ("40.00", "40.00", None)),
        ]),
        table(d, "一般公共预算基本支出表", (("金额",),), [
            (("合计",), None, ("700.00",)),
            (("工资福利支出",), "301", ("600.00",)),
            (("工资福利支出", "基本工资"), "30101", ("539.99",)),
            (("工资福利支出", "住房公积金"), "30113", ("60.00",)),
            (("商品和服务支出",), "302", ("80.00",)),
            (("商品和服务支出", "办公费"), "30201", ("50.00",)),
            (("商品和服务支出", "会议费"), "30215", ("20.00",)),
            (("商品和服务支出", "公务接待费"), "30217", ("10.00",)),
            (("对个人和家庭的补助",), "303", ("20.00",)),
            (("对个人和家庭的补助", "退休费"), "30302", ("20.00",)),
        ]),
        table(d, "“三公”经费、会议费、培训费支出表", (
            ("合计",), ("“三公”经费", "小计"), ("“三公”经费", "因公出国（境）费"), ("“三公”经费", "公务用车购置及运行维护费", "小计"),
            ("“三公”经费", "公务用车购置及运行维护费", "公务用车购置费"), ("“三公”经费", "公务用车购置及运行维护费", "公务用车运行维护费"),
            ("“三公”经费", "公务接待费"), ("会议费",), ("培训费",),
        ), [((), None, ("145.00", "45.00", "5.00", "25.00", None, "25.00", "15.00", "60.00", "40.00"))]),
        table(d, "政府性基金预算支出表", EXPENDITURE, [(("合计",), None, (None, None, None))], note="注：本部门无政府性基金预算支出，本表为空表。"),
    ]
    passages = [
        passage(d, ("一、收支总体情况说明",), f"{year}年支出预算1,000.00万元，比上年增加100.00万元，增长11.11%。主要原因是在职人员增加。"),
        passage(d, ("二、支出情况说明", "1.科学技术支出（类）"),
                "1.科学技术支出（类）科学技术管理事务（款）行政运行（项）支出660.00万元，比上年减少40.00万元，主要原因是压减一般性支出。"),
        passage(d, ("三、“三公”经费情况说明",), "其中：公务用车购置费0万元。"),
        passage(d, ("四、国有资产占用情况",), "截至上年末，本部门共有车辆7辆。"),
        passage(d, ("五、重点工作",), "一般行政管理事务300.00万元，主要用于组织科普宣传周、聘请法律顾问和维护网站。"),
        passage(d, ("名词解释", "一、基本支出"), "一、基本支出：指为保障机构正常运转而发生的支出。"),
    ]
    return disclosure(d, tables, passages)
