"""Does a name in a question stand for a body, or is it a part of the name of a line?"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.data.load import economic, functional, glossary
from index.normal import bare

TITLES = frozenset("。，,、？?！!；;：: \"'()（）和与及跟比对看查问请下说")
"""What a name of a body may stand behind."""


@lru_cache
def official_names() -> frozenset[str]:
    """Names of lines and terms, in which a body's name is not a mention of the body (人大会议, 财政事务)."""
    names = [n for s in (*functional().values(), *economic().values()) for n in s.names]
    return frozenset(bare(n) for n in (*names, *(n for t in glossary() for n in (*t.names, *t.aliases))))


def inside_term(text: str, start: int, end: int) -> bool:
    names = official_names()
    return any(
        bare(text[a:b]) in names
        for a in range(max(0, start - 12), start + 1)
        for b in range(end, min(len(text), end + 16) + 1)
        if (a, b) != (start, end)
    )


def stands_alone(text: str, start: int, end: int) -> bool:
    """Is a body that is not in the corpus named as one, and not a word of the thing asked?"""
    said = text[:start]
    before = not said or said[-1] in TITLES or said in ("那", "那么") or bool(_WHEN.search(said)) or _item_before(said)
    return before and (_item_behind(text[end:]) or bool(_GOES_ON.match(text[end:])))


_GOES_ON = re.compile(
    r"$|的|[呢吗呀?？]|\d|[今去前本当历近每这二一]|[和与、,及跟比]|预算|决算"
    r"|一共|总共|三公|花|有|是|多少|几|经费|开支|支出|收入")


_WHEN = re.compile(r"(?:(?:19|20)\d\d年度?|[今去前本当上]年)的?$")


@lru_cache
def _names_of_all() -> frozenset[str]:
    """Names of what every body has, and what people say for it; not those of a function (税收事务), which may be the very
    thing that is asked of others where its body is named before it."""
    terms = [t for t in glossary() if t.code is None or t.code in economic()]
    names = (*(n for s in economic().values() for n in s.names), *(n for t in terms for n in (*t.names, *t.aliases)))
    return frozenset(map(bare, names)) - {bare(name) for s in functional().values() for name in s.names}


def _item_behind(text: str) -> bool:
    """Does it go on with such a name (统计局水费)?"""
    return any(bare(text[:size]) in _names_of_all() for size in range(2, min(len(text), 16) + 1))


def _item_before(text: str) -> bool:
    """Does it end in such a name (水费统计局)?"""
    return any(bare(text[-size:]) in _names_of_all() for size in range(2, min(len(text), 16) + 1))
