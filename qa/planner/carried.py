"""What a follow-up leaves out, taken from the questions before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.normal import bare
from qa.lexicon import is_named_total
from qa.library import Body
from qa.plan import Operation, Plan, Side
from qa.planner.spans import Token


@dataclass(frozen=True)
class Parsed:
    """A plan, the departments it is about, the tokens that led to it, and the question before it."""

    plan: Plan
    bodies: tuple[Body, ...]
    tokens: tuple[Token, ...]
    before: Parsed | None = None


def carried(
    plan: Plan, bodies: tuple[Body, ...], before: Parsed, tokens: Sequence[Token]
) -> tuple[Plan, tuple[Body, ...]]:
    """The earlier plan carries over, what is new replaces; what was carried is named."""
    old = before.plan
    if plan.operation == "none":
        return plan, bodies
    changes: dict[str, object] = {}
    lent: list[str] = []
    named = bool(bodies or plan.unknown)
    over = plan.every_body and len(before.bodies) < 2 and not named  # 哪个部门最高, after a question on one: of all of them
    if over:
        before = replace(before, bodies=())
        old = old.model_copy(update={"unknown": ()})
    if not bodies and not plan.unknown and before.bodies:
        bodies = before.bodies
        lent.append("departments")
    elif not bodies and not plan.unknown and old.unknown:  # 培训费呢？ is still of the body that is not here
        plan = plan.model_copy(update={"unknown": old.unknown})
        lent.append("departments")
    anew = named and _whole_again(plan, tokens)
    if _only_whole(plan) and old.metrics and not anew:
        changes["metrics"] = (old.metrics[0], *plan.metrics)
        lent.append("metrics")
    elif (those := _those(plan, tokens)) and (earlier := _together(before, those)):
        found, bodies = earlier[0], earlier[1] or bodies
        changes |= found
        plan = plan.model_copy(update={"operation": _over(plan, tokens)})
        lent += ["metrics", "operation"]
    elif not plan.metrics and old.metrics and plan.operation not in ("performance", "count") and not (
        anew or _of_the_budget(plan, tokens)
    ):
        changes["metrics"] = old.metrics
        lent.append("metrics")
    past = _year_before(plan, old, bodies, tokens)
    if past is not None:
        changes |= {"years": (past,), "base": None, "relative_year": False}
    elif not plan.years and old.years and "years" not in changes:
        years = old.years if plan.operation not in ("growth",) or len(old.years) == 1 else old.years[-1:]
        if any(set(years) & set(b.years) for b in bodies):
            changes["years"] = years
            lent.append("years")
    if not plan.kinds and old.kinds and any(d.kind in old.kinds for b in bodies for d in b.documents):
        changes["kinds"], changes["kinds_sure"] = old.kinds, old.kinds_sure
        lent.append("kinds")
    if plan.operation in ("lookup", "compare") and not plan.metrics and not _asks_anew(tokens):
        keep = old.operation if old.operation not in ("compare", "rank", "none") else plan.operation
        changes["operation"] = keep if past is None or keep in ("lookup", "list", "share") else "lookup"
        if past is None and old.operation in ("growth", "difference", "share"):
            changes["base"] = _base(old.base, plan)
            changes["execution"] = old.execution
        if old.filters and old.operation == "list":
            changes["filters"] = old.filters
        lent.append("operation")
    of_one = plan.operation in ("share", "growth", "trend", "explain")
    if plan.pick is None and old.pick is not None and "metrics" in lent and of_one:
        changes["pick"] = old.pick  # 第一个呢, then 占多少: of the line that was picked
    if (plan.pick is not None or "pick" in changes) and old.operation in ("list", "rank"):
        changes["filters"] = old.filters
    if plan.unit is None and old.unit and not plan.metrics:
        changes["unit"] = old.unit
    others = bodies and before.bodies and not set(before.bodies) & set(bodies)
    if _joins_the_earlier(tokens) and others and not plan.metrics:
        bodies = (*before.bodies, *bodies)
        kept = old.operation if old.operation in ("share", "growth", "trend") else "compare"
        changes["operation"] = kept if plan.operation in ("lookup", "compare") else plan.operation
        lent.append("departments")
    changes["carried_over"] = tuple(dict.fromkeys(lent))
    return plan.model_copy(update=changes), bodies


_THOSE = re.compile("(?P<n>[两二三四五])(个|项|者|笔|样|种|年|家|块)|它们|都加|全部加|加起来|合起来|加在一起|一共|总共|合计|哪一?[个项]|together|both")


_WHICH_MORE = re.compile(
    "(那么?)?(它们|两个|二者|两者)?(之间)?((谁|哪一?个|哪家|哪年|哪项)(更|比较)?[多少高低大小贵](一[些点]|些|点)?"
    "|(相?差|差距|差额|多|少)(了|是)?(出)?(多少|几)钱?)[呢啊呀?？]*"
)
"""谁多, 差多少: nothing but how two things compare that were asked for before."""


def _those(plan: Plan, tokens: Sequence[Token]) -> int:
    """两个加起来呢: how many of the things asked for before are meant; 0 where none is."""
    text = "".join(t.text for t in tokens)
    said = _THOSE.search(text)
    if not (plan.metrics or plan.departments or plan.years) and _WHICH_MORE.fullmatch(text):
        return 2
    if plan.metrics or plan.departments or plan.years or said is None:
        return 0
    if not (plan.summed or any(t.has("more", "less", "times", "average") for t in tokens)):
        return 0
    return {"三": 3, "四": 4, "五": 5}.get(said["n"] or "", 2)


def _over(plan: Plan, tokens: Sequence[Token]) -> Operation:
    if any(t.has("times") for t in tokens):
        return "ratio"
    if any(t.has("average") for t in tokens):
        return "average"
    return "difference" if any(t.has("more", "less") for t in tokens) else "sum"


def _together(before: Parsed, count: int) -> tuple[dict[str, object], tuple[Body, ...]] | None:
    """The last things, years or departments that earlier questions asked for one after the other."""
    asked: list[Parsed] = []
    at: Parsed | None = before
    while at is not None:
        asked.insert(0, at)
        at = at.before
    metrics = list(dict.fromkeys(m for p in asked for m in p.plan.metrics))
    years = list(dict.fromkeys(y for p in asked for y in p.plan.years))
    bodies = list(dict.fromkeys(b for p in asked for b in p.bodies))
    last = asked[-1].plan
    kinds = list(dict.fromkeys(k for p in asked[-2:] for k in p.plan.kinds))
    if len(metrics) > 1 and len(metrics) >= count:
        return {"metrics": tuple(metrics[-count:]), "years": last.years, "kinds": last.kinds}, ()
    if len(kinds) > 1 and len(metrics) < 2 and len(bodies) < 2:  # 预算多少, 决算呢: of the one thing, or of the total
        return {
            "metrics": tuple(metrics), "years": last.years, "kinds": (kinds[-1],), "kinds_sure": True,
            "base": Side(kind=kinds[0]),
        }, ()
    if len(years) > 1 and metrics:
        return {"metrics": tuple(metrics[-1:]), "years": tuple(sorted(years[-count:])), "kinds": last.kinds}, ()
    if len(bodies) > 1 and metrics:
        return {"metrics": tuple(metrics[-1:]), "years": last.years, "kinds": last.kinds}, tuple(bodies[-count:])
    return None


def _year_before(plan: Plan, old: Plan, bodies: tuple[Body, ...], tokens: Sequence[Token]) -> int | None:
    """前一年呢: the year before the one asked for, where nothing is compared with it."""
    if plan.operation not in ("lookup", "compare") or plan.metrics:
        return None
    said = "".join(t.text for t in tokens if t.has("year"))
    again = bool(old.years) and plan.relative_year and (plan.years == old.years[-1:] or re.search("上一?年", said))
    if not again and not any(t.has("last_year") for t in tokens):
        return None
    if any(t.has("than", "growth", "fall", "more", "less") for t in tokens):
        return None
    newest = max((y for b in bodies for y in b.years), default=None)
    now = min(old.years) if old.years else newest
    return now - 1 if now else None


def _of_the_budget(plan: Plan, tokens: Sequence[Token]) -> bool:
    """预算为什么增加？ is of the budget itself, and asks nothing more of what was asked before."""
    named = [t for t in tokens if t.has("kind")]
    against = plan.base is not None and not plan.base.last_year
    return plan.operation in ("explain", "growth") and len(named) == 1 and not against


def _joins_the_earlier(tokens: Sequence[Token]) -> bool:
    """和财政局比呢: a body before which a word joins it to the one asked about before, not 财政局和商务委 of this question."""
    joins = [n for n, t in enumerate(tokens) if t.has("than") or t.text in ("和", "跟", "与", "同")]
    bodies = [n for n, t in enumerate(tokens) if t.has("department")]
    return bool(joins) and (len(bodies) < 2 or joins[0] < bodies[0])


def _whole_again(plan: Plan, tokens: Sequence[Token]) -> bool:
    """谁花钱多, 花最多的三项是什么: with a body of its own it is of all that is spent, not of what was asked before."""
    return any(t.has("spending") for t in tokens) or (plan.operation == "list" and any(t.has("limit") for t in tokens))


def _base(base: Side | None, plan: Plan) -> Side | None:
    """A base that the new question overrides by naming a year of its own falls back to the year before."""
    return Side(last_year=True) if base is not None and base.year is not None and plan.years else base


def _asks_anew(tokens: Sequence[Token]) -> bool:
    return any(t.has("sum", "list", "rank", "trend", "define", "explain") for t in tokens)


def _only_whole(plan: Plan) -> bool:
    """占总支出多少？ names the whole and leaves out the part."""
    if plan.operation != "share" or len(plan.metrics) != 1:
        return False
    return plan.whole_only or is_named_total(plan.metrics[0].key or bare(plan.metrics[0].phrase))
