"""The figures that a relation is over: those the text named before, and those its words name now."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Kind
from qa.arithmetic import Cell, Difference, Expression, Growth, Share, Sum
from qa.check import sides
from qa.check.carry import carried
from qa.check.claim import Claim, Thread
from qa.check.corpus import Corpus
from qa.check.elided import between_years, opened_and_closed, the_rest
from qa.check.kinds import completion, of_two_kinds, saved
from qa.check.lookup import totals
from qa.check.match import find
from qa.check.numerals import POINTS
from qa.check.points import of_points
from qa.check.rates import of_figure
from qa.check.reading import Reading
from qa.check.reasons import because
from qa.check.relations import (
    Computation,
    Name,
    Operand,
    all_of,
    between,
    direction_of,
    how_many,
    over_years,
    pair_up,
    wholes,
)
from qa.check.stated import told_of
from qa.check.text import MASK, label_of, plain
from qa.check.words import edge, pattern, trimmed

CHANGE = re.compile(
    r"[与同和]?度?(?:预算|决算)?数?相比|(?:增长|下降|增减|变动|变化)(?:率|幅度|额)"
    r"|(?:偏差|差异|节约)率|偏离度|比|较|同比|增幅|降幅|涨幅|减幅|增速|净?(?:增|减)(?=\s*$)|\b(?:an?|the)\s+(?:drop|rise|fall|decline|increase|decrease|cut|gain)\b|(?:多|少|高|低)(?:出|了|花|用|支出)*\s*$|增加|减少|增长|下降|降低|上升|提高|上涨|下滑|压减|增|减|\b(?:rose|fell|grew|increased|decreased|dropped|declined)\b(?:\s+by)?"
)
_FORMER, _LATTER = re.compile(r"前者|前一项"), re.compile(r"后者|后一项")
_TOGETHER = re.compile(r"合计|之和|总和|总额|两者|二者|三者|加起来|相加|合起来")
_TWO = re.compile(r"差了|相差|差额|差距|差异|变动|之差")


def against(claim: Claim, name: Name, corpus: Corpus, thread: Thread) -> list[Computation]:
    """One figure against another: former and latter, two rows, a part and its whole, a year and the one before."""
    if name == "completion":
        return completion(claim, corpus, thread)
    if claim.numeral.unit == POINTS:
        return of_points(claim, thread, corpus)
    two = len(thread.figures) >= 2
    if name in ("share", "ratio") and of_figure(claim, thread):
        return [Computation(between(name, thread.figures[-2].truth, thread.figures[-1].truth))]
    if name == "difference" and (kept := saved(claim, thread, corpus)):
        return [Computation(Difference(left, right)) for left, right in kept]
    chosen = sides.one_of_two(claim.words)
    if chosen and two:
        former, latter = thread.figures[-2].truth, thread.figures[-1].truth
        return [Computation(between(name, *((latter, former) if _LATTER.search(chosen) else (former, latter))))]
    if name == "share":
        return the_rest(claim, thread) or _shares(claim, corpus, thread)
    pair = sides.times(claim.words, claim.behind) if name == "ratio" else sides.versus(claim.words)
    if name == "difference" and pair is None:
        for cut in sides.apart(claim.words):
            left, right = _both(cut, claim, corpus, thread)
            if left and right:
                return _between(name, left, right)
    on = sides.spent(claim.behind)
    if on is not None:
        return _since(replace(claim, given=on), name, corpus, thread)
    pair = pair or sides.than(claim.words, claim.behind)
    if pair and name in ("difference", "growth") and (kinds := of_two_kinds(pair, claim, thread, corpus)):
        return [Computation(between(name, left, right)) for left, right in kinds]
    if pair and name == "ratio" and _is_year(claim, pair.right) and not _names_body(claim, pair):
        return _since(replace(claim, given=pair.left.replace(MASK, "")), name, corpus, thread)  # 达到上年的两倍
    if pair and (_names_body(claim, pair) or not _is_year(claim, pair.right)):
        return _between(name, *_both(pair, claim, corpus, thread))
    if two and opened_and_closed(thread) and not _base(claim):
        return [Computation(Difference(thread.figures[-1].truth, thread.figures[-2].truth))]
    if two and _TWO.search(re.split(r"[;；。]", claim.said)[-1]):
        return [Computation(Difference(thread.figures[-2].truth, thread.figures[-1].truth))]
    return _since(claim, name, corpus, thread)


Side = tuple[Reading, ...] | list[Operand]


def _both(pair: sides.Sides, claim: Claim, corpus: Corpus, thread: Thread) -> tuple[Side, Side]:
    """What the two sides stand for; of two bodies (甲局的培训费比乙局多), each side with its own."""
    left, right = (
        _side_claim(claim, phrase, at) for phrase, at in ((pair.left, pair.left_at), (pair.right, pair.right_at))
    )
    named = pair.right.replace(MASK, "")
    if right.scope.body != left.scope.body and not trimmed(plain(named)):
        named = pair.left.replace(MASK, "")
        if not trimmed(plain(named)) and thread.subject:
            return [thread.figures[-1]] if thread.figures else (), carried(right, thread.subject, corpus).readings
    said = pair.left.replace(MASK, "")
    if _names_body_at(claim, pair.left, pair.left_at) and not trimmed(plain(said)):
        said = named  # 甲局与乙局的培训费相差: the item is said once, of both
    one, other = _operands(said, left, corpus, thread), _operands(named, right, corpus, thread)
    if isinstance(one, list) and isinstance(other, tuple) and len(thread.figures) > 1:
        own = {Cell(reading.fact) for reading in other}
        if one == [thread.figures[-1]] and one[0].truth in own:
            one = [thread.figures[-2]]  # 甲10万元，比乙（5万元）多5万元: the figure last spoken of is the other side's
    return one, other


def _side_claim(claim: Claim, phrase: str, at: int) -> Claim:
    """The claim with the body that a side of a comparison names."""
    if at < 0 or claim.given is not None:
        return claim
    start, end = claim.begin + at, claim.begin + at + len(phrase)
    own = [m for m in claim.sentence.bodies if start <= m.start < end]
    upto = [m for m in claim.sentence.bodies if m.start < end]
    body = (own or upto)[-1] if own or upto else claim.scope.body
    return replace(claim, scope=replace(claim.scope, body=body))


def _names_body(claim: Claim, pair: sides.Sides) -> bool:
    """Is it another body that is compared with (比乙局多)?"""
    return _names_body_at(claim, pair.right, pair.right_at)


def _names_body_at(claim: Claim, phrase: str, at: int) -> bool:
    """Does this phrase, which begins `at` in the words, hold the name of a body?"""
    start = claim.begin + at
    return at >= 0 and any(start <= m.start < start + len(phrase) for m in claim.sentence.bodies)


def _is_year(claim: Claim, phrase: str) -> bool:
    """Is it a year that is compared with? Years are blotted out, so nothing but function words is left."""
    bare = re.sub(r"(?:19|20)\d\d年?度?", "", pattern("last_year").sub("", plain(phrase)))
    return not trimmed(bare) or bare in ("年初", "同期")


def _operands(phrase: str, claim: Claim, corpus: Corpus, thread: Thread) -> Side:
    """What a phrase in a comparison stands for."""
    if _FORMER.search(phrase) and len(thread.figures) >= 2:
        return [thread.figures[-2]]
    if _LATTER.search(phrase) and len(thread.figures) >= 2:
        return [thread.figures[-1]]
    if (
        _TOGETHER.search(phrase)
        and len(thread.figures) >= 2
        and len(edge("lead").sub("", plain(_TOGETHER.sub("", phrase)))) <= 3
    ):
        count = how_many(phrase) or len(thread.figures)
        return [Operand(all_of(thread.figures[-count:]))] if count <= len(thread.figures) else []
    if plain(phrase) not in totals() and not trimmed(plain(phrase)):
        return [thread.figures[-1]] if thread.figures else thread.subject
    side = _SIDE.fullmatch(trimmed(plain(phrase)) or plain(phrase)) or _SIDE.fullmatch(plain(phrase.replace(MASK, "")))
    phrase = f"总{side['side']}" if side else phrase
    return find((phrase,), claim.scope, corpus.within(claim.scope)).readings or told_of(phrase, claim.scope, corpus)


_SIDE = re.compile("(?:本年|全年|年度?)?(?P<side>收入|支出)")


def _between(name: Name, left: Side, right: Side) -> list[Computation]:
    if isinstance(left, list) and left and left[0].readings and isinstance(right, tuple):
        left = left[0].readings
    if isinstance(left, tuple) and isinstance(right, tuple):
        return [Computation(between(name, Cell(a.fact), Cell(b.fact))) for a, b in pair_up(left, right)]
    return [Computation(between(name, a, b)) for a in _truths(left) for b in _truths(right) if a != b]


def _truths(side: Side) -> list[Expression]:
    return [o.truth for o in side] if isinstance(side, list) else [Cell(r.fact) for r in side]


_FILLS = re.compile(r"(?:[,，]\s*)?(?:占了?据?|是|居于?)(?:大头|多数|主体|主要部分|绝大部分|绝大多数|主导(?:地位)?|较大比重)(?=[,，])")
_OF_PART = re.compile(r"[,，]?(?:的)?(?:比重|比例|占比|份额)(?:为|是|达到?)?(?:约|近)?$")
_AT_LAST = re.compile(r"(?P<share>(?:比重|比例|份额|占比))[,，][\x00\s]*(?:预算|决算)?(?P<tail>为|是|达到?)$")
"""占总支出的比重，2022年预算为: what is said of it stands behind the year."""


def _shares(claim: Claim, corpus: Corpus, thread: Thread) -> list[Computation]:
    words = _FILLS.sub(lambda match: MASK * len(match.group()), claim.words)
    words = _AT_LAST.sub(lambda m: m["share"] + MASK * (len(m.group()) - len(m["share"] + m["tail"])) + m["tail"], words)
    found = sides.part_and_whole(words.replace(MASK + "为", "为") if words != claim.words else words, claim.behind)
    if found is None or re.fullmatch(r"(?:其|总|全部)?(?:比重|比例|比|份额)?", plain(found.right)):
        said = (found.left if found else _OF_PART.sub("", words)).replace(MASK, "")
        part = _operands(said, claim, corpus, thread) or thread.subject
        return _of_unsaid_whole(part, thread, "其中" in claim.words)
    if _is_year(claim, found.right) and pattern("last_year").search(plain(found.right)):
        return _since(replace(claim, given=found.left.replace(MASK, "")), "share", corpus, thread)  # 不到上年的一半
    return _between("share", *_both(found, claim, corpus, thread))


def _of_unsaid_whole(part: Side, thread: Thread, within: bool = False) -> list[Computation]:
    """占比10%: of the sentence's first figure, of the row above, or of the table's total; it is said which."""
    out: list[Computation] = []
    among = thread.figures[thread.parts_from - 1 : thread.parts_from]
    if among and isinstance(part, list) and part != among:  # 其中…，占…: of what the parts are listed of
        return [Computation(Share(o.truth, among[0].truth), because("of_first")) for o in part]
    if within and among and isinstance(part, tuple) and part:  # 346万元，其中出国占83%
        return [Computation(Share(Cell(r.fact), among[0].truth), because("of_first")) for r in part]
    readings = part if isinstance(part, tuple) else tuple(r for o in part for r in o.readings)
    first = thread.figures[0] if thread.figures and isinstance(part, tuple) else None
    if first is not None and isinstance(first.truth, Cell) and first.sound:  # “三公”经费35万元，公务接待费占15%
        inside = [r for r in readings if r.fact.table_id == first.truth.fact.table_id and r.fact.id != first.truth.fact.id]
        alike = [r for r in inside if r.fact.kind == first.truth.fact.kind and r.fact.year == first.truth.fact.year]
        out += [Computation(Share(Cell(r.fact), first.truth), because("of_first")) for r in alike]
    if isinstance(part, list) and len(thread.figures) > 1:
        out += [
            Computation(Share(o.truth, thread.figures[0].truth), because("of_first"))
            for o in part
            if o.truth != thread.figures[0].truth
        ]
    for reading in readings:
        out += [
            Computation(Share(Cell(reading.fact), Cell(whole)), because("of_row", "—".join(whole.row)))
            for whole in wholes(reading)
        ]
    return out


def _since(claim: Claim, name: Name, corpus: Corpus, thread: Thread) -> list[Computation]:
    """A change since another year."""
    base = _base(claim) or thread.base
    if (span := between_years(claim)) is not None:
        base, claim = (span[0], None), replace(claim, scope=replace(claim.scope, year=span[1], own_year=None))
    pair = _of_two_years(thread)
    if base is not None and pair is not None and pair[1].fact.year != base[0]:
        pair = None
    if pair is not None and _changing(claim, corpus, thread) == thread.subject:
        return [Computation(between(name, *pair))]
    if base is None and claim.scope.about is not None:
        base = (claim.scope.about - 1, None)
    if base is None:
        return []
    thread.base = base
    subject = _changing(claim, corpus, thread)
    options = over_years(name, subject or (), base[0], base[1], claim.scope, corpus)
    return options or ([] if subject is None else _from_change(claim, name, subject, thread))


def _of_two_years(thread: Thread) -> tuple[Cell, Cell] | None:
    """2019年为…，2018年为…，增加…: the two figures just before are one item's, the later year's first."""
    cells = [figure.truth for figure in thread.figures[-2:] if isinstance(figure.truth, Cell)]
    if len(cells) < 2 or None in (cells[0].fact.year, cells[1].fact.year) or cells[0].fact.year == cells[1].fact.year:
        return None
    one, other = (cell.fact.row[-1:] or cell.fact.col[-1:] for cell in cells)
    if label_of("".join(one)) != label_of("".join(other)):
        return None
    older, newer = sorted(cells, key=lambda cell: cell.fact.year or 0)
    return newer, older


def _base(claim: Claim) -> tuple[int, Kind | None] | None:
    own = [y for y in claim.sentence.years if y.compared or y.owns]
    years = [y for y in own if claim.begin <= y.start < claim.numeral.start]
    behind = [y for y in own if claim.numeral.end <= y.start < claim.numeral.end + 40]
    years = years or (behind[:1] if re.search(r"\b(?:from|than|over|against)\b", claim.behind) else [])
    if not years:
        return None
    after = claim.sentence.text[years[-1].end : years[-1].end + 4]
    kind: Kind | None = (
        "final"
        if re.match(r"年?度?(?:决算|执行)", after)
        else "budget"
        if re.match(r"年?度?(?:年初)?预算", after)
        else None
    )
    return years[-1].year, kind


def _changing(claim: Claim, corpus: Corpus, thread: Thread) -> tuple[Reading, ...] | None:
    """What has changed: what stands before 比 or 较, or between that and 增加; else what was spoken of before. None
    where something is named that is not known."""
    words = pattern("last_year").sub("", re.sub(r"(?:19|20)\d\d年?度?", "", claim.words))
    parts = CHANGE.split(words)
    for part in (parts[0], *parts[1:2]):
        if trimmed(plain(part)):
            named = find((part,), claim.scope, corpus.within(claim.scope)).readings
            thread.subject = named or thread.subject
            return named or None
    return thread.subject


def _from_change(claim: Claim, name: Name, subject: tuple[Reading, ...], thread: Thread) -> list[Computation]:
    """增加91.44万元，增长20%: the rate follows from the figure and its change."""
    if name != "growth" or not thread.changes:
        return []
    change = thread.changes[-1].truth
    now = [Cell(reading.fact) for reading in subject] if subject else [figure.truth for figure in thread.figures[-1:]]
    if subject and not isinstance(change, Difference):
        now += [f.truth for f in thread.figures[-1:] if f.truth not in now]  # 项目支出5万元，列在某类支出，增加1万元
    if isinstance(change, Difference):
        return [Computation(Growth(n, change.right), because("from_change")) for n in now]
    down = direction_of(claim.words) == "down"
    return [
        Computation(Growth(n, Sum((n, change)) if down else Difference(n, change)), because("from_change")) for n in now
    ]
