"""The place whose government's accounts a file holds, and the source that a web page names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.data.words import pattern
from corpus.tables.found import RawTable

YEARS = r"(?:20\d\d|二[〇○零]..)年(?:度)?"
_MONTHS = r"(?:\d{1,2}[-—至])?\d{1,2}月份?|上半年|下半年|[一二三四]季度"
_WHERE = r"(?!关于|附件|我|全|本|各|度)(?P<place>[一-鿿]{1,12}?(?:特别行政区|自治区|自治州|自治县|自治旗|新区|地区|省|市|盟|州|区|县|旗|镇|乡)+)"
_OF_A_PLACE = re.compile(
    rf"(?:^|关于|附件[0-9一二三四五六七八九十]*[:：]?|{YEARS}(?:{_MONTHS})?){_WHERE}(?:本级)?(?:{YEARS})?(?:和{YEARS})?(?:本级|[省市区县]级|全[省市区县])?"
    rf"(?:人民政府)?(?:关于)?(?:{YEARS})?(?:[省市区县]?本级)?(?:{_MONTHS})?"
    r"(?:(?:政府|财政|总|全口径|一般公共|财政总)(?:预算|决算)|(?:财政)?预算执行|财政(?:收支|收入|支出)|预算草案|决算草案|预算[（(]草案[)）]|决算(?=情况的?报告|的?报告)"
    r"|(?:级|直|汇总|部门|行政事业单位|财政拨款|的)*[“\"]?三公[”\"]?经费"
    r"|(?P<all>(?:区级|市级|县级|省级|本级)?部门(?:预算|决算)汇编))"
)
_REGION = re.compile(
    r"^(?:中共|中国共产党)?((?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{2,6}?市|[一-鿿]{2,10}?自治州)?(?:[一-鿿]{2,12}?(?:自治县|自治旗)|[一-鿿]{1,6}?(?:区|县|旗))?)"
)
_SOURCE = re.compile(
    rf"(?:来源|发布机构|发布单位|责任部门|公开单位)[:：\]］]+(?P<body>[一-鿿]{{3,30}}?(?:{pattern('bodies', 'suffix').pattern}))"
    r"(?=字体|字号|浏览|阅读|点击|发布|日期|时间|打印|作者|责任|[^一-鿿]|$)"
)
_OURS = re.compile(r"(?:我|全)(?:省|市|州|县|区|旗|镇|乡)(?:20\d\d|本级|市|县|区|财政|一般|政府|预算|决算|“|的)")


def place_of(cover: Sequence[str], tables: Sequence[RawTable], warnings: list[str]) -> str | None:
    """The place whose government's accounts these are, or all of whose departments': no one body discloses them."""
    titles = (line for line in cover[:12] if not re.search("[。；;，,]", line))
    found = next((m for text in ("".join(cover[:6]), *titles) if (m := _OF_A_PLACE.search(text))), None)
    if found is None:
        return None
    bodies = list(dict.fromkeys(t.caption.body for t in tables if t.caption.body))
    if found.group("all"):
        if len(bodies) < 2:
            return None
        warnings.append(f"这是 {len(bodies)} 个部门的汇编（{bodies[0]}等），各表的数字以表上的部门为准。")
    return found.group("place").replace("全", "")


def source_of(cover: Sequence[str], warnings: list[str]) -> tuple[str, str | None] | None:
    """Who a web page names as its source, and the place where the page is of its government (我市2020年财政决算)."""
    found = next((m for line in cover[:20] if (m := _SOURCE.search(line))), None)
    if found is None:
        return None
    warnings.append(f"页面上没有印部门名称，“{found['body']}”取自网页所注的来源，请对照原文。")
    place = region_of(found["body"])
    if place and _OURS.search("".join(cover[:20])) and re.search("财政|人民政府", found["body"]):
        return place, place
    return found["body"], None


def region_of(department: str | None) -> str | None:
    """The province, city, county or district that a body's name begins with."""
    found = _REGION.match(department or "")
    return found.group(1) or None if found else None


def is_region(name: str) -> bool:
    """Is a name that of a place alone: 某省某市某区?"""
    return _REGION.fullmatch(name) is not None
