"""Where the prose gives no reason: the lines that moved most, by the printed figures."""

from __future__ import annotations

from corpus.model import Fact
from qa.arithmetic import Cell, Difference, exact
from qa.operations.ask import Ask, Item
from qa.operations.parts import parts_of
from qa.operations.units import money_unit, places
from qa.resolve.found import Quantity
from qa.resolve.scope import slots

MOST = 3


def moved(ask: Ask, item: Item) -> bool:
    """Say which lines below a thing changed most against the year before; False where that cannot be known."""
    now, before = _lines(ask, item, item.year), _lines(ask, item, item.year - 1)
    pairs = [(label, fact, before[label]) for label, fact in now.items() if label in before and fact.unit and before[label].unit]
    if len(pairs) < 2:
        return False
    pairs.sort(key=lambda pair: -abs(exact(Difference(Cell(pair[1]), Cell(pair[2])))))
    changed = [pair for pair in pairs if exact(Difference(Cell(pair[1]), Cell(pair[2])))][:MOST]
    if not changed:
        return False
    ask.say("moved")
    for label, fact, old in changed:
        quantities = [Quantity(Cell(f), label, ask.draft.document(f.document), f.table, f.year) for f in (fact, old)]
        unit = money_unit(quantities, ask.plan.unit)
        change = Difference(Cell(fact), Cell(old))
        amount = ask.draft.computed(change, places(quantities, unit), unit, absolute=True)
        word = ask.t("up" if exact(change) > 0 else "down")
        ask.draft.say("- " + ask.t("moved_row", label=label, word=word, amount=amount, a=ask.draft.printed(fact), b=ask.draft.printed(old)))
    return True


def _lines(ask: Ask, item: Item, year: int) -> dict[str, Fact]:
    """The lines of the finest level, by label; none where a label stands twice."""
    found = slots(ask.library, item.body, year, item.kind or item.shown_kind, ask.plan.level)
    if not found or not found[0].own:
        return {}
    lines: list[tuple[str, Fact]] = []
    for level in ("项", "款", None):
        lines = parts_of(item.metric, found[0], level, None)[0]
        if lines:
            break
    labels = [label for label, _ in lines]
    return {label: fact for label, fact in lines if labels.count(label) == 1}
