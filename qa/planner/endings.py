"""Things that are asked for by a part of their names: 五个派出所 are the rows 河西派出所, 河东派出所, …; 刑侦 is 刑事侦查."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.tables.rowtree import is_body
from index.normal import bare
from qa.plan import Metric, Plan

MOST = 40
"""So many rows of one ending are named at most; more are no list that is meant."""
_HOW_MANY = re.compile("^(所有|全部|各|各个|每个|每家|这|下属|所属|下面)*(的)?((几|[两二三四五六七八九十百]+|\\d+)[个家所处])?(的)?")
_BEFORE = 8
"""Letters before the ending, at most."""


def of_one_ending(plan: Plan, labels: Sequence[frozenset[str]], printed: Callable[[str], bool]) -> Plan:
    """The bodies that end in what is asked for, where several rows are called so and none by the word itself.

    `printed` says whether a row of figures bears a label: a sentence may have one too.
    """
    asked = plan.operation in ("lookup", "list", "sum", "rank", "compare")
    if len(plan.metrics) != 1 or plan.metrics[0].within or not asked:
        return plan
    metric = plan.metrics[0]
    said = bare(metric.phrase)
    word = _HOW_MANY.sub("", said)
    every = frozenset().union(*labels)
    if len(word) < 2 or not is_body(f"某某{word}") or said in every or word in every:
        return plan
    like = (x for x in every if x.endswith(word) and len(word) < len(x) <= len(word) + _BEFORE)
    held = sorted(x for x in like if is_body(x) and printed(x))
    if not 1 < len(held) <= MOST:
        return plan
    ranked = plan.operation == "rank" or plan.filters.order
    operation = "rank" if ranked else "sum" if plan.summed or plan.operation == "sum" else "compare"
    metrics = tuple(Metric(phrase=name, key=name) for name in held)
    return plan.model_copy(update={"metrics": metrics, "operation": operation})


def shortens(phrase: str, label: str) -> bool:
    """Is a phrase made of the first letters of a label's words of two letters, some of them whole?

    >>> shortens("交警大队", "交通警察大队"), shortens("刑侦", "刑事侦查"), shortens("大队", "交通警察大队")
    (True, True, False)
    """
    if len(label) % 2 or not len(phrase) < len(label) <= 2 * len(phrase):
        return False
    words = "".join(f"{re.escape(label[at])}(?:{re.escape(label[at + 1])})?" for at in range(0, len(label), 2))
    return re.fullmatch(words, phrase) is not None


def leaves_out(phrase: str, label: str) -> bool:
    """Is a phrase the beginning and the end of a label, of which it leaves out one word in the middle?

    >>> leaves_out("审判大楼维修", "审判综合业务大楼维修"), leaves_out("应急保障车", "应急保障用车")
    (True, True)
    >>> leaves_out("审判维修", "审判综合业务大楼维修"), leaves_out("办公维修费", "办公楼维修费")
    (False, True)
    """
    size = len(phrase)
    if size < 5 or not size < len(label) <= size + MIDDLE or 3 * (len(label) - size) > 2 * size:
        return False
    return any(label.startswith(phrase[:at]) and label.endswith(phrase[at:]) for at in range(2, size))


MIDDLE = 6
"""Letters that are left out in the middle of a label, at most."""
