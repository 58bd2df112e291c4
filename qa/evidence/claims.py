"""What sentences say of numbers: of what, how much, against what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.data.words import numbering
from corpus.model import Document, Fact, Kind, Passage, Sentence
from index.normal import bare, plain
from qa.data.load import pattern

Aspect = Literal["value", "change", "percent", "share", "execution", "limit"]
"""`limit`: an amount in the name of what is counted (单价50万元以上设备), and of nothing by itself."""
_LEVELS = re.compile(r"[（(](类|款|项)[)）]")
_STOP = re.compile(r"[，,；;：:。（(]|其中")
_INNER = re.compile(r"[（(]([^（）()]{1,12})[)）]")
_ALIAS = re.compile(r"(?<=[一-鿿]{2})[（(][^（）()]{2,10}(?:支出|经费)[)）]$")
"""Another name of the thing right before its number: 工资福利支出（人员支出）326万元."""
_PURCHASE = re.compile("(货物|工程|服务)类?(采购)?(支出)?$")
"""What is bought, where the paragraph speaks of 政府采购: 货物预算3万元、服务预算32万元."""
_YEAR_BEFORE = re.compile(r"^[，,、]?(?:比|较|与|同)(?:(?:19|20)\d\d年度?|上年度?|去年)(?:的)?(?:决算|预算|执行|支出|年初预算)?数?(?:的)?$")
"""What stands before the figure of an earlier year, which a change is measured against: 与2018年18.20万元相比减少1.55万元."""
_VERB = "(?:增加|减少|增长|下降|上升|降低)"
_AFTER_BASE = re.compile(rf"(?:相比|比较|对比)[，,]?(?P<what>[^，,]{{2,30}}?)(?:各|均)?{_VERB}(?:了)?$")
_BEFORE_BASE = re.compile(rf"^[，,]?(?P<what>[^，,比较]{{2,30}}?)(?:比|较)[^，,]{{2,14}}{_VERB}(?:了)?$")
_AGAINST_BUDGET = re.compile(
    r"(?:比|较|与|同)(?P<base>(?:(?:年初|全年|调整|本年|当年)?(?:财政拨款)?预算(?:安排)?数?|计划数?))"
    rf"(?:相比|比较|各|均|[，,])*{_VERB}"
)
"""Against what was planned for the same year, and no other year: 比预算减少1.99万元."""
_BASE = re.compile(
    rf"(?:比|较|与|同)([^，。；]{{0,16}}?(?:年|上年|去年)[^，。；]{{0,10}}?)(?:相比|比较|{_VERB}|持平|各|[，,])"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a sentence. `subject` and `core` say of what; `base` is what a change is measured against.

    `within` is the thing that 其中 makes it a part of, in the same sentence: 初中教育支出200万元，其中：基本支出200万元.
    """

    fact: Fact
    sentence: Sentence
    passage: Passage
    subject: str
    core: str
    aspect: Aspect
    measure: Kind | None
    base: str | None
    direction: int
    heading: str
    within: str = ""


def core_of(subject: str, department: str | None = None) -> str:
    """The name in a subject, without what stands before and behind it: of bodies, only `department` where it is given.

    >>> core_of("2022年公用支出预算数为") == core_of("公用支出")
    True
    >>> core_of("区财政局三公经费", "示例区财政局"), core_of("培训中心三公经费", "示例区财政局")
    ('三公经费', '培训中心三公经费')
    """
    text = bare(_LEVELS.sub("", subject))
    while True:
        cut = _without_body(pattern("prose", "before").sub("", text), department)
        cut = pattern("prose", "after").sub("", cut) if len(cut) > 2 else cut
        if cut == text or not cut:
            return text
        text = cut


def _without_body(text: str, department: str | None) -> str:
    """A name without that of the body before it; another body's is kept: it is not of this one."""
    found = pattern("prose", "own").match(text)
    if found is None:
        return text
    own = iter(bare(department or ""))
    if department is not None and found[0][:1] not in ("我", "本", "该") and not all(c in own for c in found[0]):
        return text
    return text[found.end() :]


def heading_name(section: Sequence[str]) -> str:
    """What the nearest telling heading of a passage names."""
    for heading in reversed(section):
        text = plain(heading)
        for found in numbering():
            text = found.sub("", text)
        text = re.sub(r"[。.]$", "", text)
        levels = _LEVELS.split(text)
        if len(levels) > 1:
            text = levels[-3] if levels[-1] == "" else levels[-1]
            return bare(text)
        name = pattern("prose", "heading").match(re.sub(r"\d[\d.,]*(万元|元|亿元).*$", "", text))
        if name and not pattern("prose", "empty_subject").match(bare(name["name"])):
            return bare(name["name"])
    return ""


def _named_item(text: str) -> str | None:
    """The deepest level named as 类, 款 and 项 before a number: 财政事务（款）行政运行（项）."""
    parts = list(_LEVELS.finditer(text))
    if not parts:
        return None
    end = parts[-1].start()
    begin = parts[-2].end() if len(parts) > 1 else 0
    return re.sub(r"^[“”\"\d.、\s]+", "", _unnumbered(text[begin:end].strip()))


_LIMIT = re.compile(r"(?:[（(]含[)）])?(?:及|或)?以[上下](?=的?[一-鿿]{0,12}(?:设备|资产|仪器|项目|车辆|合同|采购))")
_NUMBER_GOES_ON = re.compile(r"[.,]?\d")


def _alone(text: str, number: str, at: int) -> int | None:
    """Where a number stands from `at` on, and not within a longer one. No pattern a number: to compile it takes longest."""
    while (begin := text.find(number, at)) >= 0:
        before = text[begin - 1 : begin]
        if not (before.isdecimal() or before in (".", ",")) and not _NUMBER_GOES_ON.match(text, begin + len(number)):
            return begin
        at = begin + 1
    return None


def _places(sentence: Sentence) -> Iterator[tuple[Fact, int, int]]:
    """Each number of a sentence with where it stands in it."""
    at = 0
    for fact in sentence.facts:
        begin = _alone(sentence.text, fact.text, at)
        if begin is None:
            continue
        at = begin + len(fact.text)
        unit = re.match(rf"\s*(百万元|万元|亿元|千元|元|%|％|万|亿|{re.escape(fact.unit or '')})?", sentence.text[at:])
        at += unit.end() if unit else 0
        yield fact, begin, at


def _aspect(fact: Fact, lead: str) -> Aspect:
    whole = re.split(r"[；;。]", lead)[-1]
    clause = re.split(r"[，,]", whole)[-1] or whole
    if fact.unit == "%":
        if pattern("prose", "percent_change").search(clause):
            return "percent"
        if pattern("prose", "execution").search(clause):
            return "execution"
        return "share" if pattern("prose", "share").search(clause) else "value"
    return "change" if pattern("prose", "change").search(whole) else "value"


def claims_of(passages: Sequence[Passage], document: Document) -> tuple[Claim, ...]:
    """The claims of all sentences, in reading order."""
    out: list[Claim] = []
    open_end, said = "", ""
    for passage in passages:
        found, said = _passage(passage, document, open_end, said if open_end else "")
        out += found
        ended = len(passage.text) < 40 or passage.text.rstrip()[-1] in "。；;：:！？" or passage.section[-1:] == (passage.text,)
        open_end = "" if ended else re.split(r"[。；;]", passage.text)[-1]
    return tuple(out)


def _passage(passage: Passage, document: Document, before: str, said: str) -> tuple[list[Claim], str]:
    """Its claims, and what it speaks of last; `before` is a sentence begun in the paragraph before and not ended."""
    heading = heading_name(passage.section)
    context = bare(_named_item(before + passage.text[:120]) or "") or heading
    out: list[Claim] = []
    valued, within = "", ""
    for sentence in passage.sentences:
        said = bare(_named_item(before + sentence.text) or "") or _titled(sentence) or said
        end, outside, paid, moved = 0, said, "", False
        for fact, begin, after in _places(sentence):
            lead = plain(sentence.text[end:begin])
            if ")" in lead and not stands_in_brackets(sentence.text, begin):
                said = outside  # 共330批次（其中外事接待0批次），1950人次: the second is of what stands outside
            lead = _unnumbered(plain(before) + lead) if end == 0 else lead
            own = document.department
            if _LIMIT.match(sentence.text, after):  # 单位价值50万元以上的通用设备12台: a part of the name of what is counted
                out.append(Claim(fact, sentence, passage, said, core_of(said, own), "limit", None, None, 1, heading))
                continue
            end = after
            before = ""
            aspect = _aspect(fact, lead)
            within = valued if "其中" in lead else within
            if aspect == "value" and said and _YEAR_BEFORE.match(bare(lead)):
                current = "上年" + said
            elif aspect == "value":
                subject = _subject(lead, document)
                if subject and not pattern("prose", "empty_subject").match(subject):
                    said = pattern("prose", "marked").sub("", subject) or said
                    current = subject
                else:
                    current = context if pattern("prose", "closing").search(subject) and context else said or context
            else:
                named = _changed(lead)
                said = named or said
                money = fact.amount.unit is not None and fact.amount.unit.dimension == "money"
                current = (paid if not named and (money or moved and fact.unit == "%") else "") or said or context
                moved = money
            if aspect == "value" and fact.amount.unit is not None and fact.amount.unit.dimension == "money":
                paid = current if current == said else paid
            if _PURCHASE.match(core_of(current, own)) and "政府采购" in passage.text:
                current = "政府采购" + core_of(current, own)[:2]
            out.append(Claim(
                fact, sentence, passage, current, core_of(current, own), aspect, _measure(lead), _base(lead),
                _direction(lead), heading, within if within != core_of(current, own) else "",
            ))
            valued = core_of(current, own) if aspect == "value" and not within else valued
            outside = outside if stands_in_brackets(sentence.text, begin) else said
        if not sentence.text.rstrip().endswith(("；", ";")):  # a list goes on over semicolons
            valued, within = "", ""
    return out, said


def stands_in_brackets(text: str, at: int) -> bool:
    """Does what stands here stand in brackets?"""
    ahead = plain(text[:at])
    return ahead.count("(") > ahead.count(")")


def _titled(sentence: Sentence) -> str:
    """The name in a numbered sentence of its own, which stands over what follows in its paragraph: （二）公务接待费。"""
    text = plain(sentence.text)
    bare_text = _unnumbered(text)
    if sentence.facts or bare_text == text or not 2 < len(bare_text) < 18 or re.search("[，,：:]", bare_text):
        return ""
    return core_of(re.sub(r"[。.]$|(预算|支出)?(安排)?(情况)?(说明)?[。.]$", "", bare_text))


def _unnumbered(text: str) -> str:
    for found in numbering():
        text = found.sub("", text)
    return text


def _subject(lead: str, document: Document) -> str:
    """The words right before a number that say of what it is, without the department's own name."""
    named = _named_item(lead)
    tail = lead[lead.rfind(named) + len(named) :] if named else ""
    if named and not re.search(r"[，,。；:：]", _LEVELS.sub("", tail)):
        return bare(named)
    flat = _INNER.sub(_in_line, _ALIAS.sub("", lead))
    text = bare(_STOP.split(flat)[-1])
    own = bare(document.department or "")
    return text.split(own)[-1] if own and own in text else text


def _in_line(bracket: re.Match[str]) -> str:
    """What brackets hold, as a part of the name before them; nothing where it says only how it was counted."""
    return "" if pattern("prose", "aside").search(bracket[1]) else bracket[1]


def _changed(lead: str) -> str:
    """The subject of a change that names its own: 与2023年度相比，收入支出总计减少."""
    clause = re.split(r"[；;。]", lead)[-1]
    found = _AFTER_BASE.search(clause) or _BEFORE_BASE.search(clause)
    text = bare(found["what"]) if found else ""
    return "" if pattern("prose", "empty_subject").match(core_of(text)) else text


def _measure(lead: str) -> Kind | None:
    clause = re.split(r"[，,；;。]", lead)[-1]
    if pattern("prose", "final_measure").search(clause):
        return "final"
    return "budget" if pattern("prose", "budget_measure").search(clause) else None


def _base(lead: str) -> str | None:
    found = _BASE.search(lead)
    planned = _AGAINST_BUDGET.search(lead)
    return found[1] if found else planned["base"] if planned else None


def against_budget(claim: Claim) -> bool:
    """Is a change measured against what was planned for the same year?"""
    base = claim.base or ""
    return bool(re.search("预算|计划", base)) and not re.search(r"上年|去年|\d{4}", base)


def _direction(lead: str) -> int:
    clause = re.split(r"[，,；;。]", lead)[-1]
    return -1 if pattern("prose", "down").search(clause) else 1
