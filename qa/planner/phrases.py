"""Metric phrases: runs of naming tokens, and which stands in which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.data.load import regions
from corpus.tables.rowtree import is_body
from index.bodies import known_regions
from index.normal import bare
from qa.lexicon import beside, concept_of, is_fund, is_named_total, is_named_whole
from qa.plan import Metric
from qa.planner.spans import Token

_SIDES = {"收入": "income", "支出": "expenditure", "支出合计": "expenditure", "收入合计": "income", "收入总计": "income",
          "支出总计": "expenditure", "income": "income", "expenditure": "expenditure", "支出总额": "expenditure", "开支": "expenditure",
          "总收入": "income", "总支出": "expenditure", "本年收入": "income", "本年支出": "expenditure", "收入总额": "income"}
_RECEIVED = re.compile("(收|收到|收进来|收上来)了?多少(钱|万|万元|元)?")
_ENDINGS = frozenset({"类", "款", "项", "科目", "费", "经费", "费用", "支出", "资金", "开支"})
"""What may stand behind a name that is known without making it another thing."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of tokens that name one thing, with its place in the question."""

    metric: Metric
    start: int
    end: int
    first: int
    last: int


def phrases_of(tokens: Sequence[Token], text: str) -> tuple[Phrase, ...]:
    """The metric phrases in order. What is named in the brackets after a group's name replaces the group."""
    runs: list[list[int]] = []
    for place, token in enumerate(tokens):
        if not _names(token):
            continue
        if runs and runs[-1][-1] == place - 1 and not re.search(r"\S", _between(tokens[place - 1], token, text)):
            runs[-1].append(place)
        else:
            runs.append([place])
    found: list[Phrase] = []
    for run in runs:
        found += _phrases(run, tokens, text)
    return tuple(_across(_nested(_ungrouped(found, text), tokens), text))


def _names(token: Token) -> bool:
    level = any(role.startswith("level:") for role in token.roles)
    return not token.roles or token.has("metric", "code") and not level


def _between(first: Token, second: Token, text: str) -> str:
    return re.sub(r"[\"'“”《》]", "", text[first.end : second.start])


def _phrases(run: list[int], tokens: Sequence[Token], text: str) -> list[Phrase]:
    """One run is one thing: 财政拨款 住房公积金 is the latter in the former; 住房公积金 + unknown words is unknown."""
    parts = [tokens[k] for k in run]
    place = (parts[0].start, parts[-1].end, run[0], run[-1])
    received = len(parts) > 1 and _RECEIVED.fullmatch(parts[-1].text) is not None  # 学费收了多少
    parts = parts[:-1] if received else parts
    whole = text[parts[0].start : parts[-1].end]
    if received:
        name = _clean(whole)
        return [Phrase(Metric(phrase=name, key=bare(name) if name.endswith("收入") else f"{bare(name)}收入"), *place)]
    if len(parts) == 1 and parts[0].has("code"):
        return [Phrase(Metric(phrase=parts[0].text, code=parts[0].text), *place)]
    if len(parts) == 2 and parts[0].has("metric") and bare(parts[1].text) in _ENDINGS:
        return [Phrase(Metric(phrase=_clean(whole), key=parts[0].key or bare(parts[0].text)), *place)]
    if any(not part.roles for part in parts):
        bare_whole = bare(whole)
        if len(bare_whole) < 2:
            return []
        if len(parts) > 1 and all(p.roles or (p.text.isascii() and p.text.isalpha()) for p in parts):
            parts = [p for p in parts if p.roles] or parts
            if not parts[0].roles:
                return [Phrase(Metric(phrase=_clean(whole), known=False), *place)]
        else:
            return [Phrase(Metric(phrase=_clean(whole), known=False), *place)]
    codes = [p for p in parts if p.has("code")]
    if codes:
        return [Phrase(Metric(phrase=_clean(whole), code=codes[0].text), *place)]
    split = next((k for k in range(1, len(parts)) if all(p.has("label") for p in parts) and beside(parts[k - 1].text, parts[k].text)), 0)
    if split:
        both = [*_phrases(run[:split], tokens, text), *_phrases(run[split:], tokens, text)]
        return [Phrase(p.metric.model_copy(update={"joined": True}), p.start, p.end, p.first, p.last) for p in both]
    side = None
    while len(parts) > 1 and (last_side := _side_of(bare(parts[-1].text))) is not None:
        side = last_side
        parts = parts[:-1]
    while len(parts) > 1 and parts[0].has("metric") and _only_total(parts[-1]):
        parts = parts[:-1]
    last = parts[-1]
    within = tuple(bare(p.text) for p in parts[:-1] if not _people(p))
    metric = Metric(phrase=_clean(last.text), key=last.key, whole=_clean(whole) if within else "", within=within)
    return [Phrase(_sided(metric, side), *place)]


def _side_of(phrase: str) -> str | None:
    """The side that a word for a total is of: 总收入, 收入预算."""
    concept = concept_of(phrase) if phrase not in _SIDES else None
    named = {"总收入": "income", "收入总计": "income", "总支出": "expenditure"}
    return _SIDES.get(phrase) or (named.get(concept.name) if concept is not None and re.search("收入|支出", phrase) else None)


def _sided(metric: Metric, side: str | None) -> Metric:
    """行政运行的总收入 is of that side; 财政拨款的总支出 is 财政拨款支出, a thing of its own."""
    named = {"income": "收入", "expenditure": "支出"}.get(side or "")
    phrase = (metric.key or bare(metric.phrase)).removesuffix("收入").removesuffix("支出") + (named or "")
    if named and not metric.within and (concept := concept_of(metric.key or bare(metric.phrase))) is not None:
        other = concept_of(phrase)
        return metric if other is None or other is concept else Metric(phrase=phrase, key=phrase)
    return metric.model_copy(update={"side": side})


def _people(token: Token) -> bool:
    """在职职工医保: whose it is says nothing more; 退休人员 is another thing."""
    concept = concept_of(bare(token.text))
    return concept is not None and concept.name == "实有人数"


def _only_total(token: Token) -> bool:
    """三公经费 预算总额: a word for a total behind a name says nothing more."""
    return bool(re.fullmatch("(预算|决算|支出|收入|经费|费用)?(总额|总数|总计|合计|总量|规模)", bare(token.text)))


def _clean(text: str) -> str:
    cleaned = re.sub(r"^[\s\"'()（）“”《》]+|[\s\"'（“”《》?？]+$", "", text)
    cleaned = re.sub("(?<=费)(收|收取|收了|要收|能收)$|(?<=..)的钱$", "", cleaned)
    if cleaned.endswith((")", "）")) and not re.search("[(（]", cleaned):
        cleaned = cleaned[:-1]  # the last of what is listed in brackets
    return cleaned if cleaned.count('"') % 2 == 0 else cleaned.replace('"', "")  # "专精特新"企业奖励, its first mark cut off


def _ungrouped(found: list[Phrase], text: str) -> list[Phrase]:
    """四个专项（科技创新、生命健康…）: the things in the brackets, not the word before them."""
    out: list[Phrase] = []
    for place, phrase in enumerate(found):
        opened = re.match(r"\s*[(（]|的?[两二三四五六七八2-8](个|项|块|笔|家)[^，,。；;(（]{0,10}[(（]", text[phrase.end :])
        closing = text.find(")", phrase.end)
        inner = [p for p in found[place + 1 :] if closing < 0 or p.start < closing]
        if opened and closing > 0 and len(inner) > 1:
            continue
        out.append(phrase)
    return out


def _nested(found: list[Phrase], tokens: Sequence[Token]) -> list[Phrase]:
    """机关运行经费里的物业管理费: the second in the first, which is then no thing of its own."""
    out: list[Phrase] = []
    for phrase in found:
        before = out[-1] if out else None
        between = tokens[before.last + 1 : phrase.first] if before is not None else ()
        if before is not None and any(t.has("inside") for t in between):
            out[-1] = phrase
            continue
        body = before is not None and phrase.metric.known and named_like_a_body(before.metric.phrase)
        if before is not None and not before.metric.known and _links(between) and not body:
            whole = f"{before.metric.phrase}的{phrase.metric.phrase}"
            out[-1] = Phrase(Metric(phrase=whole, known=False), before.start, phrase.end, before.first, phrase.last)
            continue
        of_it = before is not None and (_links(between) or _listed_body(before.metric) and _only_when(between))
        if before is not None and of_it and phrase.metric.known and before.metric.known:
            if phrase.metric.phrase in ("支出", "收入", "经费") or _is_total(phrase.metric):
                if (side := _side_of(bare(phrase.metric.phrase))) is not None:
                    sided = _sided(before.metric, side)
                    out[-1] = Phrase(sided, before.start, phrase.end, before.first, phrase.last)
                continue
            own = before.metric.key or bare(before.metric.phrase)
            held = before.metric.within
            if before.metric.shared:  # 行政运行的基本支出和事业运行的项目支出: only a source of money is of both
                received = own.endswith("收入") or bare(phrase.metric.phrase).endswith("收入")
                held = () if is_fund(own) or received else tuple(w for w in held if is_fund(w))
            within = (*held, own, *phrase.metric.within)
            metric = phrase.metric.model_copy(update={"within": within})
            out[-1] = Phrase(metric, before.start, phrase.end, before.first, phrase.last)
            continue
        again = before is not None and phrase.metric.key == before.metric.key  # 养老支出的基本支出和基本支出: the body's
        free = not phrase.metric.within and not again and not _is_whole(phrase.metric)
        if before is not None and before.metric.within and free and _listed(between):
            metric = phrase.metric.model_copy(update={"within": before.metric.within, "shared": True})
            out.append(Phrase(metric, phrase.start, phrase.end, phrase.first, phrase.last))
            continue
        out.append(phrase)
    return out


_COLUMNS = frozenset({
    "基本支出", "项目支出", "财政拨款", "财政拨款收入", "事业收入", "经营收入", "事业单位经营收入", "其他收入", "上级补助收入", "附属单位上缴收入",
    "经营支出", "上缴上级支出", "一般公共预算", "政府性基金", "国有资本经营",
})


def _across(found: list[Phrase], text: str) -> list[Phrase]:
    """图书馆，财政拨款出多少，事业收入出多少: what is named first, with no question of its own, is the row of the columns named after it."""
    if len(found) < 2 or not found[0].metric.known or found[0].metric.within or _is_total(found[0].metric):
        return found
    first, others = found[0], found[1:]
    alone = re.search("[，,]", text[first.end : others[0].start]) and not re.search("多少|几|和|与|、", text[first.end : others[0].start])
    columns = all((p.metric.key or bare(p.metric.phrase)) in _COLUMNS and not p.metric.within for p in others)
    if not alone or not columns or (first.metric.key or bare(first.metric.phrase)) in _COLUMNS:
        return found
    row = first.metric.key or bare(first.metric.phrase)
    return [Phrase(p.metric.model_copy(update={"within": (row,)}), p.start, p.end, p.first, p.last) for p in others]


_BODY = re.compile(
    "(局|厅|委员会|委|法院|检察院|办公室|街道|街道办|管委会|镇政府|区政府|市政府|中学|小学|医院|大学|[^支].?[省市县]|.{1,3}区)$"
)
_OFFICE = re.compile("[局厅委院办处所站队]$")


def named_like_a_body(phrase: str) -> bool:
    """Is it the name of some body, as its ending says, or its place and its ending do: 普陀接道办?"""
    if len(phrase) > 15 or phrase.endswith(tuple(regions()["not_a_place"])):
        return False
    placed = any(phrase[:size] in known_regions() for size in (2, 3, 4)) and len(phrase) > 4
    return bool(_BODY.search(phrase)) or placed and bool(_OFFICE.search(phrase))


def _listed_body(metric: Metric) -> bool:
    """Is this the row of a unit or a town that a table lists: 招商服务中心, 城关镇?"""
    return metric.known and (is_body(metric.phrase) or bool(re.search("[镇乡]$|街道$", metric.phrase)))


def _only_when(between: Sequence[Token]) -> bool:
    """Does nothing but a year or a kind stand between two phrases: 城关镇2021年财政收入?"""
    return all(t.has("year", "kind", "blank", "stop") and t.text not in ",，、" for t in between)


def _listed(between: Sequence[Token]) -> bool:
    """Do two phrases stand in one list: 商贸事务的基本支出和项目支出?"""
    return bool(between) and all(t.text in ("和", "与", "及", "以及", "、", "跟") for t in between)


def _links(between: Sequence[Token]) -> bool:
    """Is there nothing but "in" and "of" between two phrases?"""
    inside = any(t.has("within") for t in between)
    words = [t for t in between if not t.has("year", "department", "kind", "blank") and not (inside and t.text in ",，")]
    inside = any(t.has("within") for t in words) or [t.text for t in words] == ["的"]
    return bool(words) and inside and all(t.has("within", "exists") or t.text == "的" for t in words)


def _is_whole(metric: Metric) -> bool:
    """A total of all money or of one source, which is in nothing that stands before it: 行政运行的项目支出与总支出."""
    return is_named_whole(metric.key or bare(metric.phrase))


def _is_total(metric: Metric) -> bool:
    return is_named_total(bare(metric.phrase))
