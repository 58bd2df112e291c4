"""Ranks of the right text: over question files (every figure of the answer is printed in what is found) and over what
people ask for (the right line among all lines)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from corpus.model import round_half_up
from eval.case import Case
from eval.retrieval.methods import Find, Found

KINDS = frozenset({"lookup", "zero", "unit", "not_itemised", "cross_year", "cross_document"})
"""Kinds of questions that a printed figure answers."""
SAID = tuple(Path(__file__).parent / name for name in ("said.yaml", "asked.yaml"))
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")


@dataclass(frozen=True)
class Line:
    """What somebody asks for, the lines that are meant, and those that it is easily taken for."""

    q: str
    rows: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of questions whose right text is first or among five, and the mean reciprocal rank within five."""

    questions: int
    first: float
    five: float
    reciprocal: float

    def __str__(self) -> str:
        return f"{self.first:.3f} / {self.five:.3f} / {self.reciprocal:.3f}"


def lines(path: Path) -> tuple[Line, ...]:
    """The questions of said.yaml or asked.yaml."""
    groups: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Line(str(entry["q"]), frozenset(entry["rows"])) for group in groups.values() for entry in group)


def score(ranks: Iterable[int]) -> Score:
    """The score of ranks, each of one question; 0 where it was not found."""
    held = list(ranks)
    n = len(held) or 1
    return Score(len(held), sum(rank == 1 for rank in held) / n, sum(0 < rank <= 5 for rank in held) / n,
                 sum(1 / rank for rank in held if 0 < rank <= 5) / n)


def asked(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The cases that a printed figure answers, each on its own."""
    return tuple(case for case in cases if case.figures and case.kind in KINDS and not case.history)


def figure_ranks(cases: Sequence[Case], find: Find, k: int = 5) -> Iterator[int]:
    """For each case the rank by which all its figures were printed by an accepted file, 0 where one was not."""
    for case in cases:
        found = find(case.q, k)
        ranks = [_rank(found, _forms(figure, case.unit), set(case.docs)) for figure in case.figures]
        yield max(ranks) if all(ranks) else 0


def line_ranks(wanted: Sequence[Line], find: Find, k: int = 5) -> Iterator[int]:
    """For each the rank of the first line that is meant."""
    for line in wanted:
        yield next((rank for rank, hit in enumerate(find(line.q, k), 1) if hit.row and hit.row[-1] in line.rows), 0)


def _forms(figure: str, unit: str) -> frozenset[Decimal]:
    """A figure as it may be printed, in 元 or 万元."""
    value = Decimal(re.sub(r"[,，]", "", figure))
    if unit == "元":
        return frozenset({value, value.scaleb(-4), round_half_up(value.scaleb(-4), 2)})
    return frozenset({value, value.scaleb(4)}) if unit == "万元" else frozenset({value})


def _rank(found: Sequence[Found], forms: frozenset[Decimal], docs: set[str]) -> int:
    for rank, hit in enumerate(found, 1):
        stem = hit.document.rsplit(".", 1)[0]
        if docs and stem not in docs and stem.removesuffix("-tables") not in {doc.removesuffix("-tables") for doc in docs}:
            continue
        if forms & {Decimal(re.sub(r"[,，]", "", number)) for number in _NUMBER.findall(hit.text)}:
            return rank
    return 0
