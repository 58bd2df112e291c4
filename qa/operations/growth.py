"""Change against the year before or a year that is named, and the course over years."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from corpus.model import Kind
from index.normal import bare
from qa.answer import Status
from qa.arithmetic import (
    Average,
    Cell,
    Difference,
    Expression,
    Growth,
    Sum,
    YearlyGrowth,
    evaluate,
    exact,
    unit_of_result,
)
from qa.evidence.claims import Claim
from qa.lexicon import concept_of
from qa.operations.alike import Scoped, caveat, scoped, tell
from qa.operations.ask import Ask, Item
from qa.operations.changes import printed_rate, said_changes
from qa.operations.lookup import refuse_all, single
from qa.operations.notes import conflicts, readings
from qa.operations.polar import affirm, affirm_course
from qa.operations.sums import difference
from qa.operations.units import money_unit, places
from qa.plan import Metric, Side


def growth(ask: Ask) -> Status:
    """Against the year before, or the year that is named."""
    base = ask.plan.base
    first = ask.metrics[0]
    if ask.plan.summed and len(ask.metrics) > 1 and len(ask.bodies) == 1 and (base is None or base.metric is None):
        return difference(replace(ask, plan=ask.plan.model_copy(update={"base": base or Side(last_year=True)})))
    if base is not None and base.metric is not None and (base.metric.key, base.metric.within) != (first.key, first.within):
        return difference(ask)  # two things are no course of one
    worst: Status = "answered"
    for body in ask.bodies:
        years = ask.years(body)
        for metric in ask.metrics:
            now = ask.find(metric, body, max(years), ask.kinds(body)[0])
            status = _growth(ask, now, min(years) if len(years) > 1 else None)
            worst = status if status != "answered" else worst
    return worst


def _growth(ask: Ask, now: Item, first_year: int | None) -> Status:
    if now.quantity is None:
        status = single(ask, now)
        if status != "answered" or now.found.zero is not None:
            return status
        ask.say("change_missing")  # a sentence names it with its amount, and nothing says how it changed
        return "partial"
    base = ask.plan.base or Side(last_year=True)
    year = base.year or first_year or now.year - 1
    before = ask.find(base.metric or now.metric, now.body, year, base.kind or now.kind or now.shown_kind)
    said = said_changes(ask, now) if year == now.year - 1 and base.metric is None and base.kind is None else []
    if (before.quantity is None or before.found.judgement == "derived") and not base.kind:
        beside = ask.find(base.metric or now.metric, now.body, year, None)
        q = beside.quantity
        if q is not None and (q.document.id == now.quantity.document.id and q.table or not said and not now.kind):
            before = beside
    now, before = ask.aligned(now, before)
    if now.quantity is None:
        return single(ask, now)
    one_thing = base.metric is None or base.metric == now.metric
    found = scoped(ask, [now, before]) if one_thing and before.found.judgement == "exact" else Scoped([now, before])
    if not found.same:
        return _apart(ask, found)
    now, before = found.items
    assert now.quantity is not None
    if before.quantity is None or before.found.judgement == "derived":
        if said:
            return _growth_as_said(ask, now, said)
        if before.found.reason == "flat":
            a = ask.draft.quantity(now.quantity, agree=2)
            ask.say("growth_said_flat", dept=now.body.name, year=now.year, item=ask.name(now), a=a)
            readings(ask, [now])
            return "answered"
        if before.quantity is None and year == now.year - 1 and (wider := _wider_said(ask, now)) is not None:
            return _growth_as_said(ask, *wider)
        if before.quantity is None:
            single(ask, now)
            rate = printed_rate(ask, now) if year == now.year - 1 else None
            if rate is not None:
                ask.say("rate_printed", head=rate.col[-1], percent=ask.draft.printed(rate))
                return "answered"
            ask.say("part_missing", list=f"{before.year}年{now.metric.phrase}")
            return "partial"
    _compare(ask, now, before, said)
    tell(ask, found)
    caveat(ask, now)
    if not base.kind and not now.kind and base.metric is None:
        _other_kind(ask, now, before)
    readings(ask, [now])
    return "answered"


_WITH_CARRIED = {"总收入": "收入总计", "总支出": "支出总计"}


def _wider_said(ask: Ask, now: Item) -> tuple[Item, list[Claim]] | None:
    """收、支总计各增加8607.63万元: where the text gives the change of the total with what was carried over, and only of that."""
    concept = concept_of(now.metric.key or bare(now.metric.phrase))
    name = _WITH_CARRIED.get(concept.name) if concept is not None and not now.metric.within else None
    if name is None:
        return None
    wider = ask.find(Metric(phrase=name), now.body, now.year, now.kind)
    said = said_changes(ask, wider) if wider.quantity is not None else []
    return (wider, said) if any(claim.aspect == "change" for claim in said) else None


def _apart(ask: Ask, found: Scoped) -> Status:
    """Figures that are of different scopes: each, and nothing that is computed from them."""
    first = found.items[0]
    ordered = sorted(found.items, key=lambda i: i.year)
    each = (ask.t("at", time=ask.t("scope_time", time=i.year), amount=ask.amount(i)) for i in ordered)
    several = ask.joined(each, "，")
    ask.say("figures_apart", dept=first.body.name, item=ask.name(first), list=several)
    tell(ask, found)
    caveat(ask, max(found.items, key=lambda i: i.year))
    for item in found.items:
        conflicts(ask, item)
    return "partial"


def _other_kind(ask: Ask, now: Item, before: Item) -> None:
    """Where the year before has a budget and final accounts: which was taken, and the change against the other."""
    a, b = now.quantity, before.quantity
    assert a is not None and b is not None
    if before.found.judgement != "exact" or b.document.year != before.year or now.year <= before.year:
        return
    taken: Kind = before.kind or b.facts[0].kind or b.document.kind or "budget"
    if taken == b.document.kind:
        return  # like with like, each from its own disclosure
    other: Kind = "final" if taken == "budget" else "budget"
    second = ask.find(before.metric, before.body, before.year, other).quantity
    if second is None or not second.comparable or exact(second.expression) in (0, exact(b.expression)):
        return
    change = Difference(a.expression, second.expression)
    value = exact(change)
    unit = money_unit([a, second], ask.plan.unit)
    ask.say(
        "other_kind", before=before.year, taken=ask.t(taken), other=ask.t(other), b=ask.draft.quantity(b), c=ask.draft.quantity(second),
        word=ask.t("up" if value > 0 else "down" if value else "unchanged"), rate=ask.t("up_rate" if value > 0 else "down_rate"),
        amount=ask.draft.computed(change, places([a, second], unit), unit, absolute=True),
        percent=ask.draft.computed(Growth(a.expression, second.expression), 2, absolute=True),
    )


def _growth_as_said(ask: Ask, now: Item, said: list[Claim]) -> Status:
    """The change as the text gives it, where the year before is not disclosed."""
    assert now.quantity is not None
    change = next((c for c in said if c.aspect == "change"), None)
    percent = next((c for c in said if c.aspect == "percent" and (change is None or c.sentence is change.sentence)), None)
    if change is None:
        single(ask, now)
        if percent is None:
            ask.say("part_missing", list=f"{now.year - 1}年{now.metric.phrase}")
            return "partial"
        rate = ask.t("up_rate" if percent.direction > 0 else "down_rate")
        ask.say("percent_said", rate=rate, percent=ask.draft.printed(percent.fact))
        return "answered"
    rate = ""
    a, amount = ask.draft.quantity(now.quantity), ask.draft.printed(change.fact)
    up = change.direction > 0
    contradiction = False
    if percent is None and (expression := _rate(now.quantity.expression, change)) is not None:
        rate = _rated(ask, up, ask.draft.computed(expression, 2, absolute=True))
    elif percent is not None:
        expression = _rate(now.quantity.expression, change)
        contradiction = expression is not None and not _rounds_to(expression, percent)
        if not contradiction:
            rate = _rated(ask, up, ask.draft.printed(percent.fact))
        elif expression is not None:
            rate = _rated(ask, up, ask.draft.computed(expression, 2, absolute=True))
    affirm(ask, change.direction)
    ask.say("growth_prose", dept=now.body.name, year=now.year, item=ask.name(now), a=a,
            word=ask.t("up" if up else "down"), amount=amount, percent=rate)
    if contradiction and percent is not None:
        ask.say("growth_conflict", said=ask.draft.printed(percent.fact, against=True))
    caveat(ask, now)
    conflicts(ask, now)
    readings(ask, [now])
    return "answered"


def _rated(ask: Ask, up: bool, percent: str) -> str:
    return ask.t("rate_prose", rate=ask.t("up_rate" if up else "down_rate"), percent=percent)


def _rate(now: Expression, change: Claim) -> Expression | None:
    cell = Cell(change.fact)
    before: Expression = Difference(now, cell) if change.direction > 0 else Sum((now, cell))
    return Growth(now, before) if exact(before) else None


def _rounds_to(expression: Expression, percent: Claim) -> bool:
    decimals = percent.fact.amount.decimals
    return abs(evaluate(expression, decimals)) == abs(percent.fact.amount.value)


def _compare(ask: Ask, now: Item, before: Item, said: list[Claim]) -> None:
    a, b = now.quantity, before.quantity
    assert a is not None and b is not None
    if now.shown_kind != before.shown_kind:
        ask.say("kinds_differ", year=now.year, kind=ask.t(now.shown_kind), before=before.year, other=ask.t(before.shown_kind))
    expression = Difference(a.expression, b.expression)
    value = exact(expression)
    unit = money_unit([a, b], ask.plan.unit)
    words = {"dept": now.body.name, "item": ask.name(now), "year": now.year, "before": before.year,
             "a": ask.draft.quantity(a, ask.plan.unit), "b": ask.draft.quantity(b, ask.plan.unit)}
    affirm(ask, value if now.year > before.year else -value)
    if value == 0:
        ask.say("growth_flat", **words)
        return
    words["word"] = ask.t("up" if value > 0 else "down")
    words["rate"] = ask.t("up_rate" if value > 0 else "down_rate")
    money = unit_of_result(expression).dimension == "money"
    words["amount"] = ask.draft.computed(expression, places([a, b], unit), unit if money else None, absolute=True)
    if before.year > now.year:
        words["word"] = ask.t("more" if value > 0 else "less")
        ask.say("growth_back", **words)
        return
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
    one_year = len(ask.plan.years) < 2 and (ask.plan.base is not None or all(len(b.years) < 2 for b in ask.bodies))
    if one_year and not ask.plan.compound:
        return growth(ask)
    for body in ask.bodies:
        years = ask.plan.years if len(ask.plan.years) > 1 else body.years
        for metric in ask.metrics:
            items = [ask.find(metric, body, year, ask.kinds(body)[0]) for year in years]
            status = _course(ask, _of_one_kind(ask, items))
            worst = status if status != "answered" else worst
    return worst


def _of_one_kind(ask: Ask, items: list[Item]) -> list[Item]:
    """Where the question leaves budget or final accounts open and the years mix them: all years as budgets, or all as final
    accounts, where each is printed; the kind of the last year first."""
    kinds: list[Kind] = [i.shown_kind for i in reversed(items) if i.quantity is not None]
    if ask.plan.kinds or len(set(kinds)) < 2:
        return items
    for kind in dict.fromkeys(kinds):
        same = [ask.find(item.metric, item.body, item.year, kind) for item in items]
        if all(i.quantity is not None and i.shown_kind == kind for i in same):
            return same
    return items


def _course(ask: Ask, items: list[Item]) -> Status:
    found = [i for i in items if i.quantity is not None]
    if len(found) < 2:
        return single(ask, found[0]) if found else refuse_all(ask, items)
    in_scope = scoped(ask, found)
    if not in_scope.same:
        return _apart(ask, in_scope)
    found = in_scope.items
    first, last = found[0], found[-1]
    mixed = len({i.shown_kind for i in found}) > 1
    times = [f"{i.year}年{ask.t(i.shown_kind)}" if mixed and ask.language == "zh" else f"{i.year}年" if ask.language == "zh" else str(i.year)
             for i in found]
    listed = ask.joined((ask.t("at", time=t, amount=ask.amount(i)) for t, i in zip(times, found, strict=True)), "，")
    affirm_course(ask, found)
    ask.say("trend", dept=first.body.name, item=ask.name(last), list=listed)
    if mixed:
        ask.say("mixed_kinds")
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
    if ask.plan.compound:
        _yearly(ask, found)
    tell(ask, in_scope)
    caveat(ask, last)
    for item in found:
        conflicts(ask, item)
    if len(found) < len(items):
        ask.say("part_missing", list="、".join(f"{i.year}年" for i in items if i.quantity is None))
        return "partial"
    return "answered"


def _yearly(ask: Ask, found: list[Item]) -> None:
    """年均增长: the even growth a year, and the mean change in money where every year is there."""
    expressions = [i.quantity.expression for i in found if i.quantity is not None]
    years = found[-1].year - found[0].year
    if years < 1 or exact(expressions[0]) <= 0 or exact(expressions[-1]) < 0:
        return
    rate = YearlyGrowth(expressions[-1], expressions[0], years)
    up = exact(rate) >= 0
    ask.say("yearly", first=found[0].year, last=found[-1].year, rate=ask.t("up_rate" if up else "down_rate"),
            percent=ask.draft.computed(rate, 2, absolute=True))
    if len(found) == years + 1:
        steps = Average(tuple(Difference(b, a) for a, b in pairwise(expressions)))
        quantities = [i.quantity for i in found if i.quantity is not None]
        unit = money_unit(quantities, ask.plan.unit)
        if exact(steps):
            ask.say("yearly_amount", word=ask.t("up" if exact(steps) > 0 else "down"),
                    amount=ask.draft.computed(steps, max(2, places(quantities, unit)), unit, absolute=True))
    ask.say("computed", expression=ask.draft.working(rate))
