"""Rules over several tables, and over names: each holds in one disclosure and is broken in its twin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from corpus.model import Disclosure, Table
from corpus.model.finding import Finding
from corpus.rules import audit
from tests.qa.build import disclosure, document, passage, table

BODY = "示意市水务局"
Rows = list[tuple[tuple[str, ...], str | None, Sequence[str | None]]]


def spending(total: str = "300.00", basic: str = "200.00", code: str = "21303") -> Rows:
    return [
        (("农林水支出",), "213", ("250.00", "150.00", "100.00")),
        (("农林水支出", "水利"), code, ("250.00", "150.00", "100.00")),
        (("农林水支出", "水利", "行政运行"), "2130301", ("150.00", "150.00", None)),
        (("农林水支出", "水利", "水利工程运行与维护"), "2130306", ("100.00", None, "100.00")),
        (("住房保障支出",), "221", ("50.00", "50.00", None)),
        (("合计",), None, (total, basic, "100.00")),
    ]


def book(*sentences: str, year: int = 2023, changed: Mapping[str, str] = MappingProxyType({})) -> Disclosure:
    """A disclosure whose tables agree, but for what is changed."""
    d = document(BODY, year)
    heads = (("合计",), ("基本支出",), ("项目支出",))
    last = f"{year - 1}年预算数"
    tables: list[Table] = [
        table(d, "收支总表", (("收入", "预算数"), ("支出", "预算数")),
              [(("收入总计",), None, ("300.00", None)), (("支出总计",), None, (None, changed.get("outlay", "300.00")))]),
        table(d, "收入总表", (("合计",),), [(("合计",), None, (changed.get("income", "300.00"),))],
              unit=changed.get("income_unit", "万元")),
        table(d, "支出总表", heads, spending(code=changed.get("code", "21303"))),
        table(d, "一般公共预算支出表", heads, spending()),
        table(d, "一般公共预算基本支出表", (("合计",),),
              [(("商品和服务支出",), "302", ("200.00",)), (("商品和服务支出", "公务接待费"), "30217", ("3.00",)),
               (("合计",), None, (changed.get("basic", "200.00"),))]),
        table(d, "“三公”经费支出表", ((f"{year}年预算数",), (last,)), [(("公务接待费",), None, (changed.get("reception", "5.00"), changed.get("last", "5.00")))]),
        table(d, "政府性基金预算支出表", heads, [(("城乡社区支出",), "212", (changed.get("fund"), None, None))] if "fund" in changed else [],
              note="本部门没有政府性基金预算支出，本表为空表。"),
    ]  # fmt: skip
    return disclosure(d, tables, [passage(d, ("说明",), "".join(sentences))] if sentences else [])


def findings(*held: Disclosure) -> list[tuple[str, str, str, str]]:
    return [_short(f) for f in audit(held)]


def _short(finding: Finding) -> tuple[str, str, str, str]:
    return finding.kind, finding.printed, finding.expected, finding.verdict


def test_what_agrees_has_no_findings() -> None:
    assert findings(book(), book(year=2022)) == []


BROKEN = {
    "income is not outlay": ({"outlay": "310.00"}, ("sum", "310.00", "300.00", "mismatch")),
    "the income table has another total": ({"income": "290.00"}, ("cross_table", "290.00", "300.00", "mismatch")),
    "a table in another unit than its head": (
        {"income": "300.00", "income_unit": "元"},
        ("unit", "300.00", "3,000,000.00", "mismatch"),
    ),
    "the basic table has another total": ({"basic": "201.00"}, ("cross_table", "201.00", "200.00", "mismatch")),
    "more reception than in the three": ({"reception": "2.00"}, ("cross_table", "3.00", "2.00", "mismatch")),
    "a code with another's name": ({"code": "21305"}, ("text", "21305 水利", "", "mismatch")),
    "a filled table that says it is empty": ({"fund": "7.00"}, ("text", "本部门没有政府性基金预算支出，本表为空表。", "7.00", "mismatch")),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_each_identity_is_held(name: str) -> None:
    changed, expected = BROKEN[name]
    found = findings(book(changed=changed))
    assert any(
        f[0] == expected[0] and f[1] == expected[1] and (not expected[2] or f[2] == expected[2]) for f in found
    ), found


def test_last_years_column_is_a_question_only() -> None:
    assert findings(book(changed={"last": "6.00"}), book(year=2022)) == [("cross_year", "6.00", "5.00", "cannot_check")]


SAID = {
    "purpose": (
        "农林水支出（类）水利（款）水利工程运行（项）10万元，主要用于支付堤防和泵站的电费和人工。"
        "社会保障支出（类）养老支出（款）机关事业单位职业年金缴费支出（项）20万元，主要用于缴纳在职人员的职业年金。",
        "农林水支出（类）水利（款）水利工程运行（项）10万元，主要用于缴纳在职人员的职业年金。"
        "社会保障支出（类）养老支出（款）机关事业单位职业年金缴费支出（项）20万元，主要用于缴纳在职人员的职业年金。",
        "水利工程运行",
    ),
    "level": (
        "与2022年度相比，财政拨款收入支出总计持平。主要原因是业务没有变化。",
        "与2022年度相比，财政拨款收入支出总计持平。主要原因是减少了工程款。",
        "收入支出总计持平",
    ),
    "body": (
        "示意市水务局2023年部门预算情况说明。",
        "示意市林业局2023年部门预算情况说明。",
        "示意市林业局",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_sentences(name: str) -> None:
    right, wrong, printed = SAID[name]
    assert findings(book(right)) == []
    assert [f[1] for f in findings(book(wrong)) if f[0] == "text"] == [printed]
