"""Final accounts against the budget: how much of it was carried out."""

from __future__ import annotations

import re

from qa.answer import Status
from qa.arithmetic import Cell, Count, Difference, Share, exact
from qa.library import Body
from qa.operations.alike import scoped, tell
from qa.operations.ask import TOTAL, Ask, Item
from qa.operations.lookup import apart, refuse_all, single
from qa.operations.moved import lines_of_year
from qa.operations.shares import points, share, whole_by_name
from qa.operations.units import money_unit, places
from qa.plan import Metric
from qa.planner.operation import UNDER_LINES
from qa.resolve.found import Found, Quantity
from qa.resolve.prose import claims_on

_TOTALS = (TOTAL, *(Metric(phrase=p) for p in ("一般公共预算支出", "财政拨款支出")))
"""What a budget and its final accounts print the whole under, the widest first."""
MOST = 24
"""Lines shown where all that went over, or that were not spent, are asked for."""
_WHICH = re.compile("哪(项|些|个|几|一)")
_OVER = re.compile("超|exceed|over|within")
_WHO = re.compile("谁|哪[个家些几]?一?[个家]?(部门|单位|局|厅|委|机关)|which (body|bodies|bureau|department|office)")
_SO_MUCH = re.compile("(完成|执行|实现)了?(多少|几)(?!成|个?百分)")


def part_or_whole(ask: Ask) -> Status:
    """A share: of a total, or of the budget that was carried out."""
    return execution(ask) if ask.plan.execution else share(ask)


def _over(ask: Ask, final: Quantity, budget: Quantity) -> None:
    """Did it go over the budget, and by how much?"""
    gap = Difference(final.expression, budget.expression)
    if not (value := exact(gap)):
        ask.say("over_same")
        return
    unit = money_unit([final, budget], ask.plan.unit)
    ask.say("over", word=ask.t("more" if value > 0 else "less"), verdict=ask.t("over_yes" if value > 0 else "over_no"),
            amount=ask.draft.computed(gap, places([final, budget], unit), unit, absolute=True))


def _rates(ask: Ask, body: Body, year: int) -> Status | None:
    """Which line was carried out most or least: every line whose budget and final figure are both printed."""
    total = ask.find(TOTAL, body, year, "final")
    rates = []
    for label in lines_of_year(ask, total, year):
        final, budget = (ask.find(Metric(phrase=label), body, year, kind) for kind in ("final", "budget"))
        if final.quantity is not None and budget.quantity is not None and exact(budget.quantity.expression):
            rates.append((label, final.quantity, budget.quantity, Share(final.quantity.expression, budget.quantity.expression)))
    if len(rates) < 2:
        return None
    least, most = ask.plan.filters.order == "least", ask.plan.filters.top or 5
    rates.sort(key=lambda r: exact(r[3]), reverse=not least)
    if UNDER_LINES.search(ask.question):
        rates, most = [r for r in rates if exact(r[3]) < 100][::-1], MOST
        n = ask.draft.computed(Count(tuple(f for r in rates for f in map(Cell, r[1].facts[:1]))), 0) if rates else ""
        ask.say("rates_under" if rates else "rates_none_under", place=ask.place_of(body, year, "final"), n=n)
    elif re.search("超|高于|大于|多于|预算(多|高|大)", ask.plan.topic):
        rates, most = [r for r in rates if exact(r[3]) > 100], MOST
        ask.say("rates_over" if rates else "rates_none_over", place=ask.place_of(body, year, "final"))
    else:
        ask.say("rates", place=ask.place_of(body, year, "final"), word=ask.t("lowest" if least else "highest"), first=rates[0][0])
    for label, a, b, rate in rates[:most]:
        amounts = {"a": ask.draft.quantity(a), "b": ask.draft.quantity(b)}
        ask.draft.say("- " + ask.t("rate_row", label=label, percent=ask.draft.computed(rate, 2), **amounts))
    return "answered"


def execution(ask: Ask) -> Status:
    """Final accounts against the budget of the same year."""
    if len(ask.bodies) > 1:
        return _who(ask)
    body = ask.bodies[0]
    held = [d.year for d in body.documents if d.kind == "final" and d.year]
    year = (ask.plan.years or (max(held) if held else ask.years(body)[0],))[0]
    which = all(map(whole_by_name, ask.plan.metrics)) and _WHICH.search(ask.plan.topic)
    if (ask.plan.filters.order or which) and (told := _rates(ask, body, year)) is not None:
        return told
    base = ask.plan.base
    against = (base.year or year - 1) if base is not None and (base.year or base.last_year) else None
    status, rate = _executed(ask, body, year)
    if against is None or rate is None:
        return status
    status, other = _executed(ask, body, against)
    if other is not None:
        points(ask, (year, rate), (against, other))
    return status


def _who(ask: Ask) -> Status:
    """谁超了预算: departments with a budget and final accounts of one year, the newest such, and which went over."""
    metrics = ask.plan.metrics or _TOTALS
    found: list[tuple[Item, Item]] = []
    for body in ask.bodies:
        years = [d.year for d in body.documents if d.kind == "final" and d.year]
        held = [y for y in years if not ask.plan.years or y in ask.plan.years][-1:]
        pairs = [(ask.find(m, body, y, "final"), ask.find(m, body, y, "budget")) for y in held for m in metrics]
        pairs = [p for p in pairs if all(i.quantity is not None and i.found.judgement == "exact" for i in p)]
        alike = [p for p in pairs if scoped(ask, list(p)).same]
        found += alike[:1]
    without = [b.name for b in ask.bodies if b not in {final.body for final, _ in found}]
    item = found[0][0].metric.phrase if found else metrics[0].phrase
    if not found:
        ask.say("who_none", item=item)
        return "not_disclosed"
    quantities = [(f, f.quantity, b.quantity) for f, b in found if f.quantity is not None and b.quantity is not None]
    over = [f.body.name for f, a, b in quantities if exact(Difference(a.expression, b.expression)) > 0]
    ask.say("who_over" if over else "who_not_over", item=item, list="、".join(over))
    for final, a, b in quantities:
        label = f"{final.body.name} {final.year}{'年' if ask.language == 'zh' else ''}"
        words = {"label": label, "a": ask.draft.quantity(a), "b": ask.draft.quantity(b)}
        if exact(b.expression):
            rate = ask.draft.computed(Share(a.expression, b.expression), 2)
            ask.draft.say("- " + ask.t("rate_row", percent=rate, **words))
        else:
            ask.draft.say("- " + ask.t("rate_row_zero", **words))
    if without:
        ask.say("who_without", list="、".join(without))
    return "partial" if without else "answered"


_ADJUSTED = re.compile("(调整|变动|追加)后?的?(年初|全年|当年)?预算|预算(调整|变动)后?数?|adjusted budget")
_ADJUSTED_HEADS = ("调整预算数", "调整预算", "调整后预算数", "调整后预算", "预算调整数", "变动预算数", "变动后预算数", "调整数")


def _planned(ask: Ask, metric: Metric, body: Body, year: int) -> Item:
    """The budget that is meant: 完成调整预算 is of the column of what it was changed to."""
    if not _ADJUSTED.search(ask.question):
        return ask.find(metric, body, year, "budget")
    changed = (metric.model_copy(update={"within": (*metric.within, head)}) for head in _ADJUSTED_HEADS)
    found = (ask.find(m, body, year, "budget") for m in changed)
    missing = Item(metric, body, year, "budget", Found("absent", reason="item"))
    return next((i for i in found if i.quantity is not None), missing)


def _executed(ask: Ask, body: Body, year: int) -> tuple[Status, Share | None]:
    pairs = [
        ask.aligned(ask.find(metric, body, year, "final"), _planned(ask, metric, body, year))
        for metric in ask.plan.metrics or _TOTALS
    ]
    both = [p for p in pairs if all(i.quantity is not None for i in p)]
    printed = [p for p in both if all(i.found.judgement == "exact" for i in p)]  # before one that is only worked out
    final, budget = (printed or both or pairs[-1:])[0]
    if final.quantity is not None and budget.quantity is None and (told := _told_rate(ask, final)) is not None:
        return told, None
    if final.quantity is None or budget.quantity is None:
        return refuse_all(ask, [i for i in (final, budget) if i.quantity is None]), None
    in_scope = scoped(ask, [final, budget])
    final, budget = in_scope.items
    if not in_scope.same or final.quantity is None or budget.quantity is None:
        return apart(ask, in_scope.items, in_scope), None
    if exact(budget.quantity.expression) == 0:
        amounts = {"a": ask.draft.quantity(final.quantity), "b": ask.draft.quantity(budget.quantity)}
        ask.say("execution_zero", place=ask.place(final), item=ask.name(final), **amounts)
        _over(ask, final.quantity, budget.quantity)
        return "answered", None
    expression = Share(final.quantity.expression, budget.quantity.expression)
    over = bool(_OVER.search(ask.plan.topic) or (ask.plan.direction and ask.plan.base is None))
    if over and ask.plan.confirms:
        ask.say("went_over" if exact(expression) > 100 else "went_not_over")
    key = "execution_adjusted" if _ADJUSTED.search(ask.question) else "execution"
    ask.say(key, place=ask.place(final), item=ask.name(final), b=ask.draft.quantity(budget.quantity),
            a=ask.draft.quantity(final.quantity), percent=ask.draft.computed(expression, 2))
    if over:
        _over(ask, final.quantity, budget.quantity)
    ask.say("computed", expression=ask.draft.working(expression))
    tell(ask, in_scope)
    return "answered", expression


def _told_rate(ask: Ask, final: Item) -> Status | None:
    """Where no budget is printed to divide by: what was carried out, and the rate as the text gives it."""
    assert final.quantity is not None
    book = ask.library.book(final.quantity.document)
    said = [c for c in claims_on(final.metric, book) if c.aspect == "execution" and c.fact.year == final.year]
    if not said and not _SO_MUCH.search(ask.plan.topic):
        return None
    single(ask, final)
    for claim in said[:1]:
        ask.say("count_quoted", place=ask.place(final), quote=ask.draft.quote(claim.sentence, claim.sentence.text.strip().rstrip("。；;"), book.document, claim.passage.section, [claim.fact]))
    return "answered" if said or _SO_MUCH.search(ask.plan.topic) else "partial"
