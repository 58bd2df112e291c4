"""Orders over things, departments or years: which is the most or the least, which place one has, who is beyond a limit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from index.normal import bare
from qa.answer import Status
from qa.arithmetic import Difference, exact
from qa.lexicon import concept_of
from qa.library import Body
from qa.operations.alike import scoped, tell
from qa.operations.ask import TOTAL, Ask, Item
from qa.operations.listing import listing
from qa.operations.lookup import apart, label_of, line, lines, refuse_all, single, within
from qa.operations.notes import readings
from qa.operations.parts import parts_of
from qa.operations.units import money_unit, places
from qa.planner.operation import AGAINST_LAST
from qa.resolve.labels import names_of
from qa.resolve.scope import slots


def rank(ask: Ask) -> Status:
    """Which is the most or the least, with all of them in order."""
    if ask.plan.over_years and len(ask.metrics) == 1:
        courses = [items for body in ask.bodies if len(items := _years(ask, body)) > 1 or len(ask.bodies) == 1]
        if not courses:
            status = single(ask, ask.items()[0])
            return "partial" if status == "answered" else status
        each = [_ordered(ask, ask.one_scope(items)) for items in courses]
        return next((status for status in each if status != "answered"), "answered")
    items = ask.items()
    if (ask.plan.filters.at_least or ask.plan.filters.at_most) and len(ask.metrics) == 1 and len(ask.bodies) > 1:
        return beyond(ask, items)
    if ask.plan.position:
        return _position(ask, items)
    if len(items) == 1:
        return listing(ask)
    return _ordered(ask, items)


def _years(ask: Ask, body: Body) -> list[Item]:
    """One thing in every year that a department discloses, or that is named; of one kind."""
    years = ask.plan.years if len(ask.plan.years) > 1 else body.years
    kind = ask.kinds(body)[0]
    if kind is None and len({d.kind for d in body.documents if d.kind}) > 1:
        kind = "budget"
    return [ask.find(ask.metrics[0], body, year, kind) for year in years]


def _ordered(ask: Ask, items: list[Item]) -> Status:
    found = [i for i in items if i.quantity is not None]
    if not found:
        return refuse_all(ask, items)
    in_scope = scoped(ask, found)
    if not in_scope.same:
        return apart(ask, items, in_scope)
    items, found = in_scope.among(items), list(in_scope.items)
    units = {i.quantity.unit for i in found if i.quantity}
    if len(units) > 1 and ask.plan.unit is None:
        ask.plan = ask.plan.model_copy(update={"unit": "万元"})
    f = ask.plan.filters
    least = f.order == "least"
    nothing = [i for i in items if i.found.zero is not None]
    found.sort(key=_value, reverse=not least)
    if f.place and f.place <= len(found):
        chosen = found[f.place - 1]
        ask.say("rank_place", item=_thing(ask, chosen), n=f.place, order=ask.t("from_least" if least else "from_most"),
                first=label_of(ask, chosen, items), amount=ask.amount(chosen))
    else:
        ask.say("rank", item=_thing(ask, found[0]), word=ask.t("least" if least else "most"), first=label_of(ask, found[0], items),
                amount=ask.amount(found[0]))
    lines(ask, [*found[: f.top or len(found)], *([] if f.top else nothing)], items)
    if len(found) > 1 and AGAINST_LAST.search(ask.question):
        _apart(ask, found[0], found[-1])
    if len({i.shown_kind for i in found}) > 1:
        ask.say("mixed_kinds")
    tell(ask, in_scope)
    if not ask.plan.over_years:
        readings(ask, found)
    if len(found) + len(nothing) < len(items):
        ask.say("part_missing", list="、".join(label_of(ask, i, items) for i in items if i.quantity is None and i not in nothing))
        return "partial"
    return "answered"


def _apart(ask: Ask, first: Item, last: Item) -> None:
    """How far the first and the last are apart."""
    assert first.quantity is not None and last.quantity is not None
    gap = Difference(first.quantity.expression, last.quantity.expression)
    unit = money_unit([first.quantity, last.quantity], ask.plan.unit)
    both = [first, last]
    ask.say("first_and_last", first=label_of(ask, first, both), last=label_of(ask, last, both),
            amount=ask.draft.computed(gap, places([first.quantity, last.quantity], unit), unit, absolute=True))
    ask.say("computed", expression=ask.draft.working(gap))


def _value(item: Item) -> Fraction:
    assert item.quantity is not None
    return exact(item.quantity.expression)


def _thing(ask: Ask, item: Item) -> str:
    """What is ranked; over years with the department, which no line then names."""
    assert item.quantity is not None
    if len(ask.metrics) > 1 and len(ask.bodies) == 1 and ask.language == "zh":
        return f"{ask.place(item)}中，"  # the things themselves are ranked
    label = item.quantity.label if concept_of(item.metric.phrase) is None else item.metric.phrase
    if not ask.plan.over_years:
        return label
    return f"{item.body.name}的{label}" if ask.language == "zh" else f"{label} ({item.body.name})"


def _position(ask: Ask, items: list[Item]) -> Status:
    """排第几: the place of a department among all, or of a line among its like."""
    item = items[0]
    if item.quantity is None:
        return refuse_all(ask, items)
    if ask.plan.every_body or len(items) > 1:
        others = [ask.find(item.metric, b, item.year, item.kind) for b in ask.library.bodies if item.year in b.years]
        held = sorted((i for i in others if i.quantity is not None), key=_value, reverse=True)
        if item.body not in [i.body for i in held]:
            return single(ask, item)
        place = [i.body for i in held].index(item.body) + 1
        ask.say("position_bodies", place=ask.place(item), item=ask.name(item), amount=ask.amount(item), n=place, among=len(held))
        for other in held:
            line(ask, other, held)
        return "answered"
    metric, whole = (item.metric, TOTAL) if not item.metric.within else (
        item.metric.model_copy(update={"within": ()}), replace(item, metric=item.metric).metric.model_copy(
            update={"phrase": item.metric.within[-1], "key": "", "within": (), "whole": ""}))
    names = {bare(item.quantity.label), *names_of(metric)}
    slot = next(iter(slots(ask.library, item.body, item.year, item.kind, ask.plan.level)), None)
    for level in (None, "款", "项", "经济") if slot else ():
        assert slot is not None
        lines = sorted(parts_of(whole, slot, level, None)[0], key=lambda x: -x[1].amount.base)
        labels = [bare(label) for label, _ in lines]
        place = next((k for k, label in enumerate(labels) if label in names), -1)
        if place >= 0 and len(lines) > 1:
            ask.say("position", place=ask.place(item), item=ask.name(item), amount=ask.amount(item), n=place + 1, among=len(lines))
            for label, fact in lines[: max(place + 1, 5)]:
                ask.draft.say("- " + ask.t("row", label=label, amount=ask.draft.printed(fact)))
            return "answered"
    single(ask, item)
    ask.say("no_position")
    return "partial"


def beyond(ask: Ask, items: list[Item]) -> Status:
    """哪些部门超过1亿元: the departments whose figure the limit lets through, the largest first."""
    f = ask.plan.filters
    found = sorted((i for i in items if i.quantity is not None), key=_value, reverse=f.order != "least")
    kept = [i for i in found if within(_value(i), f.at_least, f.at_most, f.strict)]
    ask.say("beyond" if kept else "beyond_none", n=len(kept), among=len(found), item=items[0].metric.phrase)
    lines(ask, kept, items)
    missing = [i for i in items if i.quantity is None]
    if missing:
        ask.say("part_missing", list="、".join(label_of(ask, i, items) for i in missing))
    return "answered"
