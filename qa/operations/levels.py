"""A department beside its own unit: how their totals differ, where both are disclosed."""

from __future__ import annotations

import re

from qa.answer import Status
from qa.arithmetic import Difference, exact
from qa.operations.ask import Ask
from qa.operations.units import money_unit, places
from qa.plan import Plan
from qa.resolve.locate import locate

_ASKED = re.compile(
    "(部门.{0,8}(单位|本级)|(单位|本级).{0,8}部门).*(不同|区别|差别|差异|差额|差距|一样|相差|差多少|差了|多多少|少多少)"
    "|(和|与|跟|比)[^年上去，,]{0,14}(单位|本级).{0,14}(差|多多少|少多少|不同|区别|一样)"
)
_SUBORDINATE = re.compile("(?<!含)(?<!包括)(?<!连同)(?<!不含)(下属|所属|直属|下级|二级)(的)?(预算)?(事业)?单位")


def levels_asked(question: str, plan: Plan) -> bool:
    """Is it the department against its unit that is asked for? The 单位 of an item's name (行政单位医疗) is none."""
    sides = [*plan.metrics, *([plan.base.metric] if plan.base and plan.base.metric else [])]
    for phrase in sorted((p for m in sides for p in (m.whole, m.phrase, *m.within) if p), key=len, reverse=True):
        question = question.replace(phrase, "·")
    return bool(_ASKED.search(question))


def subordinate_asked(question: str) -> bool:
    """Is it the money of the units below the department?"""
    return bool(_SUBORDINATE.search(question))


def subordinate(ask: Ask) -> Status:
    """No line is theirs alone: the department and its own unit, and what lies between; or the department's total."""
    body, year = ask.bodies[0], ask.years(ask.bodies[0])[0]
    if {"department", "unit"} <= {d.level for d in body.documents if d.year == year}:
        levels(ask)
        return "partial"
    item = ask.find(ask.metrics[0], body, year, ask.kinds(body)[0])
    ask.say("subordinate", dept=body.name, year=year)
    if item.quantity is not None:
        ask.draft.say("- " + ask.t("row", label=item.quantity.label, amount=ask.draft.quantity(item.quantity, ask.plan.unit)))
    return "not_itemised"


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
