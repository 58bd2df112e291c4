"""Let a model say the composer's figures in its own words: checked, repaired once, else the composer's."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence

from qa.answer import Answer
from qa.events import Event, Judged, Prose
from qa.llm import told
from qa.llm.client import Session
from qa.llm.evidence import Evidence, Line
from qa.llm.failure import ModelFailed
from qa.llm.judge import Check, Judgement, Piece, judge
from qa.llm.prompts import Filled, prompt
from qa.llm.sentence import free
from qa.llm.slots import Filler
from qa.verdicts import Gate

DRAFTS = 2
"""The first text, and one repair."""


def write(evidence: Evidence, session: Session, gate: Gate, check: Check) -> Generator[Event, None, Answer]:
    """`Prose` and `Judged` events; the answer that stands is the generator's value: `answer = yield from write(…)`."""
    evidence, answer, use = free(evidence), evidence.answer, session.use
    if not evidence.records:
        return answer.model_copy(update={"model": use})
    asked = _first(evidence)
    for number in range(1, DRAFTS + 1):
        try:
            text = yield from _streamed(evidence, session, asked, number)
        except ModelFailed as failed:
            yield Judged(draft=number, accepted=False)
            return _composers(answer, session, told.failed(failed.kind, answer.language))
        found = judge(text, evidence, gate, check)
        yield Judged(draft=number, accepted=not found.doubts, doubts=told.doubts(found, answer.language))
        if not found.doubts:
            use.outcome = "written" if number == 1 else "repaired"
            return _told(evidence, found).model_copy(update={"model": use})
        asked = _repair(evidence, text, found)
    return _composers(answer, session, told.said("refused", answer.language))


def _first(evidence: Evidence) -> Filled:
    return prompt("write", evidence.language).filled(question=_inert(evidence.answer.question), records=evidence.told())


def _repair(evidence: Evidence, draft: str, found: Judgement) -> Filled:
    doubts = "\n".join(f"- {d.text}：{d.why}" for d in told.doubts(found, evidence.language))
    return prompt("repair", evidence.language).filled(
        question=_inert(evidence.answer.question), records=evidence.told(), draft=draft, doubts=doubts
    )


def _inert(question: str) -> str:
    """A question holds no slot, and no line that could be a record."""
    return " ".join(re.sub(r"[{}｛｝]", " ", question).split())


def _streamed(evidence: Evidence, session: Session, asked: Filled, number: int) -> Generator[Event, None, str]:
    """The draft, shown with its slots filled as it comes; its value is the text as the model wrote it."""
    filler, draft = Filler(evidence), ""
    for piece in session.stream("write" if number == 1 else "repair", asked):
        draft += piece
        if shown := filler.more(piece):
            yield Prose(draft=number, text=shown)
    if shown := filler.rest():
        yield Prose(draft=number, text=shown)
    return draft


def _composers(answer: Answer, session: Session, warning: str) -> Answer:
    session.use.outcome = "fell_back"
    return answer.model_copy(update={"warnings": [*answer.warnings, warning], "model": session.use})


def _told(evidence: Evidence, found: Judgement) -> Answer:
    """The model's sentences, and before and behind them what of the composer's they leave out."""
    used = {r for piece in found.pieces for r in piece.records}
    said = {piece.statement for piece in found.pieces if piece.statement}
    before, behind, passed = list[str](), list[str](), False
    for line in evidence.lines:
        passed = passed or not line.id
        if not _kept(line, used, said):
            (behind if passed else before).append(line.text)
    text = "\n".join([*before, _prose(found.pieces), *behind])
    figures = [f for f in evidence.answer.figures if f.text in text]
    known = {(f.text, f.verdict) for f in figures}
    figures += [f for piece in found.pieces for f in piece.figures if (f.text, f.verdict) not in known]
    return evidence.answer.model_copy(update={"answer": text, "figures": figures, "writer": "llm"})


def _kept(line: Line, used: set[str], said: set[str]) -> bool:
    """Does the model's text give what this line gives?"""
    return line.id in said if line.id else set(line.records) <= used


def _prose(pieces: Sequence[Piece]) -> str:
    return "".join(f"\n{p.text}\n" if p.statement and "\n" in p.text else p.text for p in pieces).strip()
