"""Questions of yes or no: whether it is so, said before the figures that show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from qa.arithmetic import exact
from qa.operations.ask import Ask, Item
from qa.operations.lookup import within, within_percent

_DENIED = re.compile("没有?(什么)?(再)?(增|减|涨|降|多|少|高|低|超|变)|不(如|比|及|增|减|多|少|高|低|超)|没变|not |n't ")


def affirm(ask: Ask, sign: Fraction | int) -> None:
    """甲是不是比乙高, 今年涨了吗: yes or no, by the sign of what the first is more than the second.

    Nothing is said where the question does not ask whether, gives no direction, or asks it the other way round (没有增加吗).
    """
    if ask.plan.confirms and ask.plan.direction and not _DENIED.search(ask.plan.topic):
        ask.say("is_so" if sign * ask.plan.direction > 0 else "is_not_so")


def affirm_amount(ask: Ask, value: Fraction) -> None:
    """加起来超过1亿了吗: yes or no, where the question gives a limit in money (`value` in 元) and asks whether it holds."""
    f = ask.plan.filters
    limit = f.at_least or f.at_most or ""
    if ask.plan.confirms and limit and not limit.endswith("%"):
        ask.say("is_so" if within(value, f.at_least, f.at_most, f.strict) else "is_not_so")


def affirm_share(ask: Ask, percent: Fraction) -> None:
    """占比是不是不到2%: yes or no, where the question gives a limit in percent and asks whether it holds."""
    f = ask.plan.filters
    if ask.plan.confirms and (f.at_least or f.at_most or "").endswith("%"):
        ask.say("is_so" if within_percent(percent, f.at_least, f.at_most, f.strict) else "is_not_so")


def affirm_course(ask: Ask, found: Sequence[Item]) -> None:
    """是不是越来越少: whether each year went that way, and the years that did not."""
    way = ask.plan.course
    values = [(i.year, exact(i.quantity.expression)) for i in found if i.quantity is not None]
    if not way or len(values) < 3:
        return
    words = {1: ask.t("up"), -1: ask.t("down"), 0: ask.t("unchanged")}
    steps = [(a, b, (y > x) - (y < x)) for (a, x), (b, y) in pairwise(values)]
    other = [s for s in steps if s[2] != way]
    if not other:
        ask.say("course_so", word=words[way])
        return
    listed = ask.joined((ask.t("course_step", year=b, before=a, word=words[sign]) for a, b, sign in other), "，")
    whole = values[-1][1] - values[0][1]
    held = whole * way > 0 and len(other) < len(steps)
    ask.say("course_mostly" if held else "course_not", word=words[way], list=listed)
