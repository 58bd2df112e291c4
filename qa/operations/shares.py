"""Parts of a whole in percent, and final accounts against the budget."""

from __future__ import annotations

from index.normal import bare
from qa.answer import Status
from qa.arithmetic import Share, exact
from qa.lexicon import concept_of
from qa.operations.ask import TOTAL, Ask, Item
from qa.operations.lookup import refuse_all, single
from qa.operations.notes import readings
from qa.plan import Metric


def share(ask: Ask) -> Status:
    """A part of a whole in percent; the whole is the total where none is named; final against budget for execution."""
    if ask.plan.execution:
        return execution(ask)
    metrics = ask.plan.metrics
    if not metrics:
        return single(ask, ask.items()[0])
    part, whole = _part_and_whole(ask, metrics)
    worst: Status = "answered"
    for body in ask.bodies:
        for year in ask.years(body):
            status = _share_of(ask, ask.find(part, body, year, ask.kinds(body)[0]), whole)
            worst = status if status != "answered" else worst
    return worst


def _part_and_whole(ask: Ask, metrics: tuple[Metric, ...]) -> tuple[Metric, Metric]:
    first = metrics[0]
    if len(metrics) > 1:
        return (metrics[-1], first) if _whole(first) and not _whole(metrics[-1]) else (first, metrics[-1])
    if first.within:
        inner = first.within[-1]
        return first.model_copy(update={"within": first.within[:-1], "whole": ""}), Metric(phrase=inner, within=first.within[:-1])
    return first, TOTAL


def _whole(metric: Metric) -> bool:
    """Is this a total, whatever the order of the words? "What share of total expenditure is …"."""
    concept = concept_of(metric.key or bare(metric.phrase))
    return concept is not None and concept.name in ("总支出", "支出总计", "总收入")


def _share_of(ask: Ask, part: Item, whole_metric: Metric) -> Status:
    whole = ask.find(whole_metric, part.body, part.year, part.kind)
    if part.quantity is None or whole.quantity is None:
        if part.quantity is not None and part.found.judgement == "exact":
            single(ask, part)
            ask.say("part_missing", list=whole_metric.phrase)
            return "partial"
        return refuse_all(ask, [i for i in (part, whole) if i.quantity is None])
    expression = Share(part.quantity.expression, whole.quantity.expression)
    if exact(whole.quantity.expression) == 0:
        single(ask, part)
        ask.say("zero_whole", whole=ask.t("item", label=whole.quantity.label), b=ask.draft.quantity(whole.quantity))
        return "partial"
    ask.say(
        "share", place=ask.place(part), part=ask.name(part), a=ask.draft.quantity(part.quantity, ask.plan.unit),
        whole=ask.t("item", label=whole.quantity.label), b=ask.draft.quantity(whole.quantity, ask.plan.unit),
        percent=ask.draft.computed(expression, 2),
    )
    ask.say("computed", expression=ask.draft.working(expression))
    readings(ask, [part])
    return "answered"


def execution(ask: Ask) -> Status:
    """Final accounts against the budget of the same year."""
    body = ask.bodies[0]
    held = [d.year for d in body.documents if d.kind == "final" and d.year]
    year = (ask.plan.years or (max(held) if held else ask.years(body)[0],))[0]
    for metric in ask.plan.metrics or (TOTAL, *(Metric(phrase=p) for p in ("一般公共预算支出", "财政拨款支出"))):
        final, budget = ask.find(metric, body, year, "final"), ask.find(metric, body, year, "budget")
        if final.quantity is not None and budget.quantity is not None:
            break
    if final.quantity is None or budget.quantity is None:
        return refuse_all(ask, [i for i in (final, budget) if i.quantity is None])
    expression = Share(final.quantity.expression, budget.quantity.expression)
    ask.say("execution", place=ask.place(final), item=ask.name(final), a=ask.draft.quantity(final.quantity),
            b=ask.draft.quantity(budget.quantity), percent=ask.draft.computed(expression, 2))
    ask.say("computed", expression=ask.draft.working(expression))
    return "answered"
