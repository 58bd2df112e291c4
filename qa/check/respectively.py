"""分别为, 依次为, respectively: the names of a list and the figures of a list, matched one to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.check.bodies import Mention
from qa.check.corpus import Corpus
from qa.check.lists import segments
from qa.check.match import find
from qa.check.numerals import Numeral
from qa.check.scope import Sentence, spanned
from qa.check.text import MASK
from qa.check.words import pattern

_GAP = re.compile(r"^(?:元|整|万元)?\s*(?:[、,，和与及]|以及|and|或|,\s*and)+\s*(?:约|近)?\s*$", re.IGNORECASE)
_KINDS = re.compile(r"(?:年初|全年|调整)?(?:预算|决算|执行)数?")


@dataclass(frozen=True, slots=True)
class Share:
    """What one figure of a list is of: its own words, None where the list does not match; its year or its body,
    where years or bodies are listed."""

    words: str | None
    year: int | None = None
    body: Mention | None = None


def distribute(sentence: Sentence, found: Sequence[Numeral], corpus: Corpus) -> dict[int, Share]:
    """The words of the figures that a list of names and a list of figures share out, by the figure's place."""
    out: dict[int, Share] = {}
    k = 0
    while k < len(found):
        run = _run(sentence.text, found, k)
        begin = found[k - 1].end if k else 0
        before = sentence.bare[begin : found[k].begin]
        marked = pattern("respectively", "before").search(before)
        behind = pattern("respectively", "after").match(sentence.bare[found[run - 1].end :])
        slashed = None if marked or behind else _slashed(sentence, found, k)
        if slashed is not None:
            run, names = slashed
            out |= {found[k + n].start: share for n, share in enumerate(names)}
        elif run - k > 1 and (marked or behind):
            head = before[: marked.start()] if marked else before
            tail = before[marked.end() :] if marked else ""
            shares = _shared(head, tail, begin, run - k, sentence, corpus, marked.group() if marked else "")
            out |= {found[k + n].start: share for n, share in enumerate(shares)}
        k = run if run - k > 1 else k + 1
    return out


LONGEST = 160
"""So many letters before a list with slashes are read for its names."""
_SLASH = re.compile(r"\s*(?:[百千万亿]*元)?\s*/\s*")
_NAMES = re.compile(r"(?P<names>[^\d,，;；。:：/]{2,20}(?:/[^\d,，;；。:：/]{2,20})+)\s*(?:[:：]|为|是|分别为)\s*$")
_YEARS = re.compile(r"(?P<item>[^,，;；。:：()]*)[(]?(?P<years>(?:19|20)\d\d(?:年?/(?:19|20)\d\d)+)年?[)]?\s*(?:[:：]|为|是)?\s*$")


def _slashed(sentence: Sentence, found: Sequence[Numeral], k: int) -> tuple[int, list[Share]] | None:
    """基本支出/项目支出：1/2万元, 培训费（2021/2022）：1/2万元: the names, or the years, and the figures one to one."""
    end, text = k + 1, sentence.text
    while end < len(found) and _SLASH.fullmatch(text[found[end - 1].end : found[end].begin]):
        end += 1
    begin = max(found[k - 1].end if k else 0, found[k].begin - LONGEST)
    if end - k < 2:
        return None
    before = text[begin : found[k].begin]
    names, years = _NAMES.search(before), _YEARS.search(before)
    if years and len(listed := re.findall(r"(?:19|20)\d\d", years["years"])) == end - k:
        item = sentence.bare[begin + years.start("item") : begin + years.end("item")].replace(MASK, "")
        return end, [Share(item, int(year)) for year in listed]
    if names and len(parts := names["names"].split("/")) == end - k:
        return end, [Share(_OF_BODY.sub("", part)) for part in parts]
    return None


_OF_BODY = re.compile(r"^.*?(?:19|20)\d\d年度?的?(?:部门|单位)?(?:预算|决算)?(?:的|中)?")


def _run(text: str, found: Sequence[Numeral], k: int) -> int:
    """The end of the run of figures from the k-th on that nothing but 、 and 和 stands between."""
    end = k + 1
    while end < len(found) and _GAP.match(text[found[end - 1].end : found[end].begin]):
        end += 1
    return end


_WHOLE = re.compile("(?P<whole>[一-鿿（）()“”]{2,20}?)(?:当中|之中|里面|中|里|内)[,，]")


def _shared(
    head: str, tail: str, begin: int, count: int, sentence: Sentence, corpus: Corpus, marker: str = ""
) -> list[Share]:
    """The names of the list just before the marker, `count` of them; else years, else 预算数 and 决算数."""
    scope = sentence.at(begin + len(head))
    for clause in _clauses(head):
        names = segments(clause, scope, corpus)
        if names is not None and len(names) == count:
            if not tail.startswith("占") and "占" not in marker:
                return [Share(name + tail) for name in names]
            within = _WHOLE.match("".join((head.replace(MASK, "").removesuffix(clause), names[0])))
            whole = f"{within['whole']}中，" if within else ""
            return [Share(whole + name.removeprefix(whole) + tail) for name in names]
    years = [y for y in sentence.years if begin <= y.start < begin + len(head)]
    named = spanned(years, sentence.text) or [year.year for year in years]
    if len(named) == count:
        return [Share(_item(head) + tail, year) for year in named]
    bodies = [m for m in sentence.bodies if begin <= m.start < begin + len(head)]
    if len(bodies) == count and len({m.documents for m in bodies}) == count:
        return [Share(_item(head) + tail, body=body) for body in bodies]
    kinds = list(_KINDS.finditer(head.replace(MASK, "")))[-count:]
    if len(kinds) == count and len({kind.group() for kind in kinds}) == count:
        item = head.replace(MASK, "")[: kinds[0].start()]
        return [Share(f"{item}{kind.group()}") for kind in kinds]
    parts = _PARTS.split(_clauses(head)[-1].rstrip("：: "))
    known = any(find((part,), scope, corpus.within(scope)).strict for part in parts)
    if len(parts) == count and not known and all(_NAME.fullmatch(part) for part in parts):
        return [Share(part + tail) for part in parts]  # what only sentences name: 货物类、工程类和服务类采购分别为
    return [Share(None)] * count


_PARTS = re.compile("[、和与及]|以及")
_NAME = re.compile("[一-鿿“”()（）]{2,16}")


def _item(head: str) -> str:
    """What is left of a list of years or bodies: 2021年、2022年两年的培训费."""
    return re.sub(
        r"^(?:[、,，和与及至到度的\s—–~\-]|年(?![初末底])|[两三四五](?:年|家|个)(?:间|里|来|单位|部门)?)+|[、和与及]\s*$",
        "",
        head.replace(MASK, ""),
    )


def _clauses(head: str) -> list[str]:
    """The head, then ever fewer of its clauses."""
    bare = head.replace(MASK, "")
    return [bare, *(bare[stop.end() :] for stop in re.finditer(r"[,，;；:：]", bare))]
