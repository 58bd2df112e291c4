"""What a question is about, without the words of asking."""

from __future__ import annotations

import re

from index.normal import bare
from qa.data.load import read


def content_of(piece: str) -> str:
    """What a question is about, without the words of asking."""
    text = re.sub("(花|用|支出|安排|执行|使用)了多少(钱|元|万元|万|资金)?", "", bare(piece))
    for word in _asking():
        text = text.replace(word, " ")
    return re.sub(r"\s+", "", text).strip("说们这那哪着过吗呢吧啊呀嘛么儿里内")


def _asking() -> list[str]:
    """The words of asking; single characters may stand inside names, so only particles are among them."""
    words = {bare(w) for role in ("stop", "count", "polite") for w in read("operations")[role] if not w.isascii()}
    keep = {"项目", "涉及", "编报", "采购", "购买", "购置", "部门", "单位"}
    plain = {w for w in words - keep if len(w) > 1} | set("的了吗呢有是为和几共在中里")
    return sorted(plain - {"在"}, key=len, reverse=True)
