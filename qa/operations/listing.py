"""What a thing is made up of, in a table; and whether its lines add up."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from corpus.model import Fact, Interval, unit_of
from index.normal import bare
from qa.answer import Status
from qa.arithmetic import Cell, Count, Difference, Share, Sum, exact
from qa.operations.ask import Ask, Item
from qa.operations.lookup import lookup, single
from qa.operations.notes import conflicts, readings
from qa.operations.parts import Line, parts_of
from qa.operations.programmes import programmes
from qa.operations.refuse import refuse
from qa.plan import Metric
from qa.resolve.found import Found, Quantity
from qa.resolve.scope import Slot, slots

MOST = 24
MOST_FIRST = 3
"""Lines shown where the most or the least is asked for: it and the next two."""
_ALL = re.compile("最[多大高].{0,10}最[少小低]|最[少小低].{0,10}最[多大高]|从[高低大小多少]|排序|排列|排名|依次|各项|明细|列出|列一下|all|sorted|rank")


def _slot(ask: Ask, item: Item) -> Slot | None:
    found = slots(ask.library, item.body, item.year, item.kind, ask.plan.level)
    return found[0] if found and found[0].own else None


def listing(ask: Ask) -> Status:
    """The total and its lines, filtered and ordered as asked."""
    items = ask.items()
    if len(items) > 1:
        return lookup(ask)
    item = items[0]
    slot = _slot(ask, item)
    lines, title = _parts(ask, item, slot) if slot else ([], None)
    if not lines and (spent := _spent(ask, item)) is not None:
        item, lines, title = spent
    every, lines = lines, filtered(ask, lines, item.quantity)
    f = ask.plan.filters
    limited = bool(f.at_least or f.at_most)
    if every and not lines and limited:
        ask.say("none_fit", place=ask.place(item), item=ask.name(item))
        return "answered"
    if not lines:
        told = programmes(ask, item) if item.quantity is None else None
        return told or _no_parts(ask, item)
    if item.quantity is not None:
        key = "list_limited" if limited else "list_first" if f.order and len(lines) < len(every) else "list"
        words = {"place": ask.place(item), "item": ask.name(item)}
        if f.order and not limited and not f.top:
            _first_of_all(ask, words, item, lines)
        else:
            ask.say(key, amount=ask.amount(item), **words)
    else:
        ask.say("list_plain", place=ask.place(item), item=ask.t("item", label=item.metric.phrase))
    if ask.plan.counting:
        ask.say("count_lines", n=ask.draft.computed(Count(tuple(Cell(f) for _, f in lines)), 0))
    told_already = f.place and item.quantity is not None and not ask.plan.percent
    for label, fact in [] if told_already else told_apart(lines)[:MOST]:
        ask.draft.say("- " + ask.t("row", label=label, amount=ask.draft.printed(fact) + _part(ask, item, fact)))
    _together(ask, item, lines)
    if title:
        ask.say("list_from", table=title)
    conflicts(ask, item)
    readings(ask, [item])
    return "answered"


def told_apart(lines: list[Line]) -> list[Line]:
    """Lines of one label with what they stand under: 会议费 of two projects."""
    labels = [label for label, _ in lines]
    out = []
    for label, fact in lines:
        others = [f for text, f in lines if text == label]
        shared = set(others[0].row).intersection(*(f.row for f in others[1:]))
        own = next((x for x in fact.row[:-1] if x not in shared and bare(x) != bare(label)), None)
        out.append((f"{label}（{own}）" if labels.count(label) > 1 and own else label, fact))
    return out


def _part(ask: Ask, item: Item, fact: Fact) -> str:
    """三公经费中哪项最多，占比多少: each line's share of the whole."""
    whole = item.quantity
    if not ask.plan.percent or whole is None or not whole.comparable or not fact.unit or exact(whole.expression) == 0:
        return ""
    return ask.t("row_share", percent=ask.draft.computed(Share(Cell(fact), whole.expression), 2))


def _first_of_all(ask: Ask, words: dict[str, str], item: Item, lines: list[Line]) -> None:
    """哪项最大, 排第二的: the line itself first, then the whole that it is of."""
    f = ask.plan.filters
    first, fact = told_apart(lines)[0]
    part = ask.draft.printed(fact)
    words = words | {"whole": ask.called(item), "first": first, "part": part, "amount": ask.amount(item)}
    if f.place:
        order = ask.t("from_least" if f.order == "least" else "from_most")
        ask.say("list_place", n=f.place, order=order, **words)
    else:
        ask.say("list_most", word=ask.t("least" if f.order == "least" else "most"), **words)


def _together(ask: Ask, item: Item, lines: list[Line]) -> None:
    """最大的两类合计占多少: those lines together, and their share of the whole."""
    whole, f = item.quantity, ask.plan.filters
    told = additive(lines)
    if not (ask.plan.summed and f.top) or whole is None or len(told) < 2 or len(told) < len(lines):
        return
    if not whole.comparable or exact(whole.expression) == 0 or any(not fact.unit for _, fact in told):
        return
    expression = Sum(tuple(Cell(fact) for _, fact in told))
    unit, decimals = whole.unit, max([whole.decimals, *(fact.amount.decimals for _, fact in told)])
    ask.say("lines_together", n=len(told), amount=ask.draft.computed(expression, decimals, unit),
            percent=ask.draft.computed(Share(expression, whole.expression), 2))


def _parts(ask: Ask, item: Item, slot: Slot) -> tuple[list[Line], str | None]:
    """The lines to show: those of the finest level where the question asks for what is above or below an amount."""
    f = ask.plan.filters
    if f.level is None and (f.at_least or f.at_most):
        found = parts_of(item.metric, slot, "项", item.quantity)
        if found[0]:
            return found
    return parts_of(item.metric, slot, f.level, item.quantity)


def _spent(ask: Ask, item: Item) -> tuple[Item, list[Line], str | None] | None:
    """一般公共预算里最大的一笔支出: a source of money is divided where it is spent; its name alone is that of the income."""
    label = item.metric.phrase
    if label.endswith(("支出", "收入")) or "收入" in ask.plan.topic or not item.found.solid:
        return None
    spent = ask.find(Metric(phrase=f"{label}支出", key=bare(f"{label}支出")), item.body, item.year, item.kind)
    slot = _slot(ask, spent)
    if spent.quantity is None or spent.found.judgement != "exact" or slot is None:
        return None
    lines, title = _parts(ask, spent, slot)
    return (spent, lines, title) if lines else None


def lines_of(ask: Ask) -> list[Line]:
    """The lines that a list would show."""
    item = ask.items()[0]
    slot = _slot(ask, item)
    return filtered(ask, parts_of(item.metric, slot, ask.plan.filters.level, item.quantity)[0], item.quantity) if slot else []


def _no_parts(ask: Ask, item: Item) -> Status:
    if item.quantity is None and item.found.zero is None:
        return refuse(ask, item)
    single(ask, item)
    ask.say("no_parts")
    return "answered"


def filtered(ask: Ask, lines: list[Line], whole: Quantity | None = None) -> list[Line]:
    """Only what the question's limits let through, in its order; a limit in percent is of the whole."""
    f = ask.plan.filters
    for bound, keep in ((f.at_least, 1), (f.at_most, -1)):
        limit = _limit(bound, whole)
        if limit is not None:
            beyond = ((x, (Fraction(x[1].amount.base) - limit) * keep) for x in lines)
            lines = [x for x, gap in beyond if gap > 0 or (gap == 0 and not f.strict)]
    if f.order:
        lines = sorted(lines, key=lambda x: x[1].amount.base, reverse=f.order == "most")
    if f.exclude:
        lines = [x for x in lines if not any(e in bare(x[0]) for e in f.exclude)]
    if f.place:
        return lines[f.place - 1 : f.place]
    if f.top:
        return lines[: f.top]
    alone = f.order and not (f.at_least or f.at_most) and not _ALL.search(ask.plan.topic)
    return lines[:MOST_FIRST] if alone else lines


def _limit(text: str | None, whole: Quantity | None) -> Fraction | None:
    if not text:
        return None
    number = "".join(c for c in text if c.isdigit() or c == ".")
    if text.endswith("%"):
        return exact(whole.expression) * Fraction(number) / 100 if whole is not None and whole.comparable else None
    unit = unit_of(text[len(number):])
    return Fraction(number) * 10**unit.power if unit else None


def check(ask: Ask) -> Status:
    """Do the lines add up to the printed total?"""
    items = _different(ask.items())
    if len(items) > 2 and all(i.quantity is not None for i in items):
        return _claimed_sum(ask, items)
    if ask.plan.summed and len(items) == 2 and (whole := _printed_whole(ask, items)) is not None:
        return _claimed_sum(ask, [*items, whole])
    if len(items) == 2 and all(i.quantity is not None for i in items):
        return _two(ask, items)
    item = items[0]
    slot = _slot(ask, item)
    if item.quantity is None or slot is None:
        return single(ask, item)
    lines = additive(parts_of(item.metric, slot, None, item.quantity)[0])
    facts = [fact for _, fact in lines]
    if not facts:
        single(ask, item)
        ask.say("check_none", item=item.metric.phrase)
        return "partial"
    total = item.quantity.expression
    added = Sum(tuple(Cell(f) for f in facts))
    gap = exact(Difference(added, total))
    unit = item.quantity.unit
    decimals = max([item.quantity.decimals, *(f.amount.decimals for f in facts)])
    key = "check_equal" if gap == 0 else "check_rounding" if _meets(facts, item) else "check_mismatch"
    words = {"place": ask.place(item), "item": ask.name(item), "sum": ask.draft.computed(added, decimals, unit),
             "total": ask.draft.quantity(item.quantity)}
    if gap:
        words["gap"] = ask.draft.computed(Difference(added, total), decimals, unit, absolute=True)
    ask.say(key, **words)
    for label, fact in lines[:12]:
        ask.draft.say("- " + ask.t("row", label=label, amount=ask.draft.printed(fact)))
    return "answered"


def _different(items: list[Item]) -> list[Item]:
    """各项支出加起来等于总支出吗: what is one and the same printed figure is one thing, and no part of itself."""
    out: list[Item] = []
    for item in items:
        own = {f.id for f in item.quantity.facts} if item.quantity is not None else set()
        if not own or not any(i.quantity is not None and own == {f.id for f in i.quantity.facts} for i in out):
            out.append(item)
    return out


def additive(lines: list[Line]) -> list[Line]:
    """Lines that may be added up: a line that another of them holds (公务用车运行维护费 in 购置及运行维护费) is left out."""
    whole = any(re.search("购置(及|和)运行", label) for label, _ in lines)
    kept = [x for x in lines if not (whole and re.match("(其中[：:]?)?公务用车(购置费?|运行(维护)?费?)$", x[0]))]
    return [x for x in kept if not any(_in(x[1], y[1]) for y in kept)]


def _in(inner: Fact, outer: Fact) -> bool:
    """Does one figure stand below another in the tree of one table's rows?"""
    nested = len(outer.row) < len(inner.row) and inner.row[: len(outer.row)] == outer.row and bool(outer.row)
    return nested and inner.table_id == outer.table_id and inner.col == outer.col


def _two(ask: Ask, items: list[Item]) -> Status:
    """收入和支出平衡吗: two printed figures side by side."""
    left, right = (i.quantity for i in items)
    assert left is not None and right is not None
    gap = Difference(left.expression, right.expression)
    names = {"left": ask.t("item", label=left.label), "right": ask.t("item", label=right.label)}
    words = names | {"a": ask.draft.quantity(left), "b": ask.draft.quantity(right)}
    if exact(gap) == 0:
        ask.say("equal", **words)
    else:
        decimals = max(left.decimals, right.decimals)
        amount = ask.draft.computed(gap, decimals, left.unit, absolute=True)
        ask.say("difference", amount=amount, word=ask.t("more" if exact(gap) > 0 else "less"), **words)
    readings(ask, items[:1])
    return "answered"


def _printed_whole(ask: Ask, items: list[Item]) -> Item | None:
    """货物和服务加起来跟合计对得上吗: the total row of the table that both stand in, in their column."""
    facts = [f for i in items if i.quantity is not None for f in i.quantity.facts]
    if len(facts) < 2 or len({(f.table_id, f.col) for f in facts}) > 1:
        return None
    book = ask.library.book(ask.draft.document(facts[0].document))
    total = next((e for e in book.of_table(facts[0].table_id or "") if e.grand and e.fact.col == facts[0].col), None)
    if total is None:
        return None
    label = total.row.label or ask.t("total_row")
    quantity = Quantity(Cell(total.fact), label, book.document, total.table.title, total.year)
    return replace(items[0], found=Found("exact", quantity))


def _claimed_sum(ask: Ask, items: list[Item]) -> Status:
    """甲、乙加起来等于丙吗: the last against the sum of the others."""
    whole = items[-1]
    quantities = [i.quantity for i in items if i.quantity is not None]
    assert whole.quantity is not None
    facts = [f for q in quantities[:-1] for f in q.facts]
    added = Sum(tuple(q.expression for q in quantities[:-1]))
    gap = exact(Difference(added, whole.quantity.expression))
    key = "check_equal" if gap == 0 else "check_rounding" if _meets(facts, whole) else "check_mismatch"
    unit, decimals = whole.quantity.unit, max(q.decimals for q in quantities)
    words = {"place": ask.place(whole), "item": ask.name(whole), "sum": ask.draft.computed(added, decimals, unit),
             "total": ask.draft.quantity(whole.quantity)}
    if gap:
        words["gap"] = ask.draft.computed(Difference(added, whole.quantity.expression), decimals, unit, absolute=True)
    ask.say(key, **words)
    for item in items[:-1]:
        ask.draft.say("- " + ask.t("row", label=item.quantity.label if item.quantity else "", amount=ask.amount(item)))
    return "answered"


def _meets(facts: list[Fact], item: Item) -> bool:
    """Do the intervals of the parts and of the total meet? Never a fixed tolerance."""
    assert item.quantity is not None
    added = Interval(Decimal(0), Decimal(0))
    for fact in facts:
        added = added + fact.amount.interval()
    printed = Interval(Decimal(0), Decimal(0))
    for fact in item.quantity.facts:
        printed = printed + fact.amount.interval()
    return added.meets(printed)
