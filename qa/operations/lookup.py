"""Look one thing up, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from corpus.model import unit_of
from index.normal import bare
from qa.answer import Status
from qa.arithmetic import Average, Part, Sum, exact, rounded
from qa.lexicon import concept_of
from qa.operations.alike import Scoped, scoped, tell
from qa.operations.ask import TOTAL, Ask, Item
from qa.operations.carrier import carrier
from qa.operations.next import follow
from qa.operations.notes import adds_up, also, beside, conflicts, readings
from qa.operations.refuse import not_disclosed, refuse
from qa.operations.units import money_unit, places

MOST_LINES = 40
"""Rows of an answer's table."""
MOST_NAMED = 8
"""Departments that a sentence names one by one."""
MOST_WRITTEN = 12
"""Operands that a computation is written out with."""


def lookup(ask: Ask) -> Status:
    """One figure in a sentence; several in a table, those of one thing from tables of one scope."""
    items = distinct(ask.items())
    if len(items) == 1:
        status = part(ask, items[0]) if ask.plan.fraction else single(ask, items[0])
        return status if status != "answered" or carrier(ask, items[0]) else "partial"
    found = scoped(ask, [i for i in items if i.quantity is not None])
    status = table(ask, found.among(items))
    tell(ask, found)
    return status


def apart(ask: Ask, items: list[Item], found: Scoped) -> Status:
    """Each figure, where they are of different scopes, and that nothing is computed from them."""
    table(ask, items)
    tell(ask, found)
    return "partial"


def distinct(items: list[Item]) -> list[Item]:
    """Two phrases for one figure (a word and its translation) are one question."""
    out: list[Item] = []
    for item in items:
        same = [o for o in out if o.quantity and item.quantity and o.quantity.facts == item.quantity.facts and o.year == item.year]
        if not same:
            out.append(item)
    solid = [i for i in out if i.quantity is not None or i.found.zero is not None]
    unknown = [i for i in out if i not in solid and not i.metric.known and i.metric.phrase.isascii()]
    return unknown[:1] if solid and unknown else out  # a word that is not understood may be what is asked for


def single(ask: Ask, item: Item) -> Status:
    """The sentence that says it, then its notes; or a refusal."""
    if item.found.zero is not None:
        zero(ask, item)
        readings(ask, [item])
        return "answered"
    if item.quantity is None:
        return refuse(ask, item)
    confirm(ask, item)
    key = "lookup_total" if item.metric == TOTAL else "lookup"
    ask.say(key, place=ask.place(item), item=ask.name(item), amount=ask.amount(item, extra=True, agree=2))
    if item.found.judgement != "derived" and item.quantity.table is None:
        ask.say("from_prose")
    also(ask, item)
    beside(ask, item)
    adds_up(ask, item)
    readings(ask, [item])
    follow(ask, item)
    return "answered"


def part(ask: Ask, item: Item) -> Status:
    """总支出的30%是多少: the figure itself, and so much of it."""
    status = single(ask, item)
    q = item.quantity
    if status != "answered" or q is None or not q.comparable:
        return status
    said = ask.plan.fraction
    expression = Part(q.expression, Fraction(said.rstrip("%")) / (100 if said.endswith("%") else 1), said)
    unit = money_unit([q], ask.plan.unit)
    ask.say("part", part=said, amount=ask.draft.computed(expression, max(2, places([q], unit)), unit))
    ask.say("computed", expression=ask.draft.working(expression))
    return status


def confirm(ask: Ask, item: Item) -> None:
    """Where the question gives an amount to confirm, or a limit: is it so? The figure itself follows."""
    q, f = item.quantity, ask.plan.filters
    if q is None or q.unit is None or q.unit.dimension != "money" or not q.comparable:
        return
    value = exact(q.expression)
    if ask.plan.claimed:
        number = Decimal("".join(c for c in ask.plan.claimed if c.isdigit() or c == "."))
        unit = unit_of(ask.plan.claimed.lstrip("0123456789."))
        if unit is None:
            return
        decimals = max(0, -int(number.as_tuple().exponent))
        ask.say("claim_yes" if rounded(value / Fraction(10) ** unit.power, decimals) == number else "claim_no")
    elif ask.plan.confirms and (f.at_least or f.at_most):
        ask.say("claim_yes" if within(value, f.at_least, f.at_most, f.strict) else "claim_no")


def within(value: Fraction, low: str | None, high: str | None, strict: bool) -> bool:
    """Does a limit of money let this value (in 元) through?"""
    for text, way in ((low, 1), (high, -1)):
        number = "".join(c for c in text or "" if c.isdigit() or c == ".")
        unit = unit_of((text or "")[len(number):])
        if number and unit is not None and unit.dimension == "money":
            gap = (value - Fraction(number) * 10**unit.power) * way
            if gap < 0 or (gap == 0 and strict):
                return False
    return True


def within_percent(value: Fraction, low: str | None, high: str | None, strict: bool) -> bool:
    """Does a limit in percent let this percentage through?"""
    bounds = [(Fraction(text.rstrip("%")), way) for text, way in ((low, 1), (high, -1)) if text]
    return all((value - bound) * way > 0 or (value == bound and not strict) for bound, way in bounds)


def zero(ask: Ask, item: Item) -> None:
    """Nothing, with the words of the disclosure."""
    found = item.found.zero
    assert found is not None
    label = "的".join((*item.metric.within, item.metric.phrase))
    ask.say("zero", place=ask.place(item), item=ask.t("item", label=label), amount=ask.draft.nothing(found),
            quote=found.quote if len(found.quote) < 120 else found.quote[:120] + "……")


def label_of(ask: Ask, item: Item, items: list[Item]) -> str:
    """What tells one row of the table from the others."""
    parts = []
    if len({i.body.name for i in items}) > 1:
        parts.append(item.body.name)
    if len({i.year for i in items}) > 1 or ask.plan.over_years:
        parts.append(f"{item.year}年" if ask.language == "zh" else str(item.year))
    if len({i.metric.phrase for i in items}) > 1:
        parts.append(item.quantity.label if item.quantity else item.metric.phrase)
    if len({i.shown_kind for i in items}) > 1:
        parts.append(ask.t(item.shown_kind))
    return " ".join(parts) or item.metric.phrase


def table(ask: Ask, items: list[Item]) -> Status:
    """Several figures, one a line; what is not there is said."""
    found = [i for i in items if i.quantity is not None or i.found.zero is not None]
    if any(i.metric.joined and i not in found for i in items):
        # 会议费租赁费 is no item, and not the one of the two that is there
        found, items = [], [i for i in items if i not in found]
    if not found:
        return refuse_all(ask, items)
    ask.say("several", item=heading(ask, items))
    lines(ask, items, items)
    for item in found:
        conflicts(ask, item)
    if len(ask.bodies) == 1:
        readings(ask, found)
    if len(found) < len(items):
        missing = [i for i in items if i not in found]
        ask.say("part_missing", list="、".join(label_of(ask, i, items) for i in missing))
        return "partial"
    return "answered"


def heading(ask: Ask, items: list[Item]) -> str:
    """What all the rows have in common."""
    bodies = list(dict.fromkeys(i.body.name for i in items))
    years = list(dict.fromkeys(i.year for i in items))
    names = _names(items)
    if ask.language == "en":
        return ", ".join([*(bodies if len(bodies) == 1 else []), *(map(str, years) if len(years) == 1 else []), " / ".join(names)])
    dept = bodies[0] if len(bodies) == 1 else ""
    year = f"{years[0]}年" if len(years) == 1 else ""
    return f"{dept}{year}{'、'.join(names)}"


def _names(items: list[Item]) -> list[str]:
    """What the things are called: by the label that the disclosures print; where each prints another one, by the name of
    what they all mean."""
    printed: dict[str, list[str]] = {}
    for item in items:
        concept = concept_of(item.metric.key or bare(item.metric.phrase))
        name = concept.name if concept else item.metric.phrase
        printed.setdefault(name, []).append(item.quantity.label if item.quantity else item.metric.phrase)
    named = (labels[0] if len({bare(label) for label in labels}) == 1 else name for name, labels in printed.items())
    return list(dict.fromkeys(named))


def line(ask: Ask, item: Item, items: list[Item]) -> None:
    """One row."""
    label = label_of(ask, item, items)
    if item.found.zero is not None:
        ask.draft.say("- " + ask.t("row", label=label, amount=ask.draft.nothing(item.found.zero)))
    elif item.quantity is not None:
        ask.draft.say("- " + ask.t("row", label=label, amount=ask.draft.quantity(item.quantity, ask.plan.unit)))
        if item.found.judgement == "derived":
            beside(ask, item, brief=True)


def lines(ask: Ask, shown: Sequence[Item], items: list[Item]) -> None:
    """Rows of `items`, one below the other; of very many the first, and how many are left out."""
    units = {i.quantity.unit for i in items if i.quantity is not None and i.quantity.unit and i.quantity.unit.dimension == "money"}
    if len(units) > 1 and ask.plan.unit is None and len({i.body.name for i in items}) > 1:  # rows to be compared are in one unit
        ask.plan = ask.plan.model_copy(update={"unit": "万元"})
    for item in shown[:MOST_LINES]:
        line(ask, item, items)
    if len(shown) > MOST_LINES:
        ask.say("rest_of_lines", n=len(shown) - MOST_LINES)


def together(ask: Ask, items: list[Item], among: list[Item]) -> str:
    """What several rows of `among` are called together: each by its name, very many departments by their number."""
    bodies = {i.body.name for i in items}
    if len(bodies) == len(items) > MOST_NAMED:
        return ask.t("bodies_together", n=len(bodies))
    return "、".join(label_of(ask, i, among) for i in items)


def working(ask: Ask, expression: Sum | Average) -> None:
    """How a sum or a mean came about: its operands, or how many they are where they are too many to read."""
    if len(expression.terms) <= MOST_WRITTEN:
        ask.say("computed", expression=ask.draft.working(expression))
    else:
        ask.say("averaged" if isinstance(expression, Average) else "added_up", n=len(expression.terms))


def refuse_all(ask: Ask, items: list[Item]) -> Status:
    """None of them is there."""
    status = refuse(ask, items[0])
    others = [i for i in items[1:] if i.body is not items[0].body or i.metric != items[0].metric]
    if others and status == "not_disclosed":
        ask.say("part_missing", list="、".join(dict.fromkeys(label_of(ask, i, items) for i in others)))
    return status


__all__ = ["lookup", "not_disclosed", "single", "table"]
