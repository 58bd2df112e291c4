"""The vocabulary that every layer shares."""

from corpus.model.amount import (
    PERCENT,
    WAN,
    YI,
    YUAN,
    Amount,
    Interval,
    Unit,
    parse_figure,
    parse_number,
    round_half_up,
    unit_of,
)
from corpus.model.fact import BBox, Column, Disclosure, Document, Fact, Kind, Level, Passage, Row, Sentence, Table
from corpus.model.identity import content_id, file_id, stable_id

__all__ = [
    "PERCENT",
    "WAN",
    "YI",
    "YUAN",
    "Amount",
    "BBox",
    "Column",
    "Disclosure",
    "Document",
    "Fact",
    "Interval",
    "Kind",
    "Level",
    "Passage",
    "Row",
    "Sentence",
    "Table",
    "Unit",
    "content_id",
    "file_id",
    "parse_figure",
    "parse_number",
    "round_half_up",
    "stable_id",
    "unit_of",
]
