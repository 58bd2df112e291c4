"""The scope of one number: what its sentence says up to it, with the year or the body that is said just beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import PERCENT
from qa.arithmetic import TIMES
from qa.check.numerals import Numeral
from qa.check.scope import Scope, Sentence
from qa.check.words import pattern

_YEAR_BEHIND = re.compile(r"\s*in\s+(?:fiscal\s+)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_BODY_BEHIND = re.compile(r"\s*(?:at|for|by|in)\s+(?:the\s+)?", re.IGNORECASE)
_KIND_BEHIND = re.compile(r"的(?:年度|部门|单位)?(?P<kind>预算|决算)(?![收支数执])")
_YEARS_FIGURE = re.compile(r"\s*(?:年?度?)?(?:同期)?(?:预算|决算|执行)?数?的?\s*[(]?\s*(?:为|是)?\s*[¥约]?\s*")
_FROM = re.compile(r"(?:从|由|自)\s*(?:原来的?|原先的?)?$")


def placed(numeral: Numeral, sentence: Sentence) -> Scope:
    """What narrows this number down."""
    scope = sentence.at(numeral.begin)
    year = _year_beside(numeral, sentence, scope)
    if year is not None:
        scope = replace(scope, own_year=year, free=True)
    behind = _BODY_BEHIND.match(sentence.text, numeral.end)
    body = behind and next((m for m in sentence.bodies if m.start == behind.end()), None)
    if body and len({m.documents for m in sentence.bodies}) > 1:
        scope = replace(scope, body=body)  # 4.1 million yuan at A and 1.5 million yuan at B
    kind = _KIND_BEHIND.match(sentence.bare, numeral.end)
    if kind and scope.kind is None:
        scope = replace(scope, kind="final" if kind["kind"] == "决算" else "budget")
    return scope


def _year_beside(numeral: Numeral, sentence: Sentence, scope: Scope) -> int | None:
    """1 million yuan in 2018; 较2018年（100万元）增加; 2019年…从100万元增加到120万元, which is what it was the year before."""
    behind = _YEAR_BEHIND.match(sentence.text, numeral.end)
    if behind is not None:
        return int(behind["year"])
    for year in sentence.years:
        between = sentence.text[year.end : numeral.begin] if year.end <= numeral.begin else "-"
        said = sentence.text[year.start : year.end]
        if year.compared and said != "同比" and numeral.unit not in (TIMES, PERCENT) and _YEARS_FIGURE.fullmatch(between):
            return year.year
    before, after = sentence.bare[: numeral.begin], sentence.bare[numeral.end :]
    explicit = any(y.end >= numeral.begin - 12 and y.start < numeral.begin for y in sentence.years[1:])
    if scope.about and not explicit and _FROM.search(before) and pattern("changes_to").match(after):
        return scope.about - 1
    return None
