"""A model's draft before the checkers: each figure against its sentence, its record and the cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from corpus.ablation import left_out
from qa.answer import Figure
from qa.arithmetic import Cell, render
from qa.check.report import Checked, CheckedFigure
from qa.check.text import plain
from qa.llm.aligned import Aligned, Doubt
from qa.llm.evidence import Evidence, Record
from qa.llm.sentence import HOLE, Context, as_read
from qa.llm.slots import SLOT, BadSlot, Filling, braces, filling
from qa.verdicts import Gate

Check = Callable[[str], Checked]
_STOP = re.compile(r"(?<=[。！？!?；;])|(?<=[^：:\s])\n+|(?<=[a-z)%\ue000-\uf8ff])\.(?=\s|$)", re.IGNORECASE)
_MARKUP = re.compile(r"\*\*|__|^#+\s*|^\s*[-*•]\s+|`", re.MULTILINE)
_HOLES = re.compile("[\ue000-\uf8ff]")
_AMOUNT = re.compile(r"(?<![\d.,，])(\d[\d,，]*(?:\.\d+)?)\s*(亿元|百万元|万元|千元|元|%|％|万|亿)")
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
MOST = 4
"""So many different figures are no crowd, however few the composer gave."""
BORNE_OUT = ("verified", "recomputed")


@dataclass(frozen=True)
class Piece:
    """A sentence that stands: its words with marks, figures of its own, and what of the composer's it gives."""

    text: str
    figures: tuple[Figure, ...] = ()
    records: tuple[str, ...] = ()
    statement: str | None = None


@dataclass
class Judgement:
    """What of a draft can stand; with a doubt nothing of it does. A doubt comes with the words that it is about."""

    pieces: list[Piece] = field(default_factory=list)
    doubts: list[tuple[str, Doubt]] = field(default_factory=list)


@dataclass(frozen=True)
class _Part:
    """A sentence of a draft: its words with holes for figures, and what goes into them."""

    text: str
    fillings: tuple[Filling, ...]

    def with_values(self, values: Sequence[str]) -> str:
        return _HOLES.sub(lambda m: values[ord(m[0]) - ord(HOLE)], self.text)

    @property
    def shown(self) -> str:
        """As a reader gets it, with marks."""
        return self.with_values([f.text for f in self.fillings])

    @property
    def bare(self) -> str:
        """As the checker reads it: without marks."""
        return self.with_values([_bare(f) for f in self.fillings])

    def hole_at(self, start: int) -> int | None:
        """Which hole's value stands at this place of `bare`."""
        at = 0
        for letter in self.text:
            number = ord(letter) - ord(HOLE)
            length = len(_bare(self.fillings[number])) if _HOLES.match(letter) else 1
            if _HOLES.match(letter) and at <= start < at + length:
                return number
            at += length
        return None


def _bare(filled: Filling) -> str:
    return filled.claimed.text if filled.claimed else re.sub(r"\[\d+\]", "", filled.text)


def judge(draft: str, evidence: Evidence, gate: Gate, check: Check) -> Judgement:
    """Judge a draft; `check` is the numeric checker over the corpus."""
    found = Judgement()
    if braces(draft):
        found.doubts.append((draft[:60], Doubt("slot", "{ }")))
    context, before = Context(), ""
    for part in _parts(draft, evidence, found):
        if part.fillings and (statement := part.fillings[0].statement):
            found.pieces.append(Piece(part.fillings[0].text, statement=statement))
            continue
        checked = _checked(part, before, check)
        if not part.fillings and not checked and not re.search(r"[\d０-９]", part.text):
            continue  # it rests on nothing, and is left out
        part, typed, wrong = _typed(part, checked, evidence)
        sentence = Aligned(as_read(part.text, evidence.language), part.fillings, evidence, context)
        found.doubts += [(part.bare.strip()[:80], d) for d in wrong or _doubts(part, sentence, checked, evidence)]
        found.pieces.append(_piece(part, typed, gate, found))
        context, before = sentence.after(), before + part.bare
    _whole(found, evidence)
    if left_out("checker"):
        found.doubts.clear()
    return found


def _parts(draft: str, evidence: Evidence, found: Judgement) -> list[_Part]:
    """The sentences of a draft, statements on their own. Bad slots are doubts."""
    fillings: list[Filling] = []

    def hole(slot: re.Match[str]) -> str:
        try:
            fillings.append(filling(slot[1], evidence))
        except BadSlot as bad:
            found.doubts.append((slot[0], Doubt("slot", str(bad))))
            return ""
        return chr(ord(HOLE) + len(fillings) - 1)

    parts: list[_Part] = []
    text = SLOT.sub(hole, _MARKUP.sub("", _HOLES.sub("", draft)))
    for said in _on_their_own(text, fillings):
        own = [fillings[ord(h) - ord(HOLE)] for h in _HOLES.findall(said)]
        if len(own) > 1 and any(f.statement for f in own) or (own and own[0].statement and len(plain(said)) > 1):
            found.doubts.append((said.strip()[:60], Doubt("statement", "")))
            continue
        parts.append(_Part(_renumbered(said), tuple(own)))
    return parts


def _renumbered(said: str) -> str:
    """The holes of a sentence, counted from the first."""
    numbers = count(ord(HOLE))
    return _HOLES.sub(lambda _: chr(next(numbers)), said)


def _on_their_own(text: str, fillings: Sequence[Filling]) -> Iterator[str]:
    """Sentences; a stop behind a statement is the statement's own."""
    for k, filled in enumerate(fillings):
        if filled.statement:
            hole = chr(ord(HOLE) + k)
            text = re.sub(rf"(?<=[。！？!?；;\n])[ \t]*{hole}|^\s*{hole}", f"\n{hole}", text)
            text = re.sub(rf"\n{hole}[。；;.]?", f"\n{hole}\n", text)
    yield from (s for s in _STOP.split(text) if s and s.strip())


def _checked(part: _Part, before: str, check: Check) -> list[CheckedFigure]:
    """The checker's figures of this sentence, read behind the sentences before it; places are the sentence's own."""
    figures = check(before + part.bare).figures
    shift = len(before)
    return [f.model_copy(update={"start": f.start - shift, "end": f.end - shift}) for f in figures if f.start >= shift]


def _typed(part: _Part, checked: Sequence[CheckedFigure], evidence: Evidence) -> tuple[_Part, list[Figure], list[Doubt]]:
    """Figures that the model typed: those that the evidence bears out become holes too, others are doubts."""
    text, fillings, figures, wrong = part.text, list(part.fillings), list[Figure](), list[Doubt]()
    for figure in checked:
        if part.hole_at(figure.start) is not None:
            continue
        record = _record(figure, evidence)
        if figure.verdict not in BORNE_OUT or record is None or text.count(figure.text) != 1:
            wrong.append(Doubt("contradicted" if figure.verdict == "contradicted" else "digits", figure.text))
            continue
        marks = tuple(dict.fromkeys(record.marks))
        shown = figure.text + "".join(f"[{m}]" for m in marks)
        text = text.replace(figure.text, chr(ord(HOLE) + len(fillings)))
        fillings.append(Filling(shown, None, marks, (record.id,)))
        figures.append(Figure(text=figure.text, value=figure.value, unit=figure.unit, verdict=figure.verdict,
                              expression=figure.expression, citations=list(marks)))
    return _Part(text, tuple(fillings)), figures, wrong


def _record(figure: CheckedFigure, evidence: Evidence) -> Record | None:
    """The record whose figure was typed; None where other cells than the evidence's bear it out."""
    for record in evidence.records.values():
        same = record.claimed.value == Decimal(figure.value) and record.claimed.unit == figure.unit
        if same and (figure.expression is None) == isinstance(record.expression, Cell):
            return record
    return None


def _doubts(part: _Part, sentence: Aligned, checked: Sequence[CheckedFigure], evidence: Evidence) -> list[Doubt]:
    if _composers_own(part, evidence):
        return []
    good, bad = set[int](), list[Doubt]()
    for figure in checked:
        number = part.hole_at(figure.start)
        if number is None:
            continue
        if figure.verdict in BORNE_OUT:
            good.add(number)
        elif figure.verdict == "contradicted":
            bad.append(Doubt("contradicted", figure.text, number))
    return bad + [d for d in sentence.doubts() if d.hole is None or d.hole not in good]


def _composers_own(part: _Part, evidence: Evidence) -> bool:
    said = {s.strip("。.") for f in part.fillings for r in f.records for s in re.split("[；;]", evidence.records[r].said)}
    return plain(part.bare).strip("。；;.") in said


def _piece(part: _Part, typed: Sequence[Figure], gate: Gate, found: Judgement) -> Piece:
    figures = list(typed)
    for filled in part.fillings:
        claimed = filled.claimed
        if claimed is None or claimed.expression is None:
            continue
        verdict = gate.judge(claimed)
        if verdict not in BORNE_OUT:
            found.doubts.append((part.bare.strip()[:80], Doubt("slot", filled.text)))
        expression = None if isinstance(claimed.expression, Cell) else render(claimed.expression)
        figures.append(Figure(text=claimed.text, value=str(claimed.value), unit=claimed.unit, verdict=verdict,
                              expression=expression, citations=list(dict.fromkeys(filled.marks))))
    records = tuple(f.records[0] for f in part.fillings if len(f.records) == 1)
    return Piece(part.shown, tuple(figures), records)


def _whole(found: Judgement, evidence: Evidence) -> None:
    """Of the text as a whole: it gives a figure, buries none in a crowd, and lists every amount."""
    figures = [f for piece in found.pieces for f in piece.figures]
    if not figures and not found.doubts:
        found.doubts.append(("", Doubt("nothing", "")))
    most = max(MOST, len({(f.value, f.unit) for f in evidence.answer.figures}))
    if len({(f.value, f.unit) for f in figures}) > most:
        found.doubts.append(("", Doubt("crowd", str(most))))
    listed = {n for f in (*figures, *evidence.answer.figures) for n in _numbers(f.text)} | _numbers(evidence.answer.question)
    for piece in found.pieces:
        if piece.statement is None:
            found.doubts += [(piece.text[:80], Doubt("digits", m[0])) for m in _AMOUNT.finditer(piece.text) if not _numbers(m[1]) <= listed]


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(re.sub("[,，]", "", n)) for n in _NUMBER.findall(text)}



