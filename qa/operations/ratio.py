"""How many times one figure is another."""

from __future__ import annotations

from qa.answer import Status
from qa.arithmetic import Expression, Ratio, Share, exact
from qa.operations.alike import scoped, tell
from qa.operations.ask import Ask
from qa.operations.lookup import apart, refuse_all, single
from qa.operations.notes import conflicts, readings
from qa.operations.sides import base_item, told


def ratio(ask: Ask) -> Status:
    """甲是乙的多少倍: the first named against the second."""
    items = ask.items()
    if ask.plan.base is not None:
        pair = [items[0], base_item(ask, items[0], ask.plan.base)]
    elif len(items) > 1:
        pair = items[:2]
    else:
        single(ask, items[0])
        return "partial"
    if any(i.quantity is None for i in pair):
        return refuse_all(ask, [i for i in pair if i.quantity is None])
    in_scope = scoped(ask, pair)
    if not in_scope.same:
        return apart(ask, pair, in_scope)
    pair = in_scope.items
    left, right = (i.quantity for i in pair)
    assert left is not None and right is not None
    names = {"left": told(ask, pair[0], pair), "right": told(ask, pair[1], pair)}
    a, b = ask.draft.quantity(left, ask.plan.unit), ask.draft.quantity(right, ask.plan.unit)
    if exact(right.expression) == 0:
        ask.say("ratio_zero", a=a, b=b, **names)
        return "partial"
    expression: Expression = Ratio(left.expression, right.expression)
    if ask.plan.percent:
        expression = Share(left.expression, right.expression)
        ask.say("ratio_percent", a=a, b=b, percent=ask.draft.computed(expression, 2), **names)
    else:
        ask.say("ratio", a=a, b=b, times=ask.draft.computed(expression, 2), **names)
    ask.say("computed", expression=ask.draft.working(expression))
    tell(ask, in_scope)
    for item in pair:
        conflicts(ask, item)
    readings(ask, pair[:1])
    return "answered"
