"""What a question takes for granted: 为什么减少, where it grew."""

from __future__ import annotations

from qa.arithmetic import Difference, exact
from qa.operations.ask import Ask, Item
from qa.operations.changes import said_changes
from qa.operations.units import money_unit, places


def presumed(ask: Ask, item: Item) -> bool:
    """Say so where it went the other way than the question says; True where it did, or did not change at all."""
    wanted = ask.plan.direction
    if not wanted or item.quantity is None:
        return False
    words = {"item": ask.name(item), "year": item.year, "before": item.year - 1, "asked": ask.t("up" if wanted > 0 else "down")}
    before = ask.find(item.metric, item.body, item.year - 1, item.kind or item.shown_kind)
    if before.quantity is not None and before.found.judgement == "exact":
        gap = exact(Difference(item.quantity.expression, before.quantity.expression))
        if gap * wanted > 0:
            return False
        if not gap and ask.draft.claimed:  # the answer says already that it did not change
            return True
        a, b = ask.draft.quantity(item.quantity), ask.draft.quantity(before.quantity)
        ask.say("was_other" if gap else "was_same", a=a, b=b, word=ask.t("up" if gap > 0 else "down"), **words)
        return True
    said = [c for c in said_changes(ask, item) if c.aspect == "change" and c.direction]
    if not said or any(c.direction * wanted > 0 for c in said):
        return False
    ask.say("was_other_said", word=ask.t("up" if said[0].direction > 0 else "down"), amount=ask.draft.printed(said[0].fact), **words)
    return True


def both_years(ask: Ask, item: Item) -> bool:
    """What it was in both years, where no reason is given; False where the year before is not known."""
    before = ask.find(item.metric, item.body, item.year - 1, item.kind or item.shown_kind)
    if item.quantity is None or before.quantity is None:
        return False
    gap = Difference(item.quantity.expression, before.quantity.expression)
    pair = [item.quantity, before.quantity]
    unit = money_unit(pair, ask.plan.unit)
    a, b = (ask.draft.quantity(q) for q in pair)
    words = {"item": ask.name(item), "year": item.year, "before": before.year, "a": a, "b": b}
    value = exact(gap)
    if value:
        amount = ask.draft.computed(gap, places(pair, unit), unit, absolute=True)
        ask.say("were", word=ask.t("up" if value > 0 else "down"), amount=amount, **words)
    else:
        ask.say("growth_flat", dept=item.body.name, **words)
    return True
