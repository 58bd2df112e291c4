"""Parts of a whole in percent."""

from __future__ import annotations

import re

from corpus.model import Fact
from index.normal import bare
from qa.answer import Status
from qa.arithmetic import Difference, Share, Sum, evaluate, exact
from qa.lexicon import concept_of, is_named_total, whole_of
from qa.library import Body
from qa.operations.ask import TOTAL, Ask, Item, is_column
from qa.operations.lookup import line, refuse_all, single, table
from qa.operations.notes import readings
from qa.operations.overlap import part_of
from qa.operations.polar import affirm_share
from qa.operations.sums import nested
from qa.operations.units import money_unit, places
from qa.plan import Metric, Side
from qa.resolve.prose import claims_on, same_amount

_RECEIVED = re.compile("收入$|专户资金$")
_RECEIPTS = Metric(phrase="总收入")
_SUM_SHARE = re.compile("(合计|一共|总共|加起来|合起来|之和)[^，,；;。？?]{0,4}占")
"""分别多少，合计占总支出多少: each, and then all of them together."""
_WHO = re.compile("谁|哪(个|家|一)|最高|最低|最大|最小|which|who")


def share(ask: Ask) -> Status:
    """A part of a whole in percent; the whole is the total where none is named."""
    metrics = ask.plan.metrics
    if not metrics:
        return single(ask, ask.items()[0])
    if len(metrics) > 2 and whole_by_name(metrics[-1]):
        return _parts_of(ask, metrics[:-1], metrics[-1])
    if len(metrics) == 2 and ask.plan.parts_only and _part_by_definition(metrics[0], metrics[1]):
        return _told_with_its_part(ask, metrics[0], metrics[1])
    if len(metrics) > 1 and ask.plan.parts_only and not any(map(whole_by_name, metrics)):
        inner, whole = _within(metrics)
        return _parts_of(ask, inner, whole)
    if ask.plan.part_count > 1 and len(metrics) == ask.plan.part_count + 1 and not any(map(whole_by_name, metrics[:-1])):
        return _parts_of(ask, metrics[:-1], metrics[-1])
    if 1 < ask.plan.part_count < len(metrics) - 1:
        status = table(ask, ask.items())  # several of several: what is whose part cannot be told
        return "partial" if status == "answered" else status
    if ask.plan.part_count == 1 and len(metrics) > 2:
        return _of_several(ask, metrics[0], metrics[1:])
    part, whole = _part_and_whole(ask, metrics)
    base = ask.plan.base
    if base is not None and (base.year or base.last_year) and base.metric is None and len(ask.bodies) == 1:
        return _share_change(ask, part, whole, base)
    worst: Status = "answered"
    for body in ask.bodies:
        for year in ask.years(body):
            item = ask.find(part, body, year, ask.kinds(body)[0])
            named = len(metrics) > 1 or bool(metrics[0].within)
            status = _share_of(ask, item, whole if named else _whole_said(ask, item) or whole)
            worst = status if status != "answered" else worst
    if len(ask.bodies) > 1 and _WHO.search(ask.plan.topic) and worst == "answered":
        _highest(ask, part, whole)
    return worst


_OF = re.compile(r"占(?P<whole>[^，,。；;占\d]{3,20}?)的(?:比重|比例)?(?:为|是|达)?$")


def _whole_said(ask: Ask, part: Item) -> Metric | None:
    """民生支出17.86亿元，占一般公共预算支出的86.8%: the whole that the text itself holds a part against, which no table has."""
    if part.quantity is None or part.quantity.table is not None:
        return None
    for document in part.body.of(part.year, part.shown_kind, ask.plan.level):
        for claim in claims_on(part.metric, ask.library.book(document)):
            lead = claim.sentence.text.split(f"{claim.fact.text}{claim.fact.unit}")[0]
            if claim.aspect == "share" and (said := _OF.search(lead)) is not None:
                whole = Metric(phrase=said["whole"], key=bare(said["whole"]))
                return whole if ask.find(whole, part.body, part.year, part.kind).found.judgement == "exact" else None
    return None


def _part_by_definition(whole: Metric, part: Metric) -> bool:
    """政府采购多少，货物占比: is the second a part of the first, by what they are?"""
    first = concept_of(whole.key or bare(whole.phrase))
    names = (part.key or bare(part.phrase), bare(whole.phrase) + bare(part.phrase))
    return first is not None and any(whole_of(name) == first.name for name in names)


def _told_with_its_part(ask: Ask, whole: Metric, part: Metric) -> Status:
    body = ask.bodies[0]
    item = ask.find(part, body, ask.years(body)[0], ask.kinds(body)[0])
    if item.quantity is None:
        item = ask.find(Metric(phrase=whole.phrase + part.phrase), body, ask.years(body)[0], ask.kinds(body)[0])
    return _share_of(ask, item, whole)


def _shares(ask: Ask, part: Metric, whole: Metric, places: list[tuple[Body, int]]) -> list[tuple[str, Share]]:
    out = []
    for body, year in places:
        a, b = (ask.find(m, body, year, ask.kinds(body)[0]).quantity for m in (part, whole))
        if a is not None and b is not None and exact(b.expression):
            out.append((body.name, Share(a.expression, b.expression)))
    return out


def _highest(ask: Ask, part: Metric, whole: Metric) -> None:
    """Whose share is the highest, or the lowest."""
    found = _shares(ask, part, whole, [(b, ask.years(b)[0]) for b in ask.bodies])
    least = ask.plan.filters.order == "least" or "低" in ask.plan.topic
    if found:
        name, expression = (min if least else max)(found, key=lambda x: exact(x[1]))
        word = ask.t("lowest" if least else "highest")
        ask.say("share_first", word=word, first=name, percent=ask.draft.computed(expression, 2))


def _share_change(ask: Ask, part: Metric, whole: Metric, base: Side) -> Status:
    """占比比上年提高了多少: both shares, and the difference in percentage points."""
    body = ask.bodies[0]
    year = ask.years(body)[-1]
    statuses = [_share_of(ask, ask.find(part, body, y, ask.kinds(body)[0]), whole) for y in (year, base.year or year - 1)]
    found = _shares(ask, part, whole, [(body, year), (body, base.year or year - 1)])
    if len(found) < 2:
        return "partial" if "answered" in statuses else statuses[0]
    points(ask, (year, found[0][1]), (base.year or year - 1, found[1][1]))
    return "answered"


def points(ask: Ask, now: tuple[int, Share], before: tuple[int, Share]) -> None:
    """The change of a share between two years, in percentage points."""
    change = Difference(now[1], before[1])
    word = ask.t("up" if exact(change) > 0 else "down" if exact(change) else "unchanged")
    ask.say("share_change", year=now[0], before=before[0], word=word, points=ask.draft.computed(change, 2, absolute=True))


def _parts_of(ask: Ask, parts: tuple[Metric, ...], whole_metric: Metric) -> Status:
    """Several parts of one whole: each by itself where the question says so, else together."""
    body = ask.bodies[0]
    year, kind = ask.years(body)[0], ask.kinds(body)[0]
    others = [metric for metric in dict.fromkeys(parts) if metric != whole_metric or len(parts) == 1]
    items = [ask.find(metric, body, year, kind) for metric in others]
    if ask.plan.each:
        told = [_share_of(ask, item, whole_metric) for item in items]
        summed = bool(_SUM_SHARE.search(ask.question)) and all(status == "answered" for status in told)
        if not summed:
            return next((status for status in told if status != "answered"), "answered")
    for inner, outer in (items, items[::-1]) if len(items) == 2 else ():
        if part_of(ask, inner, outer):  # 公务接待费多少，三公一共多少，占比多少: of the other
            return _share_of(ask, inner, outer.metric)
    whole = ask.find(whole_metric, body, year, kind)
    missing = [i for i in (*items, whole) if i.quantity is None]
    if missing:
        return refuse_all(ask, missing)
    quantities = [i.quantity for i in items if i.quantity is not None]
    assert whole.quantity is not None
    if nested(quantities) or exact(whole.quantity.expression) == 0:
        return table(ask, items)
    together = Sum(tuple(q.expression for q in quantities))
    expression = Share(together, whole.quantity.expression)
    unit = money_unit(quantities, ask.plan.unit)
    ask.say(
        "share", place=ask.place(items[0]), part=ask.t("together", items="、".join(ask.name(i) for i in items)),
        a=ask.draft.computed(together, places(quantities, unit), unit), whole=ask.t("item", label=whole.quantity.label),
        b=ask.draft.quantity(whole.quantity, ask.plan.unit), percent=ask.draft.computed(expression, 2),
    )
    for item in items:
        line(ask, item, items)
    ask.say("computed", expression=ask.draft.working(expression))
    return "answered"


def _of_several(ask: Ask, part_metric: Metric, wholes: tuple[Metric, ...]) -> Status:
    """会议费占三公、会议、培训总额的多少: of their sum, none of them a part of another."""
    body = ask.bodies[0]
    year, kind = ask.years(body)[0], ask.kinds(body)[0]
    part, *items = (ask.find(metric, body, year, kind) for metric in (part_metric, *wholes))
    missing = [i for i in (part, *items) if i.quantity is None]
    if missing:
        return refuse_all(ask, missing)
    quantities = [i.quantity for i in items if i.quantity is not None]
    together = Sum(tuple(q.expression for q in quantities))
    assert part.quantity is not None
    if nested(quantities) or exact(together) == 0:
        return table(ask, [part, *items])
    expression = Share(part.quantity.expression, together)
    unit = money_unit(quantities, ask.plan.unit)
    ask.say(
        "share", place=ask.place(part), part=ask.name(part), a=ask.draft.quantity(part.quantity, ask.plan.unit),
        whole=ask.t("together", items="、".join(ask.name(i) for i in items)), b=ask.draft.computed(together, places(quantities, unit), unit),
        percent=ask.draft.computed(expression, 2),
    )
    ask.say("computed", expression=ask.draft.working(expression))
    return "answered"


def _within(metrics: tuple[Metric, ...]) -> tuple[tuple[Metric, ...], Metric]:
    """Several parts before 各占: of what the first stands in, else of the total."""
    first = metrics[0]
    if not first.within:
        return metrics, TOTAL
    part, whole = _part_in(first)
    return (part, *(_part_in(m)[0] if m.within == first.within else m for m in metrics[1:])), whole


def _part_in(metric: Metric) -> tuple[Metric, Metric]:
    """What stands in another, and that other: the column of a row (农林水支出中基本支出) is nothing without its row."""
    whole = Metric(phrase=metric.within[-1], within=metric.within[:-1])
    if is_column(metric) and not whole_by_name(whole):
        return metric, whole
    if (_RECEIVED.search(bare(whole.phrase)) or is_column(whole)) and not is_column(metric):
        return metric, whole  # a line of what is received or of a column: its part of that, or nothing
    return metric.model_copy(update={"within": metric.within[:-1], "whole": ""}), whole


def _part_and_whole(ask: Ask, metrics: tuple[Metric, ...]) -> tuple[Metric, Metric]:
    first = metrics[0]
    if len(metrics) > 1:
        turned = ask.plan.part_count != 1 and whole_by_name(first) and not whole_by_name(metrics[-1])
        return (metrics[-1], first) if turned else (first, metrics[-1])
    if first.within:
        return _part_in(first)
    if (whole := whole_of(first.key or bare(first.phrase))) is not None:
        return first, Metric(phrase=whole)
    return first, TOTAL if first.code or not _RECEIVED.search(bare(first.phrase)) else _RECEIPTS


def whole_by_name(metric: Metric) -> bool:
    """Is this a total, whatever the order of the words? "What share of total expenditure is …"."""
    return is_named_total(metric.key or bare(metric.phrase))


def _share_of(ask: Ask, part: Item, whole_metric: Metric) -> Status:
    whole = ask.find(whole_metric, part.body, part.year, part.kind)
    if whole_metric == _RECEIPTS and whole.quantity is None:
        whole = ask.find(Metric(phrase="一般公共预算收入"), part.body, part.year, part.kind)
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
    if part.quantity.facts == whole.quantity.facts:
        single(ask, part)
        ask.say("whole_itself", item=ask.t("item", label=whole.quantity.label))
        return "partial"
    affirm_share(ask, exact(expression))
    ask.say(
        "share", place=ask.place(part), part=ask.name(part), a=ask.draft.quantity(part.quantity, ask.plan.unit),
        whole=ask.t("item", label=whole.quantity.label), b=ask.draft.quantity(whole.quantity, ask.plan.unit),
        percent=ask.draft.computed(expression, 2),
    )
    ask.say("computed", expression=ask.draft.working(expression))
    for said in _said_otherwise(ask, part, whole, expression):
        ask.say("share_conflict", said=ask.draft.printed(said, against=True))
    readings(ask, [part])
    return "answered"


def _said_otherwise(ask: Ask, part: Item, whole: Item, expression: Share) -> list[Fact]:
    """Percentages that the text gives for this part of this whole, in a paragraph with both amounts, and that are others."""
    out: list[Fact] = []
    assert part.quantity is not None and whole.quantity is not None
    for document in part.body.of(part.year, part.shown_kind, ask.plan.level):
        book = ask.library.book(document)
        for claim in claims_on(part.metric, book):
            if claim.aspect != "share":
                continue
            beside = [c.fact for c in book.claims if c.passage.id == claim.passage.id and c.aspect == "value"]
            about = all(any(same_amount(f, q) for f in beside) for q in (part.quantity, whole.quantity))
            decimals = claim.fact.amount.decimals
            if about and evaluate(expression, decimals) != claim.fact.amount.value:
                out.append(claim.fact)
    return out[:1]
