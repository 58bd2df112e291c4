"""What a text says of the rank of a line (最多, 第二): among the lines beside it, or among the years."""

from __future__ import annotations

import re

from qa.check import lists
from qa.check.chinese import chinese_number
from qa.check.claim import Claim
from qa.check.corpus import Corpus
from qa.check.match import find
from qa.check.order import among_bodies
from qa.check.reading import Reading
from qa.check.reasons import Reason, because
from qa.check.relations import counterparts, ranks
from qa.check.scope import spanned
from qa.check.text import MASK, label_of, plain
from qa.check.words import pattern

_AMONG = re.compile(
    r"(?P<names>[^,，;；。:：]+?[、和与及][^,，;；。:：]+?)(?:这|等)?(?:[两二三四五六七八九十\d](?:大?项|者|个|类)(?:支出|费用|经费)?)?(?:当中|之中|里|中|相比|比较)?[,，]"
)


def rank_denied(claim: Claim, readings: tuple[Reading, ...], corpus: Corpus) -> Reason | None:
    """What the words say of its rank (最多, 第二), where no reading has it."""
    words = plain(claim.words)
    above = [r for r in readings if any(len(label) > 2 and label_of(label) in words for label in r.fact.row[:-1])]
    for rank, reason in (("largest", "not_first"), ("smallest", "not_last"), ("place", "not_rank")):
        said = pattern("rank", rank).search(claim.words)
        if (
            said is None
            or among_bodies(claim)
            or any(m.start >= claim.begin + said.start() for m in claim.sentence.bodies)
        ):
            continue  # of bodies, not of rows
        place = 1
        if rank == "place":
            place = (
                int(chinese_number(said["n"]) or 0) if said["n"] and not said["n"].isdigit() else int(said["n"] or 2)
            )
        named = [y for y in claim.sentence.years if not y.compared]
        of_years = any(claim.begin + said.start() <= y.start < claim.numeral.start for y in named)
        if of_years or len(named) > 2 and spanned(named[:2], claim.sentence.text):
            return _rank_of_years(claim, readings, (rank != "smallest", place), corpus)
        listed = _listed(claim, said.start(), corpus)
        if listed:
            if not any(_has_place(r, listed, rank != "smallest", place) for r in readings):
                return because(reason)
            continue
        if not any(ranks(r, rank != "smallest", place) for r in above or readings):
            return because(reason)
    return None


def _listed(claim: Claim, at: int, corpus: Corpus) -> list[tuple[Reading, ...]]:
    """A、B和C三项中, A最高: what the names stand for that it is ranked among."""
    found = _AMONG.search(claim.words[:at].replace(MASK, ""))
    named = lists.segments(found["names"], claim.scope, corpus) if found else None
    held = [find((name,), claim.scope, corpus.within(claim.scope)).readings for name in named or ()]
    return held if len(held) > 1 and all(held) else []


def _has_place(reading: Reading, listed: list[tuple[Reading, ...]], largest: bool, place: int) -> bool:
    values = []
    for readings in listed:
        near = [r for r in readings if r.fact.table_id == reading.fact.table_id] or list(readings)
        values.append((max if largest else min)(r.fact.amount.base for r in near))
    ordered = sorted(values, reverse=largest)
    return place <= len(ordered) and ordered[place - 1] == reading.fact.amount.base


def _rank_of_years(
    claim: Claim, readings: tuple[Reading, ...], rank: tuple[bool, int], corpus: Corpus
) -> Reason | None:
    """最多的是2024年: among all the years that the body has disclosed."""
    own = {claim.scope.about}
    named = [y for y in claim.sentence.years if not y.compared][:2]
    span = set(spanned(named, claim.sentence.text))
    years = {d.year for d in corpus.documents if d.year and claim.scope.holds(d) and (not span or d.year in span)} - own
    largest, place = rank
    compared = False
    for reading in readings:
        held = [counterparts(reading, year, None, claim.scope, corpus) for year in sorted(y for y in years if y)]
        others = [next(iter(facts)).amount.base for facts in held if facts]
        mine = reading.fact.amount.base
        if len([other for other in others if (other > mine if largest else other < mine)]) == place - 1 and others:
            return None
        compared = compared or bool(others)
    return because("not_rank_year" if compared else "no_operands")
