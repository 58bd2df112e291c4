"""Sums and means: of the figures before, of the rows that are listed, of one row of several bodies."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, product
from math import prod

from qa.arithmetic import Average, Cell, Difference, Expression, Sum
from qa.check.chinese import chinese_number
from qa.check.claim import Claim, Thread
from qa.check.corpus import Corpus
from qa.check.heads import per_head
from qa.check.match import find
from qa.check.reading import Found, Reading
from qa.check.relations import (
    Computation,
    Name,
    Operand,
    all_of,
    average_of,
    how_many,
    same_line,
)
from qa.check.scope import Scope, spanned
from qa.check.text import MASK, plain
from qa.check.words import pattern, trimmed

_TOTAL_TAIL = re.compile(
    r"(?:[,，]|的)?(?:[这前后]|上述|以上)?(?:[两二三四五六七八九十\d]+(?:个?年度?(?:间|来|里)?|大?项|者|个|笔|类|部分|款|大?块|方面)(?:支出|费用|经费|资金)?)?(?:的(?:资金|支出|经费|费用|预算|款项))?"
    r"(?:之和|合在一起|合起来|合计|共计|总计|总和|加起来|加在一起|相加|一共|总共|平均数|平均值|均值|平均|共|in total|together|combined)"
    r"(?:约|近|为|是|达到|达|有|支出|安排|预算|came to|come to|comes to|totals|totalled|totaled|was|were|is|are|\s)*$"
)
_MEAN_TAIL = re.compile(
    r"[,，]?(?:平均每年|每年平均|年均|年度平均|平均)(?:的)?(?:约|近|为|是|达到|达|有|支出|安排|预算|花费?|\s)*$"
)
_ENGLISH_HEAD = re.compile(r"^.*\b(?:combined|joint|total|sum)\b[a-z ]*\b(?:of|for)\s+(?=\S)", re.IGNORECASE)
_ENGLISH_TAIL = re.compile(
    r"\s+(?:in|of|at|for)\s*[\x00'\s]*(?:s\b)?[\x00\s]*(?:is|are|was|were|came to|comes to|totals?|amounts? to)?\s*$",
    re.IGNORECASE,
)
_WORKED_OUT = re.compile(
    r"[,，](?:再|并)?(?:(?P<plus>加上?|加)|扣除|减去|扣掉|减掉|剔除|刨去|除去)(?:了)?[^,，;；。\d]*[\d,.]+\s*[亿千百十万]*元?(?:之?后)?[,，]?"
    r"(?:即|就|则)?(?:为|是|余|剩余?|剩下|还剩下?|还有|尚余|等于|合计|共计?|总计|两者合计|二者合计|得|得出)+(?:为|是|约|近)?\s*$"
)
_IN_ALL = re.compile(r"(?:累计|总共|一共)(?:安排|支出|投入|花费|列支)?(?:约|近|为|是|达到?)?\s*$")
_COMBINED = 8
"""So many ways of combining figures of several tables are tried: more say too little."""
_YEARS_AND = re.compile(r"\s*(?:[、，,和与及至到\-—–~]|以及)\s*")
_AND = re.compile(r"(以及|加上|还有|连同|[、和与及加跟]| and |, )")


def over_bodies(claim: Claim, corpus: Corpus) -> list[tuple[Reading, ...]] | None:
    """培训费（甲局、乙局）合计: the same line of each body that the sentence names; None where it names but one."""
    named = {
        m.documents: m for m in claim.sentence.bodies if m.documents and claim.begin <= m.start < claim.numeral.start
    }
    if len(named) < 2 or not pattern("relation", "total").search(claim.said):
        return None
    phrase = re.sub(r"[（(][、，,和与及\s]*[)）]|[、，,](?=[、，,\x00])", "", _TOTAL_TAIL.sub("", claim.said))
    found = []
    for mention in named.values():
        scope = replace(claim.scope, body=mention)
        found.append(find((phrase.strip("、，,和与及"),), scope, corpus.within(scope)).readings)
    out = []
    for first in found[0]:
        alike = [next((r for r in group if same_line(first, r)), _only(group)) for group in found[1:]]
        out.append((first, *(r for r in alike if r is not None)))
    return [readings for readings in out if len(readings) == len(named)]


def over_years(claim: Claim, corpus: Corpus, mean: bool = False) -> list[tuple[Reading, ...]] | None:
    """培训费（2022年、2023年）合计: the same line of each year that is listed; None where no list of years is summed up."""
    span_of_years = [] if mean else _span_of_years(claim)
    if span_of_years:
        return _of_each_year(claim, span_of_years, pattern("years_together").sub("", claim.words), corpus)
    years = [y for y in claim.sentence.years if claim.begin <= y.start < claim.numeral.start and not y.compared]
    text = claim.sentence.text
    listed = [bool(_YEARS_AND.fullmatch(text[a.end : b.start])) for a, b in pairwise(years)]
    tail = _MEAN_TAIL if mean else _TOTAL_TAIL
    summed = pattern("relation", "total").search(claim.said) or _IN_ALL.search(claim.said)
    if len(years) < 2 or not all(listed) or not (mean or summed):
        return None
    if claim.given is not None or len({y.year for y in years}) < len(years):
        return None
    phrase = re.sub(r"[（(][、，,和与及至到\-—\s]*[)）]|[、和与及至到]+(?=\x00|$)", "", tail.sub("", _IN_ALL.sub("", claim.words)))
    phrase = pattern("leading_kind").sub("", re.sub(r"^[\x00、和与及\s]*(?:的)?[两三四五]个?年(?:间|来|里)?的?", "", phrase))
    return _of_each_year(claim, spanned(years, text) or [y.year for y in years], phrase, corpus)


def _span_of_years(claim: Claim) -> list[int]:
    """近两年合计: the years that the sentence goes on to name (其中2018年…、2019年…), else the last ones up to that spoken of."""
    said = pattern("years_together").search(claim.said)
    if said is None or claim.given is not None:
        return []
    count = int(chinese_number(said["n"]) or 0)
    years = [y for y in claim.sentence.years if not y.compared]
    named = sorted({y.year for y in years})
    if len(named) == count:
        return named
    if len(through := spanned(years, claim.sentence.text)) == count:
        return through
    last = claim.scope.about
    return [] if last is None or len(named) > 1 else list(range(last - count + 1, last + 1))


def _of_each_year(claim: Claim, years: list[int], phrase: str, corpus: Corpus) -> list[tuple[Reading, ...]]:
    """The same line in each of these years."""
    found = []
    for year in years:
        scope = replace(claim.scope, year=year, own_year=None)
        found.append(find((phrase,), scope, corpus.within(scope)).readings)
    out = []
    for first in found[0]:
        alike = [next((r for r in group if same_line(first, r)), _only(group)) for group in found[1:]]
        out.append((first, *(r for r in alike if r is not None)))
    return [readings for readings in out if len(readings) == len(found)]


def _only(readings: tuple[Reading, ...]) -> Reading | None:
    """The figure of a line that has but one."""
    return readings[0] if len({reading.fact.amount.base for reading in readings}) == 1 else None


def equation(claim: Claim, thread: Thread) -> list[Computation]:
    """甲10万元+乙5万元=15万元: the figures just before, added and taken away as the signs between them say."""
    clause = re.split(r"[，;；。:：]|,(?!\d)", claim.sentence.bare[: claim.numeral.begin])[-1]
    signs = re.findall(r"(?<=[\d元])\s*([+\-−])", clause) if re.search(r"=\s*$", clause) else []
    if not signs and (said := _WORKED_OUT.search(claim.sentence.bare[: claim.numeral.begin])) and len(thread.figures) > 1:
        one, other = thread.figures[-2].truth, thread.figures[-1].truth  # 支出5万元，扣除甲3万元后为2万元
        return [Computation(Sum((one, other)) if said["plus"] else Difference(one, other))]
    operands = thread.figures[-len(signs) - 1 :]
    if not signs or len(operands) != len(signs) + 1:
        return []
    whole: Expression = operands[0].truth
    for sign, operand in zip(signs, operands[1:], strict=True):
        whole = Sum((whole, operand.truth)) if sign == "+" else Difference(whole, operand.truth)
    return [Computation(whole)]


def together(claim: Claim, name: Name, corpus: Corpus, thread: Thread) -> list[Computation]:
    """两项合计, 之和, 平均: over the figures before, or over the rows that are listed in front."""
    make = average_of if name == "average" else all_of
    if name == "average" and (heads := per_head(claim, corpus, thread)):
        return heads
    if name == "average" and (yearly := _yearly(claim, corpus, thread)):
        return yearly
    listed = _listed(claim, corpus)
    if listed:
        return [Computation(make(operands)) for operands in listed]
    count = how_many(claim.words) or (len(thread.figures) if len(thread.figures) > 1 else 0)
    if count < 2 or len(thread.figures) < count:
        return []
    return [Computation(make(thread.figures[-count:]))]


def _yearly(claim: Claim, corpus: Corpus, thread: Thread) -> list[Computation]:
    """年均: the mean of the years that are listed, or of those that have just been summed up."""
    rows = over_years(claim, corpus, mean=True) or []
    if rows:
        return [Computation(Average(tuple(Cell(reading.fact) for reading in readings))) for readings in rows]
    said = _MEAN_TAIL.search(claim.said)
    last = thread.figures[-1].truth if thread.figures else None
    bare = said is not None and not trimmed(plain(claim.said[: said.start()]))
    return [Computation(Average(last.terms))] if bare and isinstance(last, Sum) else []


def named_together(claim: Claim, corpus: Corpus) -> list[Computation]:
    """甲和乙合计: the sum of the rows that are listed, and never the last of them alone."""
    if not pattern("relation", "total").search(claim.said):
        return []
    return [Computation(all_of(operands)) for operands in _listed(claim, corpus)]


def implied(claim: Claim, corpus: Corpus, thread: Thread) -> list[Computation]:
    """合计 after a list: of the figures, or of the rows that it names."""
    words = claim.said
    total = pattern("relation", "total").search(words)
    if not total:
        return []
    listed = _listed(claim, corpus)
    if listed:
        return [Computation(all_of(operands)) for operands in listed]
    if not claim.direct or len(thread.figures) < 2 or thread.gaps:
        return []
    parts = thread.figures[thread.parts_from :]
    return [Computation(all_of(thread.figures))] + (
        [Computation(all_of(parts))] if 1 < len(parts) < len(thread.figures) else []
    )


def _listed(claim: Claim, corpus: Corpus) -> list[list[Operand]]:
    """A和B合计: each combination of readings of one table and column."""
    words = _ENGLISH_TAIL.sub("", _ENGLISH_HEAD.sub("", claim.words))
    head = re.split(r"[,，;；。]", _TOTAL_TAIL.sub("", _TOTAL_TAIL.sub("", words)))[-1].replace(MASK, "")
    tokens = _AND.split(head)
    named = _segments(tokens, claim.scope, corpus) if 1 < len(tokens) <= 16 else None
    if not named or len(named) < 2:
        return []
    found = [readings for _, readings in named]
    out = []
    for first in found[0]:
        rest = [next((r for r in group if _beside(first, r)), None) for group in found[1:]]
        readings = [first, *(r for r in rest if r is not None)]
        if len(readings) == len(found):
            out.append([Operand(Cell(r.fact)) for r in readings])
    return out + _across(found)


def _across(found: list[tuple[Reading, ...]]) -> list[list[Operand]]:
    """Rows of one disclosure's several tables, where each has but one figure there, or few."""
    out = []
    for document in dict.fromkeys(reading.document.id for reading in found[0]):
        groups = [{Cell(r.fact) for r in group if r.document.id == document} for group in found]
        values = [list({cell.fact.amount.base: cell for cell in group}.values()) for group in groups]
        if all(values) and prod(map(len, values)) <= _COMBINED:
            out += [[Operand(cell) for cell in chosen] for chosen in product(*values)]
    return out


def segments(text: str, scope: Scope, corpus: Corpus) -> list[str] | None:
    """A list cut into its names, where all of them are known.

    A name may hold 和 or 、 itself, so every way of cutting is tried, the finest first.
    """
    tokens = _AND.split(text)
    cut = _segments(tokens, scope, corpus) if 1 < len(tokens) <= 24 else None
    return None if cut is None else [name for name, _ in cut]


def _segments(tokens: list[str], scope: Scope, corpus: Corpus) -> list[tuple[str, tuple[Reading, ...]]] | None:
    """The names of a list with what they stand for; 和 and 及 may also stand inside a name."""
    if not tokens:
        return []
    for end in range(1, len(tokens) + 1, 2):
        phrase = "".join(tokens[:end])
        found = find((phrase,), scope, corpus.within(scope)) if len(phrase.strip()) > 1 else Found()
        if found.strict and found.any:
            rest = _segments(tokens[end + 1 :], scope, corpus)
            if rest is not None:
                return [(phrase, found.readings), *rest]
    return None


def _beside(a: Reading, b: Reading) -> bool:
    """In one table, under one column or in one row."""
    return a.fact.table_id == b.fact.table_id and (a.fact.col == b.fact.col or a.entry.row.id == b.entry.row.id)
