"""Where the prose gives no reason: the lines that moved most, by the printed figures."""

from __future__ import annotations

from qa.arithmetic import Cell, Difference, exact
from qa.operations.ask import Ask, Item
from qa.operations.parts import Line, parts_of
from qa.operations.units import money_unit, places
from qa.resolve.found import Quantity
from qa.resolve.scope import slots

MOST = 3


def moved(ask: Ask, item: Item) -> bool:
    """Say which lines below a thing changed most against the year before; False where that cannot be known."""
    now, before = lines_of_year(ask, item, item.year), lines_of_year(ask, item, item.year - 1)
    pairs = [(label, q, before[label]) for label, q in now.items() if label in before]
    if len(pairs) < 2:
        return False
    pairs.sort(key=lambda pair: -abs(exact(Difference(pair[1].expression, pair[2].expression))))
    changed = [pair for pair in pairs if exact(Difference(pair[1].expression, pair[2].expression))][:MOST]
    if not changed:
        return False
    ask.say("moved")
    for label, q, old in changed:
        unit = money_unit([q, old], ask.plan.unit)
        change = Difference(q.expression, old.expression)
        amount = ask.draft.computed(change, places([q, old], unit), unit, absolute=True)
        word = ask.t("up" if exact(change) > 0 else "down")
        ask.draft.say("- " + ask.t("moved_row", label=label, word=word, amount=amount, a=ask.draft.quantity(q), b=ask.draft.quantity(old)))
    return True


def lines_of_year(ask: Ask, item: Item, year: int) -> dict[str, Quantity]:
    """The lines of the finest level, by label; none where a label stands twice, or where the figures' units are not known."""
    kind = item.kind or item.shown_kind
    lines: list[Line] = []
    places = (*slots(ask.library, item.body, year, kind, ask.plan.level), *slots(ask.library, item.body, year, None, ask.plan.level))
    for slot in places:
        for level in (ask.plan.filters.level or "项", "款", None):
            lines = parts_of(item.metric, slot, level, None)[0]
            if len(lines) > 1:
                break
        if len(lines) > 1:
            break
    labels = [label for label, _ in lines]
    return {
        label: Quantity(Cell(fact), label, ask.draft.document(fact.document), fact.table, fact.year)
        for label, fact in lines if labels.count(label) == 1 and fact.unit
    }
