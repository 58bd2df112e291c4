"""The row that numbers the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise


def is_index_row(texts: Sequence[str]) -> bool:
    """栏次, or 1 2 3 …: the row that numbers the columns.

    >>> is_index_row(["栏次", "1", "2", "3=1+2"])
    True
    """
    filled = [t for t in texts if t]
    if not filled:
        return False
    numbers = [
        int(m.group(1))
        for t in filled
        if (m := re.fullmatch(r"[（(]?(\d{1,2})[)）]?(?:=[\d+\-＋－—()（）*/×÷%]+)?", t))
    ]
    words = [t for t in filled if not re.match(r"[（(]?\d", t)]
    in_order = all(a < b for a, b in pairwise(numbers))
    if words and all(re.fullmatch(r"栏次|序号|行次|项目|\*+|—+|-+|[甲乙丙丁]", t) for t in words):
        return in_order and len(numbers) + len(words) == len(filled)
    if len(numbers) > 1 and "栏次" in words and all(re.fullmatch("栏次|类|款|项", t) for t in words):
        return in_order and len(numbers) + len(words) == len(filled)
    return (
        not words
        and in_order
        and len(numbers) >= 3
        and numbers[0] in (0, 1, 2)
        and numbers[-1] - numbers[0] <= len(numbers) + 1
    )
