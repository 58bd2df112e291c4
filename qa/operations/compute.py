"""Sums, differences, shares, growth, averages, ranks and courses over years."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Unit
from qa.answer import Status
from qa.arithmetic import Average, Cell, Difference, Expression, Growth, Share, Sum, exact, unit_of_result
from qa.evidence.claims import Claim
from qa.lexicon import concept_of
from qa.operations.ask import TOTAL, Ask, Item
from qa.operations.listing import listing
from qa.operations.lookup import heading, label_of, line, refuse_all, single, table
from qa.operations.notes import conflicts, readings
from qa.plan import Metric, Side
from qa.resolve.found import Quantity
from qa.resolve.prose import changes_on


def places(items: Sequence[Quantity], unit: Unit | None) -> int:
    """The digits that a sum of these shows in a unit: none of a term's is lost."""
    if len({q.unit for q in items}) > 1:
        return 2
    out = 0
    for q in items:
        own = q.unit
        shift = unit.power - own.power if unit is not None and own is not None and own.dimension == "money" else 0
        out = max(out, q.decimals + shift)
    return max(0, min(out, 6))


def money_unit(quantities: Sequence[Quantity], wanted: str | None) -> Unit | None:
    """The unit to compute in: the one asked for, else the first one's, else 万元 where units differ."""
    from corpus.model import WAN, unit_of

    if wanted:
        return unit_of(wanted)
    units = {q.unit for q in quantities if q.unit is not None}
    return next(iter(units)) if len(units) == 1 else WAN


def total(ask: Ask) -> Status:
    """The sum of several things, departments or years; nothing is added to its own part."""
    items = ask.items()
    found = [i for i in items if i.quantity is not None]
    if not found:
        return refuse_all(ask, items)
    zeros = [i for i in items if i.found.zero is not None]
    if len(found) + len(zeros) < len(items):
        return table(ask, items)
    quantities = [i.quantity for i in found if i.quantity is not None]
    if nested(quantities):
        return table(ask, items)
    expression = Sum(tuple(q.expression for q in quantities))
    unit = money_unit(quantities, ask.plan.unit)
    amount = ask.draft.computed(expression, 2 if ask.plan.unit else places(quantities, unit), unit)
    names = "、".join(label_of(ask, i, items) for i in found)
    same = len({(i.body.name, i.year) for i in items}) == 1
    ask.say("sum" if same else "sum_over", place=ask.place(found[0]), items=names if same else f"{heading(ask, items)}（{names}）", amount=amount)
    for item in items:
        line(ask, item, items)
    ask.say("computed", expression=ask.draft.working(expression))
    for item in found:
        conflicts(ask, item)
    readings(ask, found[:1])
    return "answered"


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


def base_item(ask: Ask, item: Item, base: Side) -> Item:
    """What an item is compared with."""
    year = base.year or (item.year - 1 if base.last_year else item.year)
    body = item.body
    if base.department:
        body = next((b for b in ask.library.bodies if b.name == base.department), body)
    return ask.find(base.metric or item.metric, body, year, base.kind or item.kind)


def difference(ask: Ask) -> Status:
    """One thing less another."""
    items = ask.items()
    base = ask.plan.base
    if base is not None:
        pair = [items[0], base_item(ask, items[0], base)]
    elif len(items) >= 2:
        pair = items[:2]
    else:
        return single(ask, items[0])
    if _same(*pair):
        return single(ask, pair[0])
    if any(i.quantity is None for i in pair):
        return _pair_missing(ask, pair)
    left, right = pair
    assert left.quantity is not None and right.quantity is not None
    quantities = [left.quantity, right.quantity]
    unit = money_unit(quantities, ask.plan.unit)
    expression = Difference(left.quantity.expression, right.quantity.expression)
    value = exact(expression)
    names = {"left": _told(ask, left, pair), "right": _told(ask, right, pair)}
    a, b = (ask.draft.quantity(q, ask.plan.unit) for q in quantities)
    if value == 0:
        ask.say("equal", a=a, b=b, **names)
    else:
        amount = ask.draft.computed(expression, places(quantities, unit), unit, absolute=True)
        ask.say("difference", a=a, b=b, amount=amount, word=ask.t("more" if value > 0 else "less"), **names)
    for item in pair:
        conflicts(ask, item)
    readings(ask, pair[:1])
    return "answered"


def _same(left: Item, right: Item) -> bool:
    """Nothing is compared with itself."""
    return (left.metric, left.body.name, left.year, left.kind) == (right.metric, right.body.name, right.year, right.kind)


def _told(ask: Ask, item: Item, items: list[Item]) -> str:
    if ask.language == "en":
        return f"{label_of(ask, item, items)} ({ask.place(item)})"
    return f"{item.body.name}{item.year}年{ask.t(item.shown_kind)}的“{item.quantity.label if item.quantity else item.metric.phrase}”"


def _pair_missing(ask: Ask, pair: list[Item]) -> Status:
    found = [i for i in pair if i.quantity is not None]
    if not found or found[0] is not pair[0]:
        return refuse_all(ask, [i for i in pair if i.quantity is None])
    single(ask, found[0])
    ask.say("part_missing", list=_told(ask, pair[1], pair))
    return "partial"


def share(ask: Ask) -> Status:
    """A part of a whole in percent; the whole is the total where none is named; final against budget for execution."""
    if ask.plan.execution:
        return execution(ask)
    metrics = ask.plan.metrics
    if not metrics:
        return single(ask, ask.items()[0])
    part, whole = _part_and_whole(ask, metrics)
    worst: Status = "answered"
    for body in ask.bodies:
        for year in ask.years(body):
            status = _share_of(ask, ask.find(part, body, year, ask.kinds(body)[0]), whole)
            worst = status if status != "answered" else worst
    return worst


def _part_and_whole(ask: Ask, metrics: tuple[Metric, ...]) -> tuple[Metric, Metric]:
    first = metrics[0]
    if len(metrics) > 1:
        return first, metrics[-1]
    if first.within:
        inner = first.within[-1]
        return first.model_copy(update={"within": first.within[:-1], "whole": ""}), Metric(phrase=inner, within=first.within[:-1])
    return first, TOTAL


def _share_of(ask: Ask, part: Item, whole_metric: Metric) -> Status:
    whole = ask.find(whole_metric, part.body, part.year, part.kind)
    if part.quantity is None or whole.quantity is None:
        if part.quantity is not None and part.found.judgement == "exact":
            single(ask, part)
            ask.say("part_missing", list=whole_metric.phrase)
            return "partial"
        return refuse_all(ask, [i for i in (part, whole) if i.quantity is None])
    expression = Share(part.quantity.expression, whole.quantity.expression)
    if exact(whole.quantity.expression) == 0:
        return single(ask, part)
    ask.say(
        "share", place=ask.place(part), part=ask.name(part), a=ask.draft.quantity(part.quantity, ask.plan.unit),
        whole=ask.t("item", label=whole.quantity.label), b=ask.draft.quantity(whole.quantity, ask.plan.unit),
        percent=ask.draft.computed(expression, 2),
    )
    ask.say("computed", expression=ask.draft.working(expression))
    readings(ask, [part])
    return "answered"


def execution(ask: Ask) -> Status:
    """Final accounts against the budget of the same year."""
    body = ask.bodies[0]
    held = [d.year for d in body.documents if d.kind == "final" and d.year]
    year = (ask.plan.years or (max(held) if held else ask.years(body)[0],))[0]
    for metric in ask.plan.metrics or (TOTAL, *(Metric(phrase=p) for p in ("一般公共预算支出", "财政拨款支出"))):
        final, budget = ask.find(metric, body, year, "final"), ask.find(metric, body, year, "budget")
        if final.quantity is not None and budget.quantity is not None:
            break
    if final.quantity is None or budget.quantity is None:
        return refuse_all(ask, [i for i in (final, budget) if i.quantity is None])
    expression = Share(final.quantity.expression, budget.quantity.expression)
    ask.say("execution", place=ask.place(final), item=ask.name(final), a=ask.draft.quantity(final.quantity),
            b=ask.draft.quantity(budget.quantity), percent=ask.draft.computed(expression, 2))
    ask.say("computed", expression=ask.draft.working(expression))
    return "answered"


def growth(ask: Ask) -> Status:
    """Against the year before, or the year that is named."""
    worst: Status = "answered"
    for body in ask.bodies:
        years = ask.years(body)
        for metric in ask.metrics:
            status = _growth(ask, ask.find(metric, body, max(years), ask.kinds(body)[0]), min(years) if len(years) > 1 else None)
            worst = status if status != "answered" else worst
    return worst


def _growth(ask: Ask, now: Item, first_year: int | None) -> Status:
    if now.quantity is None:
        return single(ask, now)
    base = ask.plan.base or Side(last_year=True)
    before = ask.find(base.metric or now.metric, now.body, base.year or first_year or now.year - 1, base.kind or now.kind)
    said = _said(ask, now) if before.year == now.year - 1 else []
    if before.quantity is None or before.found.judgement == "derived":
        if said:
            return _growth_as_said(ask, now, said)
        if before.quantity is None:
            single(ask, now)
            ask.say("part_missing", list=f"{before.year}年{now.metric.phrase}")
            return "partial"
    _compare(ask, now, before, said)
    readings(ask, [now])
    return "answered"


def _said(ask: Ask, now: Item) -> list[Claim]:
    """What the prose says of the change: amounts and percentages."""
    out: list[Claim] = []
    for document in now.body.of(now.year, now.shown_kind, ask.plan.level):
        out += changes_on(now.metric, ask.library.book(document), now.shown_kind)
    return out


def _growth_as_said(ask: Ask, now: Item, said: list[Claim]) -> Status:
    """The change as the text gives it, where the year before is not disclosed."""
    assert now.quantity is not None
    change = next((c for c in said if c.aspect == "change"), None)
    percent = next((c for c in said if c.aspect == "percent" and (change is None or c.sentence is change.sentence)), None)
    if change is None:
        return single(ask, now)
    rate = ""
    up = change.direction > 0
    contradiction = False
    if percent is not None:
        expression = _rate(now.quantity.expression, change)
        contradiction = expression is not None and not _rounds_to(expression, percent)
        if not contradiction:
            rate = ask.t("rate_prose", rate=ask.t("up_rate" if up else "down_rate"), percent=ask.draft.printed(percent.fact))
        elif expression is not None:
            rate = ask.t("rate_prose", rate=ask.t("up_rate" if up else "down_rate"), percent=ask.draft.computed(expression, 2, absolute=True))
    ask.say("growth_prose", dept=now.body.name, year=now.year, item=ask.name(now), a=ask.draft.quantity(now.quantity),
            word=ask.t("up" if up else "down"), amount=ask.draft.printed(change.fact), percent=rate)
    if contradiction and percent is not None:
        ask.say("growth_conflict", said=ask.draft.printed(percent.fact, against=True))
    conflicts(ask, now)
    readings(ask, [now])
    return "answered"


def _rate(now: Expression, change: Claim) -> Expression | None:
    cell = Cell(change.fact)
    before: Expression = Difference(now, cell) if change.direction > 0 else Sum((now, cell))
    return Growth(now, before) if exact(before) else None


def _rounds_to(expression: Expression, percent: Claim) -> bool:
    from qa.arithmetic import evaluate

    decimals = percent.fact.amount.decimals
    return abs(evaluate(expression, decimals)) == abs(percent.fact.amount.value)


def _compare(ask: Ask, now: Item, before: Item, said: list[Claim]) -> None:
    a, b = now.quantity, before.quantity
    assert a is not None and b is not None
    expression = Difference(a.expression, b.expression)
    value = exact(expression)
    unit = money_unit([a, b], ask.plan.unit)
    words = {"dept": now.body.name, "item": ask.name(now), "year": now.year, "before": before.year,
             "a": ask.draft.quantity(a, ask.plan.unit), "b": ask.draft.quantity(b, ask.plan.unit)}
    if value == 0:
        ask.say("growth_flat", **words)
        return
    words["word"] = ask.t("up" if value > 0 else "down")
    words["rate"] = ask.t("up_rate" if value > 0 else "down_rate")
    money = unit_of_result(expression).dimension == "money"
    words["amount"] = ask.draft.computed(expression, places([a, b], unit), unit if money else None, absolute=True)
    if exact(b.expression) == 0:
        ask.say("growth_zero", **words)
        return
    rate = Growth(a.expression, b.expression)
    ask.say("growth", percent=ask.draft.computed(rate, 2, absolute=True), **words)
    ask.say("computed", expression=ask.draft.working(rate))
    wrong = [c for c in said if c.aspect == "percent" and not _rounds_to(rate, c)]
    agreed = [c for c in said if c.aspect == "percent" and _rounds_to(rate, c)]
    if wrong and not agreed:
        ask.say("growth_conflict", said=ask.draft.printed(wrong[0].fact, against=True))
    for item in (now, before):
        conflicts(ask, item)


def trend(ask: Ask) -> Status:
    """The course over years."""
    worst: Status = "answered"
    for body in ask.bodies:
        years = ask.plan.years if len(ask.plan.years) > 1 else body.years
        for metric in ask.metrics:
            items = [ask.find(metric, body, year, ask.kinds(body)[0]) for year in years]
            status = _course(ask, items)
            worst = status if status != "answered" else worst
    return worst


def _course(ask: Ask, items: list[Item]) -> Status:
    found = [i for i in items if i.quantity is not None]
    if len(found) < 2:
        return single(ask, found[0]) if found else refuse_all(ask, items)
    first, last = found[0], found[-1]
    listed = ("，" if ask.language == "zh" else ", ").join(ask.t("at", year=i.year, amount=ask.amount(i)) for i in found)
    ask.say("trend", dept=first.body.name, item=ask.name(last), list=listed)
    a, b = last.quantity, first.quantity
    assert a is not None and b is not None
    expression = Difference(a.expression, b.expression)
    value = exact(expression)
    words = {"first": first.year, "last": last.year}
    if value == 0:
        ask.say("trend_flat", **words)
    else:
        unit = money_unit([a, b], ask.plan.unit)
        word = ask.t("up" if value > 0 else "down")
        amount = ask.draft.computed(expression, places([a, b], unit), unit, absolute=True)
        if exact(b.expression):
            percent = ask.draft.computed(Growth(a.expression, b.expression), 2, absolute=True)
            ask.say("trend_whole", word=word, amount=amount, percent=percent, **words)
        else:
            ask.say("trend_plain", word=word, amount=amount, **words)
    for item in found:
        conflicts(ask, item)
    if len(found) < len(items):
        ask.say("part_missing", list="、".join(f"{i.year}年" for i in items if i.quantity is None))
        return "partial"
    return "answered"


def average(ask: Ask) -> Status:
    """The mean over what is named."""
    items = ask.items()
    if len(items) == 1:
        body = items[0].body
        items = [ask.find(items[0].metric, body, year, ask.kinds(body)[0]) for year in body.years]
    found = [i for i in items if i.quantity is not None]
    if len(found) < 2 or len(found) < len(items):
        return table(ask, items)
    quantities = [i.quantity for i in found if i.quantity is not None]
    expression = Average(tuple(q.expression for q in quantities))
    unit = money_unit(quantities, ask.plan.unit)
    ask.say("average", items=f"{heading(ask, items)}（{'、'.join(label_of(ask, i, items) for i in found)}）",
            amount=ask.draft.computed(expression, max(2, places(quantities, unit)), unit))
    for item in found:
        line(ask, item, items)
    ask.say("computed", expression=ask.draft.working(expression))
    return "answered"


def rank(ask: Ask) -> Status:
    """Which is the most or the least, with all of them in order."""
    items = ask.items()
    if len(items) == 1:
        return listing(ask)
    found = [i for i in items if i.quantity is not None]
    if not found:
        return refuse_all(ask, items)
    least = ask.plan.filters.order == "least"
    found.sort(key=lambda i: i.quantity.exact if i.quantity else 0, reverse=not least)  # type: ignore[arg-type, return-value]
    names = [label_of(ask, i, items) for i in found]
    ask.say("rank", item=found[0].quantity.label if found[0].quantity and concept_of(found[0].metric.phrase) is None else found[0].metric.phrase,
            word=ask.t("least" if least else "most"), first=names[0], amount=ask.amount(found[0]))
    for item in found[: ask.plan.filters.top or len(found)]:
        line(ask, item, items)
    readings(ask, found[:1])
    if len(found) < len(items):
        ask.say("part_missing", list="、".join(label_of(ask, i, items) for i in items if i.quantity is None))
        return "partial"
    return "answered"
