"""What changed most between two years: lines of one department, or one thing over departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Status
from qa.arithmetic import Difference, Expression, Growth, exact
from qa.operations.ask import Ask, Item
from qa.operations.lookup import refuse_all, single
from qa.operations.moved import lines_of_year
from qa.operations.notes import readings
from qa.operations.units import money_unit, places
from qa.resolve.found import Quantity

MOST = 5


@dataclass(frozen=True)
class Change:
    """One line or department in both years."""

    label: str
    now: Quantity
    before: Quantity

    @property
    def amount(self) -> Expression:
        return Difference(self.now.expression, self.before.expression)


def movers(ask: Ask) -> Status:
    """The lines, or the departments, in the order of their change: in percent for 快 and 幅, else by amount."""
    body = ask.bodies[0]
    years = ask.plan.years if len(ask.plan.years) > 1 else (ask.years(body)[-1] - 1, ask.years(body)[-1])
    if len(ask.plan.years) == 1 and ask.plan.base is not None and ask.plan.base.year:
        years = tuple(sorted((ask.plan.years[0], ask.plan.base.year)))
    first, last = years[0], years[-1]
    if len(ask.bodies) > 1 or len(ask.metrics) > 1:
        return _over_items(ask, first, last)
    item = ask.find(ask.metrics[0], body, last, ask.kinds(body)[0])
    if item.quantity is None:
        return refuse_all(ask, [item])
    now, before = lines_of_year(ask, item, last), lines_of_year(ask, item, first)
    changes = [Change(label, now[label], before[label]) for label in now if label in before]
    if len(changes) < 2:
        single(ask, item)
        ask.say("no_lines_before", year=first)
        return "partial"
    _said(ask, ask.place(item), ask.name(item), changes, first, last)
    for key, labels in (("only_now", [x for x in now if x not in before]), ("only_before", [x for x in before if x not in now])):
        if labels:
            ask.say(key, first=first, last=last, list="、".join(labels[:6]))
    readings(ask, [item])
    return "answered"


def _over_items(ask: Ask, first: int, last: int) -> Status:
    """Departments, or the things named, by how much they changed."""
    pairs = [
        (ask.find(m, b, last, ask.kinds(b)[0]), ask.find(m, b, first, ask.kinds(b)[0])) for b in ask.bodies for m in ask.metrics
    ]
    changes = [
        Change(_label(ask, now), now.quantity, before.quantity) for now, before in pairs
        if now.quantity is not None and before.quantity is not None
    ]
    missing = [_label(ask, now) for now, before in pairs if now.quantity is None or before.quantity is None]
    if len(changes) < 2:
        return refuse_all(ask, [i for pair in pairs for i in pair if i.quantity is None])
    _said(ask, "", ask.t("item", label=ask.metrics[0].phrase) if len(ask.metrics) == 1 else "", changes, first, last)
    if missing:
        ask.say("part_missing", list="、".join(missing))
        return "partial"
    return "answered"


def _label(ask: Ask, item: Item) -> str:
    name = item.quantity.label if item.quantity else item.metric.phrase
    return name if len(ask.bodies) == 1 else item.body.name if len(ask.metrics) == 1 else f"{item.body.name} {name}"


def _said(ask: Ask, place: str, item: str, changes: Sequence[Change], first: int, last: int) -> None:
    relative = ask.plan.percent
    usable = [c for c in changes if not relative or exact(c.before.expression)]
    sign = ask.plan.direction or 0
    fitting = [c for c in usable if not sign or exact(c.amount) * sign > 0]
    if not fitting:
        ask.say("none_moved", place=place, item=item, first=first, last=last, word=ask.t("up" if sign > 0 else "down"))
        return
    fitting.sort(key=lambda c: -abs(exact(Growth(c.now.expression, c.before.expression)) if relative else exact(c.amount)))
    top = ask.plan.filters.top or MOST
    ask.say("movers_rate" if relative else "movers", place=place, item=item, first=first, last=last, top=fitting[0].label)
    for change in fitting[:top]:
        quantities = [change.now, change.before]
        unit = money_unit(quantities, ask.plan.unit)
        up = exact(change.amount) > 0
        rate = ""
        if exact(change.before.expression):
            percent = ask.draft.computed(Growth(change.now.expression, change.before.expression), 2, absolute=True)
            rate = ask.t("rate_prose", rate=ask.t("up_rate" if up else "down_rate"), percent=percent)
        amount = ask.draft.computed(change.amount, places(quantities, unit), unit, absolute=True)
        a, b = (ask.draft.quantity(q) for q in quantities)
        word = ask.t("up" if up else "down" if exact(change.amount) else "unchanged")
        ask.draft.say("- " + ask.t("moved_row", label=change.label, word=word, amount=amount + rate, a=a, b=b))
