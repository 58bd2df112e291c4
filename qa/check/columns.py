"""What the columns of rows without a name are of, to be told apart over years and bodies."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Fact
from qa.check.lookup import generic
from qa.check.synonyms import synonyms
from qa.check.text import label_of

_YEARS_AND_KINDS = re.compile(r"(?:19|20)\d\d年?度?|上年|去年|本年|年初|调整|全年|(?:预算|决算|执行|完成)数?$")
_THE_TABLE = re.compile("三公")
"""What stands over all columns of the table, or over none of them."""


def of_one_thing(one: Fact, other: Fact) -> bool:
    """Are two figures of rows without a name of one thing? 合计 of “三公”经费 is never 小计 of 公务用车 below it."""
    if any(fact.row and not generic(fact.row[-1]) for fact in (one, other)):
        return True
    first, second = _things(one), _things(other)
    return first == second or bool(first and second) and (first[-1] == second[-1] or first[-1] in _also(second[-1]))


def same_heads(one: Fact, other: Fact) -> bool:
    """Do the heads over two figures name the same, but for years and kinds?"""
    return _things(one) == _things(other)


def _things(fact: Fact) -> list[str]:
    """What the heads over a figure name, the outermost first."""
    heads = (_YEARS_AND_KINDS.sub("", label_of(head)) for head in fact.col)
    return [head for head in heads if head and not generic(head) and not _THE_TABLE.search(head)]


@lru_cache(maxsize=256)
def _also(head: str) -> frozenset[str]:
    """The official names that a line also goes by."""
    return frozenset(name for name, colloquial in synonyms(head) if not colloquial)
