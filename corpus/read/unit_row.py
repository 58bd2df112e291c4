"""Rows that give a unit: captions above the heads, or heads themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.data.words import pattern

_TIME = re.compile(r"(?:(?:19|20)\d\d|二[〇○零]..)年(?:度|\d+月(?:\d+日)?)?|(?:编制|填报|公开)?(?:日期|时间)[:：].*")
"""A year or a date that stands between a body and a unit."""
_DOCUMENT = re.compile(r"(?:19|20)\d\d年度?(?:部门|单位|政府|财政|本级)(?:预算|决算)")
"""What titles of whole documents say, and no head does."""
_ROLES = ("code", "name", "amount", "count", "remark", "attribute", "serial")
_LONGEST = 24


def are_heads(texts: Sequence[str]) -> bool:
    """Is a row whose cells hold these texts (without blanks) and give a unit one of heads, as 项目（单位：万元） | 2023年预算数 is?
    Not beside a title, a body or a table's number."""
    bare = [pattern("captions", "bare_unit").sub("", t) for t in texts if not pattern("captions", "unit_alone").match(t)]
    said = [t for t in bare if t and not pattern("captions", "only_number").match(t) and not _TIME.fullmatch(t)]
    if len(texts) < 2 or not said or any(_is_caption(t) for t in said):
        return False
    return 2 * sum(any(pattern("heads", role).search(t) for role in _ROLES) for t in said) >= len(said)


def _is_caption(text: str) -> bool:
    body = re.search(rf"(?:{pattern('bodies', 'suffix').pattern})(?:[（(]?本级[)）]?)?$", text)
    named = any(pattern("captions", name).search(text) for name in ("title", "body"))
    return named or bool(_DOCUMENT.search(text)) or len(text) > _LONGEST or (bool(body) and not pattern("heads", "name").search(text))
