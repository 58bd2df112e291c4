"""The mean over departments, years or things."""

from __future__ import annotations

import re

from qa.answer import Status
from qa.arithmetic import Average
from qa.operations.alike import scoped, tell
from qa.operations.ask import Ask
from qa.operations.lookup import MOST_WRITTEN, apart, heading, lines, single, table, together, working
from qa.operations.units import money_unit, places

_IN_TIME = re.compile("一天|每天|日均|每日|一个月|每月|每个月|月均|一周|每周|季度|per (day|month|week)|a (day|month|week)")
"""The mean of a day or a month is none over the years."""


def average(ask: Ask) -> Status:
    """The mean over what is named."""
    items = ask.items()
    if len(items) == 1 and (ask.plan.years or len(items[0].body.years) < 2 or _IN_TIME.search(ask.question)):
        return single(ask, items[0])
    if len(items) == 1:
        body = items[0].body
        items = [ask.find(items[0].metric, body, year, ask.kinds(body)[0]) for year in body.years]
    found = [i for i in items if i.quantity is not None]
    if len(found) < 2 or len(found) < len(items):
        return table(ask, items)
    in_scope = scoped(ask, found)
    if not in_scope.same:
        return apart(ask, items, in_scope)
    items = found = in_scope.items
    quantities = [i.quantity for i in found if i.quantity is not None]
    expression = Average(tuple(q.expression for q in quantities))
    unit = money_unit(quantities, ask.plan.unit)
    ask.say("average", items=f"{heading(ask, items)}（{together(ask, found, items)}）",
            amount=ask.draft.computed(expression, max(2, places(quantities, unit)), unit, mark=len(found) <= MOST_WRITTEN))
    lines(ask, found, items)
    working(ask, expression)
    tell(ask, in_scope)
    return "answered"
