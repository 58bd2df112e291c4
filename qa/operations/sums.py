"""Sums and differences over departments, years and things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.data.words import table_kind
from index.normal import bare
from qa.answer import Status
from qa.arithmetic import Difference, Growth, Sum, exact
from qa.data.load import read
from qa.lexicon import WHOLES, concept_of, whole_of
from qa.operations.alike import scoped, tell
from qa.operations.ask import Ask, Item, is_column
from qa.operations.lookup import (
    MOST_WRITTEN,
    apart,
    distinct,
    heading,
    line,
    lines,
    refuse_all,
    single,
    table,
    together,
    working,
)
from qa.operations.notes import beside, conflicts, readings
from qa.operations.overlap import overlapping, units_inside
from qa.operations.parts import parts_of
from qa.operations.polar import affirm, affirm_amount
from qa.operations.sides import base_item, told
from qa.operations.units import money_unit, places
from qa.plan import Metric, Side
from qa.resolve.found import Quantity
from qa.resolve.labels import names_of
from qa.resolve.scope import slots


def total(ask: Ask) -> Status:
    """The sum of several things, departments or years; nothing is added to its own part."""
    items = distinct(ask.items())
    found = [i for i in items if i.quantity is not None]
    if not found:
        return refuse_all(ask, items)
    if len(items) == 1 and len(ask.metrics) > 1:  # 买房补贴，购房补贴: one figure by two names
        return single(ask, items[0])
    if _mixed(ask, found):
        return table(ask, items)
    in_scope = scoped(ask, found)
    if not in_scope.same:
        return apart(ask, items, in_scope)
    items, found = in_scope.among(items), list(in_scope.items)
    zeros = [i for i in items if i.found.zero is not None]
    if len(found) + len(zeros) < len(items):
        return table(ask, items)
    quantities = [i.quantity for i in found if i.quantity is not None]
    if nested(quantities) or holding(found) or overlapping(ask, found):
        ask.say("nested")
        return table(ask, items)
    if inside := units_inside(ask, found):
        part, whole = inside[0]
        ask.say("unit_inside", unit=part.body.name, dept=whole.body.name)
        table(ask, items)
        return "partial"
    expression = Sum(tuple(q.expression for q in quantities))
    unit = money_unit(quantities, ask.plan.unit)
    amount = ask.draft.computed(expression, 2 if ask.plan.unit else places(quantities, unit), unit, mark=len(found) <= MOST_WRITTEN)
    names = together(ask, found, items)
    affirm_amount(ask, exact(expression))
    same = len({(i.body.name, i.year) for i in items}) == 1
    ask.say("sum" if same else "sum_over", place=ask.place(found[0]), items=names if same else f"{heading(ask, items)}（{names}）", amount=amount)
    lines(ask, items, items)
    working(ask, expression)
    tell(ask, in_scope)
    for item in found:
        conflicts(ask, item)
    readings(ask, found)
    return "answered"


def _mixed(ask: Ask, found: Sequence[Item]) -> bool:
    """Are these of one year, of a budget and of final accounts, without the question saying so? They are not added."""
    kinds = {(i.quantity.facts[0].kind or i.quantity.document.kind) for i in found if i.quantity is not None}
    one = len({i.year for i in found}) == 1 and len({i.body.name for i in found}) == 1
    return len(kinds) > 1 and not ask.plan.kinds and one


def nested(quantities: Sequence[Quantity]) -> bool:
    """Is one of these a part of another, by the rows' own tree?"""
    for a in quantities:
        for b in quantities:
            if a is b or a.document.id != b.document.id:
                continue
            for x in a.facts:
                for y in b.facts:
                    inside = len(x.row) < len(y.row) and y.row[: len(x.row)] == x.row and x.table_id == y.table_id and x.row
                    code = x.code and y.code and x.code != y.code and y.code.startswith(x.code)
                    if x.id == y.id or inside or code:
                        return True
    return False


_BASIC = {"基本支出", "财政拨款基本支出", "人员经费", "公用经费", "机关运行经费"}
_BASIC_TABLES = {"basic", "fiscal_basic", "general_basic", "operating", "three_public"}


def holding(items: Sequence[Item]) -> bool:
    """Is one of these a total that holds the others, by what it is and not by the rows of one table?"""
    if len({(i.body.name, i.year) for i in items}) > 1:
        return False
    concepts = [c.name if (c := concept_of(i.metric.key or bare(i.metric.phrase))) else "" for i in items]
    if any(name in WHOLES for name in concepts):
        return len(items) > 1
    if any(a != b and whole_of(b) == a for a in concepts for b in concepts if a and b):
        return True
    basic = [k for k, name in enumerate(concepts) if name in _BASIC]
    if set(concepts) == {"人员经费", "公用经费"}:
        return False
    return bool(basic) and any(
        k not in basic[:1] and i.quantity is not None and table_kind(i.quantity.table or "") in _BASIC_TABLES for k, i in enumerate(items)
    )


def difference(ask: Ask) -> Status:
    """One thing less another."""
    items = ask.items()
    base = ask.plan.base
    if base is not None:
        base = _its_column(ask, items[0], base) if ask.plan.filters.exclude else base
        pair = [items[0], base_item(ask, items[0], base)]
    elif len(items) == 2:
        pair = items
    elif len(items) > 2:  # of more than two none is the one that the others are held against
        return "partial" if (told_each := table(ask, items)) == "answered" else told_each
    else:
        status = single(ask, items[0])
        ask.say("no_base")
        return "partial" if status == "answered" else status
    pair = list(ask.aligned(*pair))
    together = [i for i in items if (i.body, i.year, i.kind) == (items[0].body, items[0].year, items[0].kind)]
    if base is not None and not base.more and together == items and len(items) > 1 and not ask.plan.summed:
        each = [difference(replace(ask, plan=ask.plan.model_copy(update={"metrics": (i.metric,)}))) for i in items]
        return next((status for status in each if status != "answered"), "answered")
    if base is not None and together == items and (base.summed or (ask.plan.summed and len(items) > 1 and not base.more)):
        return _of_sums(ask, items, base)
    if base is not None and base.more:
        first = items[0]
        return _without(ask, first, [pair[1], *(ask.find(m, first.body, first.year, first.kind) for m in base.more)])
    if _same(*pair):
        return single(ask, pair[0])
    if base is not None and ask.plan.filters.exclude and not _contains(ask, *pair):
        if not is_column(pair[0].metric) and not is_column(pair[1].metric):
            status = single(ask, pair[0])
        else:  # a column may well hold some of it: nothing is said of what it does not print
            return "partial" if (told_each := table(ask, pair)) == "answered" else told_each
        ask.say("not_within", outer=ask.name(pair[0]), inner=ask.name(pair[1]))
        return status
    unprinted = any(i.quantity is None or i.found.judgement == "derived" for i in pair)
    if not ask.plan.metrics and pair[0].kind != pair[1].kind and unprinted:
        pair = _of_one_source(ask, pair)
    if any(i.quantity is None for i in pair):
        return _pair_missing(ask, pair)
    in_scope = scoped(ask, pair)
    if not in_scope.same:
        return apart(ask, pair, in_scope)
    left, right = pair = in_scope.items
    assert left.quantity is not None and right.quantity is not None
    quantities = [left.quantity, right.quantity]
    unit = money_unit(quantities, ask.plan.unit)
    expression = Difference(left.quantity.expression, right.quantity.expression)
    value = exact(expression)
    names = {"left": told(ask, left, pair), "right": told(ask, right, pair)}
    a, b = (ask.draft.quantity(q, ask.plan.unit) for q in quantities)
    affirm(ask, value)
    if value == 0:
        ask.say("equal", a=a, b=b, **names)
    else:
        amount = ask.draft.computed(expression, places(quantities, unit), unit, absolute=True)
        ask.say("difference", a=a, b=b, amount=amount, word=ask.t("more" if value > 0 else "less"), **names)
    tell(ask, in_scope)
    for item in pair:
        beside(ask, item, brief=True)
    if ask.plan.percent and value and exact(right.quantity.expression) > 0:
        rate = Growth(left.quantity.expression, right.quantity.expression)
        percent = ask.draft.computed(rate, 2, absolute=True)
        ask.say("in_percent", word=ask.t("more" if value > 0 else "less"), percent=percent)
    readings(ask, pair[:1])
    return "answered"


def _its_column(ask: Ask, outer: Item, base: Side) -> Side:
    """农林水支出去掉基本支出, 项目支出不含科学技术支出: what is left out is where the row and the column meet."""
    if base.metric is not None and is_column(outer.metric) and not is_column(base.metric) and not outer.metric.within:
        crossed = outer.metric.model_copy(update={"within": (base.metric.key or bare(base.metric.phrase),)})
        solid = ask.find(crossed, outer.body, outer.year, outer.kind).found.judgement == "exact"
        return base.model_copy(update={"metric": crossed}) if solid else base
    column = base.metric is not None and is_column(base.metric) and not base.metric.within
    if not column or base.metric is None or concept_of(outer.metric.key or bare(outer.metric.phrase)) is not None:
        return base
    within = (outer.metric.key or bare(outer.metric.phrase),)
    return base.model_copy(update={"metric": base.metric.model_copy(update={"within": within})})


def _of_sums(ask: Ask, left: list[Item], base: Side) -> Status:
    """甲比乙和丙之和多多少: a side that is several things is their sum, and none of them a part of another."""
    first = [base_item(ask, i, base) for i in (left if base.metric is None else left[:1])]
    right = [*first, *(ask.find(m, left[0].body, left[0].year, left[0].kind) for m in base.more)]
    missing = [i for i in (*left, *right) if i.quantity is None]
    if missing:
        return refuse_all(ask, missing)
    same = base.metric is None and len(left) == len(right)
    pairs = [scoped(ask, pair) for pair in zip(left, right, strict=True)] if same else []
    if any(not p.same for p in pairs):
        table(ask, [*left, *right])
        for found in (p for p in pairs if not p.same):
            tell(ask, found)
        return "partial"
    if pairs:
        left, right = [p.items[0] for p in pairs], [p.items[1] for p in pairs]
    sides = [[i.quantity for i in side if i.quantity is not None] for side in (left, right)]
    if any(nested(side) for side in sides) or any(len(side) > 1 and holding(side) for side in (left, right)):
        ask.say("nested")
        return table(ask, [*left, *right])
    unit = money_unit([*sides[0], *sides[1]], ask.plan.unit)
    digits = places([*sides[0], *sides[1]], unit)
    a, b = (Sum(tuple(q.expression for q in side)) if len(side) > 1 else side[0].expression for side in sides)
    expression = Difference(a, b)
    value = exact(expression)
    shown = [ask.draft.computed(x, digits, unit) if len(side) > 1 else ask.draft.quantity(side[0], ask.plan.unit) for x, side in zip((a, b), sides, strict=True)]
    names = [_together(ask, side) for side in (left, right)]
    affirm(ask, value)
    if value == 0:
        ask.say("equal", left=names[0], right=names[1], a=shown[0], b=shown[1])
    else:
        amount = ask.draft.computed(expression, digits, unit, absolute=True)
        word = ask.t("more" if value > 0 else "less")
        ask.say("difference", left=names[0], right=names[1], a=shown[0], b=shown[1], amount=amount, word=word)
    for item in (*left, *right):
        line(ask, item, [*left, *right])
    for found in pairs:
        tell(ask, found)
    return "answered"


def _together(ask: Ask, items: list[Item]) -> str:
    if len(items) == 1:
        return told(ask, items[0], items)
    return ask.t("together", items="、".join(told(ask, i, items) for i in items))


def _without(ask: Ask, outer: Item, inner: list[Item]) -> Status:
    """A whole without several of its parts, none of which holds another."""
    missing = [i for i in (outer, *inner) if i.quantity is None]
    if missing:
        return refuse_all(ask, missing)
    parts = [i.quantity for i in inner if i.quantity is not None]
    assert outer.quantity is not None
    if nested(parts) or holding(inner) or not all(_contains(ask, outer, i) for i in inner):
        return table(ask, [outer, *inner])
    expression = Difference(outer.quantity.expression, Sum(tuple(q.expression for q in parts)))
    quantities = [outer.quantity, *parts]
    unit = money_unit(quantities, ask.plan.unit)
    amount = ask.draft.computed(expression, places(quantities, unit), unit)
    names = "、".join(ask.name(i) for i in inner)
    ask.say("without", place=ask.place(outer), outer=ask.name(outer), inner=names, amount=amount)
    for item in (outer, *inner):
        line(ask, item, [outer, *inner])
    ask.say("computed", expression=ask.draft.working(expression))
    readings(ask, [outer])
    return "answered"


def _contains(ask: Ask, outer: Item, inner: Item) -> bool:
    """Is the second a part of the first, so that it can be left out of it? What is no part of it changes nothing."""
    concept = concept_of(outer.metric.key or bare(outer.metric.phrase))
    a, b = outer.quantity, inner.quantity
    if a is None or b is None or (concept is not None and concept.name in WHOLES):
        return True
    if nested([a, b]) or (concept is not None and concept.name in _BASIC and _is_basic(inner)):
        return True
    own = set(read("scopes")["scopes"].get(concept.name, {}).get("names", ())) if concept is not None else set()
    crossed = inner.metric.within and (inner.metric.key, outer.metric.within) == (outer.metric.key, ())
    if crossed or set(inner.metric.within) & set(names_of(outer.metric)) or own & {bare(b.label), *names_of(inner.metric)}:
        return True
    labels = {bare(b.label), *names_of(inner.metric)}
    slot = next(iter(slots(ask.library, outer.body, outer.year, outer.kind, ask.plan.level)), None)
    return slot is not None and any(
        bare(label) in labels for level in (None, "款", "项") for label, _ in parts_of(outer.metric, slot, level, a)[0]
    )


def _is_basic(item: Item) -> bool:
    """Is this a part of the basic expenditure, by its name or by the table that it is from?"""
    concept = concept_of(item.metric.key or bare(item.metric.phrase))
    named = concept is not None and concept.name in ("人员经费", "公用经费", "机关运行经费")
    return named or (item.quantity is not None and table_kind(item.quantity.table or "") in _BASIC_TABLES - {"three_public", "operating"})


def _of_one_source(ask: Ask, pair: list[Item]) -> list[Item]:
    """Budget against final accounts where the whole is not given for both: the widest total that is."""
    for name in ("一般公共预算支出", "财政拨款支出"):
        other = [ask.find(Metric(phrase=name), i.body, i.year, i.kind) for i in pair]
        if all(i.quantity is not None and i.found.judgement == "exact" for i in other):
            return other
    return pair


def _same(left: Item, right: Item) -> bool:
    """Nothing is compared with itself."""
    return (left.metric, left.body.name, left.year, left.kind) == (right.metric, right.body.name, right.year, right.kind)


def _pair_missing(ask: Ask, pair: list[Item]) -> Status:
    found = [i for i in pair if i.quantity is not None]
    if not found or found[0] is not pair[0]:
        return refuse_all(ask, [i for i in pair if i.quantity is None])
    single(ask, found[0])
    ask.say("part_missing", list=told(ask, pair[1], pair))
    return "partial"
