"""Budget against final accounts of one line: how much of it was carried out, and by how much the two differ."""

from __future__ import annotations

import re

from corpus.model import Fact, Kind
from qa.arithmetic import Cell, Expression, Share
from qa.check import sides
from qa.check.claim import Claim, Thread
from qa.check.corpus import Corpus
from qa.check.match import find
from qa.check.reading import Reading
from qa.check.relations import Computation, counterparts
from qa.check.text import MASK, plain
from qa.check.words import edge, pattern

_ITEM_OF_KIND = re.compile(r"(?P<item>.{2,}?)的?(?P<kind>(?:年初|调整|全年)?(?:预算|支出决算|决算|执行)(?:数|额)?)")


def of_two_kinds(
    pair: sides.Sides, claim: Claim, thread: Thread, corpus: Corpus
) -> list[tuple[Expression, Expression]]:
    """决算比预算少: the item spoken of, its figure of the one kind against that of the other, of one year."""
    right = pattern("kind_alone").fullmatch(plain(pair.right.replace(MASK, "")))
    said_left = plain(pair.left.replace(MASK, ""))
    left = pattern("kind_alone").fullmatch(edge("lead").sub("", said_left) or "决算")
    named = None if left else _ITEM_OF_KIND.fullmatch(said_left)
    subject = thread.subject
    if named:  # 公务接待费决算比预算少
        left = pattern("kind_alone").fullmatch(named["kind"])
        subject = find((said_left,), claim.scope, corpus.within(claim.scope)).readings
    if right is None or left is None or bool(right["final"]) == bool(left["final"]):
        return []
    wanted: tuple[Kind, Kind] = ("final", "budget") if left["final"] else ("budget", "final")
    said = {figure.truth.fact.kind: figure.truth for figure in thread.figures[-2:] if isinstance(figure.truth, Cell)}
    if named is None and set(said) == set(wanted) and len({cell.fact.year for cell in said.values()}) == 1:
        return [(said[wanted[0]], said[wanted[1]])]
    out: list[tuple[Expression, Expression]] = []
    for reading in subject:
        year = reading.fact.year or reading.document.year or 0
        held = {
            kind: [Cell(reading.fact)]
            if reading.fact.kind == kind
            else [Cell(f) for f in counterparts(reading, year, kind, claim.scope, corpus)]
            for kind in wanted
        }
        out += [(a, b) for a in held[wanted[0]] for b in held[wanted[1]]]
    return out


_SAVED = re.compile(
    r"(?P<item>.*?)(?:[,，]?(?:全年|共|实际|与?年?初?预算相?比|比(?:年初)?预算))*"
    r"(?:节约|节省|(?<=[,，])结余|超支|[多少][花用支])(?:了|资金|支出|约|近|为|是|共)*$"
)


def saved(claim: Claim, thread: Thread, corpus: Corpus) -> list[tuple[Expression, Expression]]:
    """培训费节约5万元, 超支2万元: its final figure against its budget."""
    said = _SAVED.match(re.split("[;；。]", claim.said)[-1])
    if said is None:
        return []
    item = plain(re.split("[,，]", said["item"])[-1])
    named = find((item,), claim.scope, corpus.within(claim.scope)) if edge("lead").sub("", item) else None
    subject = named.readings + named.misfits if named is not None else thread.subject
    out: list[tuple[Expression, Expression]] = []
    for reading in subject:
        year = claim.scope.about or reading.fact.year or reading.document.year or 0
        held: list[list[Fact]] = [
            [reading.fact] if reading.fact.kind == kind and (reading.fact.year or year) == year
            else counterparts(reading, year, kind, claim.scope, corpus)
            for kind in ("final", "budget")
        ]  # fmt: skip
        out += [(Cell(a), Cell(b)) for a in held[0] for b in held[1] if a.id != b.id and a.kind != b.kind]
    return out


def _outcomes(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The final figures of the rows that were found, whichever of their columns was meant."""
    rows = {(r.words.document.id, r.entry.row.id): r for r in readings}
    return tuple(
        Reading(fact, r.words, r.entry, r.named)
        for r in rows.values()
        for fact in r.entry.row.facts
        if fact.kind == "final"
    )


def completion(claim: Claim, corpus: Corpus, thread: Thread) -> list[Computation]:
    """完成预算的98%: the final figure over the budgeted one of the same row."""
    named = re.split(r"(?:预算|决算)?的?(?:执行率|完成率|完成)", claim.words)[0]
    found = find((named,), claim.scope, corpus.within(claim.scope)) if plain(named) else None
    said = found is not None and (found.readings or found.misfits)
    subject = _outcomes(found.readings + found.misfits) if said and found is not None else thread.subject
    out = []
    for reading in subject:
        for other in counterparts(reading, reading.fact.year or claim.scope.about or 0, "budget", claim.scope, corpus):
            if reading.fact.kind == "final":
                out.append(Computation(Share(Cell(reading.fact), Cell(other))))
    if out or len(thread.figures) < 2:
        return out
    former, latter = thread.figures[-2].truth, thread.figures[-1].truth
    return [Computation(Share(latter, former)), Computation(Share(former, latter))]
