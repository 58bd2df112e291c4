"""Each number of a text against what the disclosures print: a verdict with its reason and its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from corpus.model import Fact, Kind
from qa.answer import Verdict
from qa.arithmetic import ArithmeticRefusal, Cell, Expression, exact, leaves, render, unit_of_result
from qa.check import operands
from qa.check.agree import Agreement, agree, expected_text, in_unit
from qa.check.corpus import Corpus
from qa.check.match import Found, Reading, find
from qa.check.numerals import Numeral, numerals
from qa.check.prose import adds_up, pairs, rivals, told
from qa.check.relations import UNKNOWN, Computation, Name, Operand, direction_of, leads, relation_of
from qa.check.report import Evidence, Note
from qa.check.scope import Scope, Sentence
from qa.check.text import MASK, plain
from qa.check.words import edge, pattern

_EMPTY = re.compile(r"[\d.,，。;；:：()（）\s\x00、%]|万元|亿元|元")
MOST = 240
"""So many computations of one phrase are tried; beyond that the phrase says too little."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A number with its verdict."""

    numeral: Numeral
    verdict: Verdict
    why: str
    expected: str | None = None
    expression: str | None = None
    evidence: tuple[Evidence, ...] = ()
    operand: Operand | None = None


@dataclass
class Thread:
    """What a text has said so far: earlier figures for 前者 and 两项合计, and the subject that is carried on."""

    figures: list[Operand] = field(default_factory=list)
    subject: tuple[Reading, ...] = ()
    phrase: str = ""
    parts_from: int = 0
    """Where the parts of the last 其中 begin."""
    gaps: int = 0
    """Figures of this sentence that could not be told: what is summed up may not be all."""
    base: tuple[int, Kind | None] | None = None
    changes: list[Operand] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with the words before it (back to the number before) and what they narrow it to."""

    numeral: Numeral
    sentence: Sentence
    begin: int
    scope: Scope
    relation: Name | None

    @property
    def words(self) -> str:
        """The words before the number without names, years and kinds."""
        return self.sentence.bare[self.begin : self.numeral.begin]

    @property
    def phrases(self) -> tuple[str, str]:
        """The same with and without the years that may be part of a label."""
        return self.sentence.kept[self.begin : self.numeral.begin], self.words

    @property
    def says_nothing(self) -> bool:
        """Do the words name no item, so that the one before is still spoken of?"""
        return bool(edge("silent").fullmatch(plain(_EMPTY.sub("", self.words))))


def judge_sentence(sentence: Sentence, corpus: Corpus, thread: Thread) -> list[Judged]:
    """The numbers of one sentence, judged in their order; `thread` is brought up to date."""
    text = sentence.text
    masked = list(text)
    for start, end in corpus.numbered(plain_same_length(text), sentence.at(len(text))):
        masked[start:end] = MASK * (end - start)
    for year in sentence.years:
        masked[year.start : year.end] = MASK * (year.end - year.start)
    found = list(numerals(text, "".join(masked)))
    out: list[Judged] = []
    begin = 0
    thread.figures.clear()
    thread.changes.clear()
    thread.parts_from = thread.gaps = 0
    thread.base = None
    for numeral in found:
        words = sentence.bare[begin : numeral.begin]
        claim = Claim(numeral, sentence, begin, sentence.at(numeral.begin), relation_of(words.replace(MASK, ""), numeral))
        if out and numeral.until is not None and out[-1].numeral.until == numeral.value and out[-1].numeral.value == numeral.until:
            judged = replace(out[-1], numeral=numeral)  # the other end of a range
        else:
            judged = judge(claim, corpus, thread)
        begin = numeral.end
        if numeral.soft and judged.verdict in ("unsupported", "contradicted"):
            continue
        out.append(judged)
    return out


def plain_same_length(text: str) -> str:
    """Brackets alike, letter for letter."""
    return text.translate(str.maketrans("（）", "()"))


def judge(claim: Claim, corpus: Corpus, thread: Thread) -> Judged:
    """One number."""
    body = claim.scope.body
    if body is not None and not body.documents:
        return Judged(claim.numeral, "unsupported", f"{body.name} is not in the corpus")
    if not corpus.within(claim.scope):
        return Judged(claim.numeral, "unsupported", _nothing_there(claim.scope))
    if claim.relation is None:
        judged = _plain(claim, corpus, thread)
    else:
        judged = _computed(claim, claim.relation, corpus, thread)
    return _denied(claim, judged)


def _nothing_there(scope: Scope) -> str:
    who = scope.body.name if scope.body else "anybody here"
    return f"nothing of {who} for {scope.year} is in the corpus"


def _denied(claim: Claim, judged: Judged) -> Judged:
    """A number that the text says it is not."""
    if not pattern("denied").search(claim.words.replace(MASK, "").rstrip()):
        return judged
    if judged.verdict in ("verified", "recomputed"):
        return Judged(claim.numeral, "contradicted", "the text denies it, and the disclosure prints it", judged.expected or _own(claim.numeral),
                      judged.expression, judged.evidence, judged.operand)
    return Judged(claim.numeral, "unsupported", f"the text says that it is not this figure; {judged.why}", None, None, judged.evidence, judged.operand)


def _own(numeral: Numeral) -> str:
    return format(numeral.value, "f")


def _plain(claim: Claim, corpus: Corpus, thread: Thread) -> Judged:
    """A figure of a row and a column."""
    if re.search(r"其中|包括|分别", claim.words):
        thread.parts_from = len(thread.figures)
    if len(thread.figures) > 1 and operands.total_alone(claim):
        summed = _evaluate(claim, operands.implied(claim, corpus, thread), None)
        if summed is not None:
            return summed
    found = _subject(claim, corpus, thread)
    if not claim.says_nothing:
        thread.phrase = claim.words
    fitting = [(reading, value) for reading in found.readings if (value := in_unit(reading.fact.amount, claim.numeral.unit)) is not None]
    if not any(reading.fact.amount.unit for reading in found.readings):
        found = Found((), found.misfits, found.strict)  # no unit is known: these cells bear nothing out
    same = [(reading, agreement) for reading, value in fitting if (agreement := agree(claim.numeral, value)).holds]
    if same:
        return _verified(claim, found, same, thread)
    aside = operands.aside(claim, found)
    if aside:
        return _verified(claim, Found(aside), [(reading, Agreement(True, "in a column that the text does not name")) for reading in aside], thread)
    implied = None if found.strict and found.readings else _evaluate(claim, operands.implied(claim, corpus, thread)[:MOST], None)
    judged = implied or _otherwise(claim, found, fitting, corpus, thread)
    thread.figures.append(judged.operand or UNKNOWN)
    thread.subject = judged.operand.readings if judged.operand is not None else ()
    return judged


def _verified(claim: Claim, found: Found, same: Sequence[tuple[Reading, Agreement]], thread: Thread) -> Judged:
    """A cell that the words name prints it; what the words say of its rank must hold too."""
    readings = tuple(reading for reading, _ in same)
    operand = Operand(Cell(readings[0].fact), readings)
    thread.figures.append(operand)
    thread.subject = readings
    evidence = tuple(dict.fromkeys(reading.fact for reading in readings[:3]))
    for rank in ("largest", "smallest"):
        if pattern("rank", rank).search(claim.words) and not any(leads(reading, rank == "largest") for reading in readings):
            return Judged(claim.numeral, "contradicted", f"the cell prints it, but it is not the {rank} of the rows beside it", None, None, evidence, operand)
    return Judged(claim.numeral, "verified", _where(readings[0], found, same[0][1].note), None, None, evidence, operand)


def _otherwise(claim: Claim, found: Found, fitting: Sequence[tuple[Reading, Fraction]], corpus: Corpus, thread: Thread) -> Judged:
    """No cell that the words name prints the figure: prose where no cell bears on it, else the right figure."""
    said = () if found.readings or (found.strict and claim.scope.title) else _prose(claim, corpus, None, thread)
    if said:
        return _told(claim, said, corpus)
    note = _empty_table(claim, corpus)
    if note is not None and not found.readings:
        return Judged(claim.numeral, "verified" if claim.numeral.value == 0 else "contradicted", f"the table is empty: {note.table.note}",
                      None if claim.numeral.value == 0 else "0", None, (note,))
    if claim.scope.body is None and not corpus.alone and not found.strict:
        return Judged(claim.numeral, "unsupported", "no cell of this name prints it, and the text names no body")
    if fitting:
        return _contradiction(claim, found, fitting)
    if found.readings:
        unit = found.readings[0].fact.unit or "?"
        return Judged(claim.numeral, "unsupported", f"what the words name is printed in {unit}", evidence=(found.readings[0].fact,))
    if found.misfits:
        fact = found.misfits[0].fact
        return Judged(claim.numeral, "unsupported", f"the disclosures print this item for {fact.year} ({fact.kind}), not for what the text says")
    return Judged(claim.numeral, "unsupported", "no printed cell or sentence bears it out")


def _contradiction(claim: Claim, found: Found, fitting: Sequence[tuple[Reading, Fraction]]) -> Judged:
    def off(pair: tuple[Reading, Fraction]) -> tuple[bool, Fraction]:
        return not pair[0].entry.exact, abs(pair[1] - Fraction(claim.numeral.value))

    reading, value = min(fitting, key=off)
    amount = reading.fact.amount
    shift = (claim.numeral.unit.power if claim.numeral.unit else 0) - (amount.unit.power if amount.unit else 0)
    decimals = max(0, amount.decimals + (shift if claim.numeral.unit else 0))
    return Judged(
        claim.numeral, "contradicted", f"{_path(reading.fact)} prints {reading.fact.text}{reading.fact.unit or ''}",
        expected_text(claim.numeral, value, decimals), None, (reading.fact,), Operand(Cell(reading.fact), (reading,), False))


def _subject(claim: Claim, corpus: Corpus, thread: Thread) -> Found:
    """What the words name; where they name nothing, what the figure before was of, if only the year is another."""
    weak = thread.figures and pattern("weak_total").fullmatch(edge("lead").sub("", plain(claim.words)))
    if weak or (claim.says_nothing and thread.subject):
        return operands.carried(claim, thread.subject, corpus)
    if len(thread.figures) > 1 and operands.total_alone(claim):
        return Found()  # the total of what was listed, not of the body
    found = find(claim.phrases, claim.scope, corpus.within(claim.scope))
    return found


def _computed(claim: Claim, name: Name, corpus: Corpus, thread: Thread) -> Judged:
    """A figure that the text computes from others."""
    if name in ("sum", "average") or (name == "share" and claim.numeral.shape == "plain" and not pattern("relation", "share").search(claim.words)):
        options = operands.together(claim, name, corpus, thread)
    else:
        options = operands.against(claim, name, corpus, thread)
    direction = direction_of(claim.words) if name in ("difference", "growth") else None
    judged = _evaluate(claim, options[:MOST], direction)
    if judged is not None and judged.verdict == "recomputed":
        _remember(judged, name, thread)
        return judged
    if not options and name in ("sum", "average", "share"):
        direct = _cell_itself(claim, corpus, thread)
        if direct is not None:
            return direct
    said = _prose(claim, corpus, direction, thread) if judged is None else ()
    if said:
        judged = _told(claim, said, corpus)
        _remember(judged, name, thread)
        return judged
    thread.gaps += judged is None
    return judged or Judged(claim.numeral, "unsupported", f"the figures that this {name} is over are not printed here")


def _cell_itself(claim: Claim, corpus: Corpus, thread: Thread) -> Judged | None:
    """A total or a rate may be printed as such."""
    found = find(claim.phrases, claim.scope, corpus.within(claim.scope))
    if not found.readings:
        return None
    judged = _plain(claim, corpus, thread)
    return judged if judged.verdict == "verified" else None


def _remember(judged: Judged, name: Name, thread: Thread) -> None:
    if name == "difference" and judged.operand is not None:
        thread.changes.append(judged.operand)
    if name == "sum" and judged.operand is not None:
        thread.figures.append(judged.operand)


def _evaluate(claim: Claim, options: Iterable[Computation], direction: str | None) -> Judged | None:
    """The first computation that gives the figure, or the contradiction by the first that can be computed."""
    wrong: Judged | None = None
    for option in options:
        value = _value(claim.numeral, option.expression)
        if value is None:
            continue
        signed = value if direction != "down" else -value
        compared = abs(value) if direction is None else signed
        agreement = agree(claim.numeral, compared)
        facts = tuple(dict.fromkeys(leaves(option.expression)))
        if agreement.holds:
            why = "; ".join(part for part in ("computed from the cells", option.note, agreement.note) if part)
            return Judged(claim.numeral, "recomputed", why, None, render(option.expression), facts, Operand(option.expression))
        if wrong is None:
            decimals = max(claim.numeral.decimals, 2 if claim.numeral.unit is not None and claim.numeral.unit.dimension == "percent" else 0)
            why = "it is the other way round" if agree(claim.numeral, -compared).holds else "the cells give another figure"
            wrong = Judged(claim.numeral, "contradicted", why, expected_text(claim.numeral, compared, decimals), render(option.expression), facts,
                           Operand(option.expression, sound=False))
    return wrong


def _value(numeral: Numeral, expression: Expression) -> Fraction | None:
    """An expression in the unit of the text; None where it cannot be computed, or is of another kind."""
    try:
        own, value = unit_of_result(expression), exact(expression)
    except ArithmeticRefusal:
        return None
    unit = numeral.unit
    if unit is None:
        return None
    if unit.name == "倍" and own.dimension == "percent":
        return value / 100
    if unit.dimension != own.dimension:
        return None
    return value / Fraction(10) ** unit.power


def _prose(claim: Claim, corpus: Corpus, direction: str | None, thread: Thread) -> tuple[Fact, ...]:
    phrase = claim.words if not (claim.says_nothing or pattern("weak_total").fullmatch(edge("lead").sub("", plain(claim.words)))) else thread.phrase + claim.words
    if claim.relation is not None and not pairs(claim.words):
        phrase = thread.phrase + claim.words
    scope = claim.scope
    facts = [t.fact for d in corpus.documents if scope.holds(d) for t in told(claim.numeral, phrase, direction, scope, corpus.prose(d))]
    return tuple(facts[:2])


def _told(claim: Claim, said: tuple[Fact, ...], corpus: Corpus) -> Judged:
    """A figure that prose prints; where prose prints another one of the same thing, the one whose sentence adds up."""
    prose = corpus.prose(next(d for d in corpus.documents if d.id == said[0].document))
    others = rivals(said[0], prose)
    if others and not adds_up(said[0], prose):
        right = next((other for other in others if adds_up(other, prose)), None)
        evidence = (right or others[0], *said)
        if right is None:
            return Judged(claim.numeral, "unsupported", "the disclosure prints two figures for this, and nothing decides between them", evidence=evidence)
        value = in_unit(right.amount, claim.numeral.unit) or Fraction(0)
        return Judged(claim.numeral, "contradicted", "the disclosure prints two figures for this; the parts of the sentence on page "
                      f"{right.page} add up with {right.text}{right.unit}", expected_text(claim.numeral, value, right.amount.decimals), None, evidence,
                      Operand(Cell(right), sound=False))
    return Judged(claim.numeral, "verified", _quote(said[0]), None, None, said, Operand(Cell(said[0])))


def _empty_table(claim: Claim, corpus: Corpus) -> Note | None:
    """The noted empty table that the words name."""
    words = plain(claim.words)
    for held in corpus.within(claim.scope):
        for table in held.tables:
            if table.table.note and not any(row.facts for row in table.table.rows):
                core = re.sub(r"^(?:部门|单位|预算单位)|(?:预算|决算)?(?:财政拨款)?(?:收入)?(?:支出|收支).*$", "", table.title)
                if len(core) >= 4 and core in words:
                    return Note(table.table, held.document.id)
    return None


def _where(reading: Reading, found: Found, note: str) -> str:
    others = {(r.fact.table, r.fact.col) for r in found.readings if r.fact.amount.base != reading.fact.amount.base}
    parts = [f"{_path(reading.fact)} prints {reading.fact.text}{reading.fact.unit or ''}", note]
    if others and not found.strict:
        parts.append(f"the same words stand for other figures in {len(others)} other place(s)")
    return "; ".join(part for part in parts if part)


def _path(fact: Fact) -> str:
    return " — ".join(part for part in (f"{fact.table or ''} p. {fact.page}", *fact.row, *fact.col[-1:]) if part)


def _quote(fact: Fact) -> str:
    return f"a sentence on page {fact.page} says so, and no table cell bears on it"
