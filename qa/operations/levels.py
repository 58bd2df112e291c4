"""A department beside its own unit: how their totals differ, where both are disclosed."""

from __future__ import annotations

import re

from qa.answer import Status
from qa.arithmetic import Difference, exact
from qa.operations.ask import Ask
from qa.operations.units import money_unit, places
from qa.resolve.locate import locate

_ASKED = re.compile("(部门.{0,6}(单位|本级)|(单位|本级).{0,8}部门).*(不同|区别|差别|差异|一样|相差|差多少)")


def levels_asked(question: str) -> bool:
    """Is it the department against its unit that is asked for?"""
    return bool(_ASKED.search(question))


def levels(ask: Ask) -> Status:
    """The same figure at both levels and the difference; or that only one level is disclosed."""
    body = ask.bodies[0]
    year = ask.years(body)[0]
    metric = ask.metrics[0]
    kind = ask.kinds(body)[0]
    whole = locate(ask.library, metric, body, year, kind, "department").quantity
    own = locate(ask.library, metric, body, year, kind, "unit").quantity
    held = {d.level for d in body.documents if d.year == year}
    if not {"department", "unit"} <= held or whole is None or own is None:
        ask.say("one_level", dept=body.name, year=year)
        return "not_disclosed"
    a, b = ask.draft.quantity(whole, ask.plan.unit), ask.draft.quantity(own, ask.plan.unit)
    gap = Difference(whole.expression, own.expression)
    words = {"dept": body.name, "year": year, "item": whole.label, "a": a, "b": b}
    if exact(gap) == 0:
        ask.say("levels_equal", **words)
        return "answered"
    unit = money_unit([whole, own], ask.plan.unit)
    amount = ask.draft.computed(gap, places([whole, own], unit), unit, absolute=True)
    ask.say("levels_differ", amount=amount, **words)
    return "answered"
