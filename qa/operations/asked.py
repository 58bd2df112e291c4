"""What a question is about, without the words of asking."""

from __future__ import annotations

import re
from functools import lru_cache

from index.normal import bare
from qa.data.load import read

_SPENT = re.compile("(花|用|支出|安排|执行|使用)了多少(钱|元|万元|万|资金)?|了?(多少|几)(人次|批次|小时|分钟|平方米|万人|[辆人名位台家次批拨架件张户所场亩座个项处支])")


def content_of(piece: str) -> str:
    """What a question is about, without the words of asking.

    >>> content_of("一共有多少名代表？")
    '代表'
    """
    return _asking().sub(lambda m: m["kept"] or "", _SPENT.sub("", bare(piece))).strip("说们这那哪着过吗呢吧啊呀嘛么儿里内各现")


@lru_cache
def _asking() -> re.Pattern[str]:
    """The words of asking, the longest first; single characters may stand inside names, so only particles are among them."""
    words = {bare(w) for role in ("stop", "count", "polite", "within") for w in read("operations")[role] if not w.isascii()}
    keep = {"项目", "涉及", "编报", "采购", "购买", "购置", "部门", "单位"}
    plain = {w for w in words - keep - {"有多少车"} | {"一共", "总共", "一共有", "共有"} if len(w) > 1} | set("的了吗呢有是为和几共中里")
    kept = (re.escape(bare(w)) for w in sorted(read("operations")["content"], key=lambda w: (-len(w), w)))
    asking = (re.escape(w) for w in sorted(plain, key=lambda w: (-len(w), w)))
    return re.compile(f"(?P<kept>{'|'.join(kept)})|{'|'.join(asking)}" + r"|\s")
