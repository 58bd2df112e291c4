"""Questions of several parts: what the first operation leaves unanswered is answered after it, or said to be open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from index.normal import bare
from qa.answer import Status
from qa.lexicon import is_named_whole
from qa.operations import growth, listing, shares, sums
from qa.operations.ask import TOTAL, Ask
from qa.plan import Filters, Metric, Operation, Plan
from qa.planner.filters import ENOUGH

_CLAUSES = re.compile(r"[，；;。？?！!]|,(?!\d)| and (?=how|which|what|why)")
_ASKS = re.compile("够不够|合不合|正不正常|多少|几|哪|谁|吗|呢|为什么|是否|百分之|how|which|what|why")
_ALSO: tuple[tuple[re.Pattern[str], Operation], ...] = (
    (re.compile("合计|一共|总共|共计|加起来|加在一起|合起来|总和|in total|altogether|together"), "sum"),
    (re.compile("(哪一?(个|项|笔|者)?|谁)(更|比较)?(多|高|大|少|低|小)|(多|高|大|少|低|小)出?了?(多少|几)|差(额|距)?是?多少|which (one )?is (more|larger|higher|bigger)"),
     "difference"),
    (re.compile("[比较]上一?年|比去年|同比|than (last|the previous) year"), "growth"),
)
_DONE: dict[Operation, tuple[Operation, ...]] = {
    "sum": ("sum",), "difference": ("difference",), "growth": ("growth",), "trend": ("growth", "difference"),
    "movers": ("growth",),
    "ratio": ("difference",), "average": ("sum",), "check": ("sum", "difference"),
}
_OPEN = re.compile("(?:超|够|达到|达标|符合|合理|正常|用完|花完)[^，,；;。？?]*(?:吗|么)|够不够用?|合不合理|正不正常")
_FIRST_THEN = re.compile("哪一?[个项笔类些][^，,；;。？?]*最[大多高贵少小低][^，,；;。？?]*[，,；;。？?].*占")
_RUN: dict[Operation, Callable[[Ask], Status]] = {
    "sum": sums.total, "difference": sums.difference, "growth": growth.growth,
}


def most_then_share(ask: Ask) -> Status | None:
    """哪个项目最贵，占总支出多少: the line that is the most, and then its share."""
    plan = ask.plan
    if plan.operation != "share" or not plan.filters.order or not _FIRST_THEN.search(ask.question) or not plan.metrics:
        return None
    whole = plan.metrics[1] if len(plan.metrics) == 2 else TOTAL
    alone = {"operation": "list", "metrics": plan.metrics[:1], "percent": False, "part_count": 0}
    first = replace(ask, plan=plan.model_copy(update=alone))
    lines = listing.lines_of(first)
    if not lines:
        return None
    told = listing.listing(first)
    if told != "answered":
        return told
    most = Metric(phrase=lines[0][0])
    of_it = {"metrics": (most, whole), "part_count": 1, "filters": Filters()}
    status = shares.share(replace(ask, plan=plan.model_copy(update=of_it)))
    return "answered" if status == "answered" else "partial"


def further(ask: Ask, status: Status) -> Status:
    """What later clauses ask of the same things, once the first has been answered."""
    if status not in ("answered", "partial") or not ask.draft.claimed:
        return status
    for operation, metrics in _left(ask):
        plan = ask.plan.model_copy(update=_alone(ask.plan, operation, metrics))
        if _RUN[operation](replace(ask, plan=plan)) != "answered":
            status = "partial"
    if (beyond := ENOUGH.search(ask.question)) is not None:
        ask.say("left_open", clause=beyond[0].strip())
        status = "partial"
    for clause in _clauses(ask.question)[1:]:
        if _OPEN.search(clause) and not ask.plan.execution and ask.plan.operation not in ("check", "share"):
            ask.say("left_open", clause=clause.strip())
            status = "partial" if status == "answered" else status
    return status


def _clauses(question: str) -> list[str]:
    return [c for c in _CLAUSES.split(question) if c and _ASKS.search(c)]


def _left(ask: Ask) -> Iterator[tuple[Operation, tuple[Metric, ...]]]:
    """The operations that a later clause asks for, without naming anything of its own, and that were not done."""
    plan = ask.plan
    done = {*_DONE.get(plan.operation, ()), *_DONE.get(plan.first or "none", ())}
    metrics = tuple(m for m in plan.metrics if not is_named_whole(m.key or bare(m.phrase)))
    pair = len(ask.bodies) == 2 and plan.operation in ("rank", "lookup", "compare") and len(metrics) < 2  # 哪家大，大多少
    apart = (len(ask.bodies) > 1 and not pair) or len(plan.years) > 1 or len(set(plan.kinds)) > 1
    if apart or not all(m.known for m in metrics):
        return
    for clause in _clauses(ask.question)[1:]:
        if any(_named(m, clause) for m in plan.metrics):
            continue
        for said, operation in _ALSO:
            count = len(metrics)
            count = 2 if pair and operation == "difference" else 0 if pair else count
            enough = count > 1 if operation == "sum" else count == (2 if operation == "difference" else 1)
            if operation not in done and enough and said.search(clause):
                done.add(operation)
                yield operation, metrics


def _alone(plan: Plan, operation: Operation, metrics: tuple[Metric, ...]) -> dict[str, object]:
    return {
        "operation": operation, "metrics": metrics, "base": None, "filters": Filters(), "each": False, "percent": False,
        "summed": operation == "sum", "part_count": 0, "parts_only": False, "first": None,
    }


def _named(metric: Metric, clause: str) -> bool:
    return bare(metric.phrase) in bare(clause)
