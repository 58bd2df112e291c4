"""A defect of a disclosure: what is printed, what the rest supports, and how far they lie apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.model.fact import BBox, Fact

FindingKind = Literal["sum", "prose_vs_table", "percentage", "cross_table", "cross_year", "unit", "year", "text"]
FindingVerdict = Literal["mismatch", "rounding", "cannot_check"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand that are no figure: file, page, box, the words."""

    document: str
    page: int
    bbox: BBox
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `document` is a document's id, `facts` are its evidence, the doubted figure first."""

    document: str
    page: int
    kind: FindingKind
    printed: str
    expected: str
    difference: Decimal | None
    verdict: FindingVerdict
    last_digit: bool
    why: str
    facts: tuple[Fact, ...] = ()
    place: Place | None = None
