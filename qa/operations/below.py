"""Bodies that a disclosure's own table lists one by one: the units below a department, the towns of a county."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Fact, Row, Table
from corpus.tables.rowtree import is_body
from index.normal import bare
from qa.answer import Status
from qa.evidence.book import Book
from qa.evidence.entry import Entry, is_total
from qa.operations.ask import TOTAL, Ask
from qa.operations.listing import filtered
from qa.operations.lookup import single
from qa.operations.parts import Line
from qa.plan import Metric
from qa.resolve.labels import names_of
from qa.resolve.scope import Slot, slots

_BODIES = "(单位|乡镇街道|乡镇|镇街|镇|乡|街道|学校|法院|检察院|机构|区县|县区)"
_ASKED = re.compile(
    f"(哪|有哪|各|每)(一|几)?(个|家|些|所)?(下属|所属|下级|直属|基层|二级|下辖)?的?(预算)?{_BODIES}(?!职工|人员|级)|{_BODIES}(是|为)(哪|谁)|哪一?家(?!公司|企业|供应商)"
)
_OF_THEM = re.compile(f"^(各|哪|每)?(个|家|些)?(下属|所属)?{_BODIES}的?")
_PLACE = re.compile("[镇乡县区市旗]$|街道$|办事处$")
_OF_ALL = ("income", "summary", "expenditure")


def below(ask: Ask, question: str) -> Status | None:
    """下面哪个单位最多, 哪个乡镇: the bodies of the table that is of the thing, in the order asked for; or that no table has them.

    None where no body below the one that is named is asked for.
    """
    ranked = ask.plan.operation in ("rank", "list")
    if len(ask.bodies) != 1 or not ask.named or not (ranked or ask.plan.each) or not _ASKED.search(question):
        return None
    ask = replace(ask, plan=ask.plan.model_copy(update={"level": None}))
    metric = _thing(ask)
    body = ask.bodies[0]
    year, kind = ask.years(body)[0], ask.kinds(body)[0]
    for slot in slots(ask.library, body, year, kind, "department") or slots(ask.library, body, year, kind, None):
        for book in slot.books if slot.own else ():
            for table in _of_the_thing(book, metric):
                lines = _lines(table, book, slot, metric)
                if len(lines) > 1:
                    return _told(ask, metric, lines, table)
    if not ask.plan.filters.order:
        return None
    item = ask.find(metric, body, year, kind)
    ask.say("none_below", place=ask.place(item), item=ask.t("item", label=metric.phrase))
    if item.quantity is not None:
        single(ask, item)
    return "not_disclosed"


def _thing(ask: Ask) -> Metric:
    """What each of the bodies is asked for, without the word for them: 乡镇的转移支付."""
    named = [m for m in ask.plan.metrics if (rest := _OF_THEM.sub("", m.phrase)) and (m.known or rest == m.phrase)]
    cut = (_OF_THEM.sub("", m.phrase) for m in ask.plan.metrics if not m.known)
    return named[0] if named else next((Metric(phrase=c, key=bare(c)) for c in cut if len(c) > 1), TOTAL)


def _told(ask: Ask, metric: Metric, lines: list[Line], table: Table) -> Status:
    item = ask.find(metric, ask.bodies[0], ask.years(ask.bodies[0])[0], ask.kinds(ask.bodies[0])[0])
    ordered = filtered(ask, lines)
    place, thing = ask.place(item), ask.t("item", label=metric.phrase)
    least = ask.plan.filters.order == "least"
    if ask.plan.filters.order and ordered:
        first, fact = ordered[0]
        word, amount = ask.t("least" if least else "most"), ask.draft.printed(fact)
        ask.say("rank", item=f"{place}{thing}", word=word, first=first, amount=amount)
    else:
        ask.say("list_plain", place=place, item=thing)
    for label, fact in ordered:
        ask.draft.say("- " + ask.t("row", label=label, amount=ask.draft.printed(fact)))
    ask.say("list_from", table=table.title)
    return "answered"


def _of_the_thing(book: Book, metric: Metric) -> list[Table]:
    """Tables whose rows are bodies and that are of the thing by their title or a head; of all money, where none is
    named."""
    names = names_of(metric)
    tables = [t for t in book.disclosure.tables if _of_bodies(t)]
    if metric == TOTAL or metric.phrase in ("支出", "收入", "预算"):
        return sorted((t for t in tables if t.kind in _OF_ALL), key=lambda t: _OF_ALL.index(t.kind or ""))
    titled = [t for t in tables if any(n in bare(t.title) for n in names if len(n) > 2)]
    headed = [t for t in tables if any(bare(h) in names for c in t.columns for h in c.path)]
    return [*titled, *(t for t in headed if t not in titled)]


def _of_bodies(table: Table) -> bool:
    rows = _rows(table)
    named = [r for r in rows if is_body(r.path[-1]) or _PLACE.search(bare(r.path[-1]))]
    return len(named) > 1 and 2 * len(named) > len(rows)


def _rows(table: Table) -> list[Row]:
    return [r for r in table.rows if r.path and r.facts and not is_total(bare(r.path[-1]))]


def _lines(table: Table, book: Book, slot: Slot, metric: Metric) -> list[Line]:
    """Each body with its figure: in the column of the thing, else in the one that is of all."""
    entries = [e for e in book.of_table(table.id) if slot.fits(e.fact)]
    column = _column([e for e in entries if not e.grand], metric)
    if column is None:
        return []
    of_row: dict[str, Fact] = {e.row.id: e.fact for e in entries if e.fact.col == column}
    return [(r.path[-1].strip(), of_row[r.id]) for r in _rows(table) if r.id in of_row]


def _column(entries: list[Entry], metric: Metric) -> tuple[str, ...] | None:
    names = set(names_of(metric))
    own = next((e.fact.col for e in entries if names & set(map(bare, e.fact.col))), None)
    return own or next((e.fact.col for e in entries if not e.heads), None)
