"""What the checker hands back, in the shape that the command line and the web app show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field

from corpus.model import BBox, Document, Fact, Table
from qa.answer import Citation, Verdict


class CheckedFigure(BaseModel):
    """A number of the text with its verdict; `text` stands at text[start:end]."""

    model_config = ConfigDict(frozen=True)

    text: str
    start: int
    end: int
    value: str
    unit: str
    verdict: Verdict
    expected: str | None = None
    expression: str | None = None
    why: str
    citations: list[int] = Field(default_factory=list)


class Checked(BaseModel):
    """A text whose numbers were judged."""

    text: str
    figures: list[CheckedFigure] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)

    @property
    def contradicted(self) -> bool:
        """Does the corpus say otherwise anywhere?"""
        return any(figure.verdict == "contradicted" for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Note:
    """The note of an empty table, as evidence for a zero."""

    table: Table
    document: str


Evidence = Fact | Note


@dataclass
class Citations:
    """Citations by their evidence, numbered from 1 in the order of their first use."""

    documents: dict[str, Document]
    found: list[Citation] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, evidence: Iterable[Evidence]) -> list[int]:
        """The numbers of these pieces of evidence; new ones are added."""
        numbers = []
        for piece in evidence:
            key = piece.id if isinstance(piece, Fact) else piece.table.id
            if key not in self._numbers:
                self._numbers[key] = len(self.found) + 1
                self.found.append(self._cite(piece, self._numbers[key]))
            if self._numbers[key] not in numbers:
                numbers.append(self._numbers[key])
        return numbers

    def _cite(self, piece: Evidence, number: int) -> Citation:
        document = self.documents[piece.document]
        common = {
            "id": number,
            "document": document.name,
            "title": document.title,
            "department": document.department,
            "kind": document.kind,
            "sample": document.sample,
        }
        if isinstance(piece, Note):
            page, bbox = piece.table.note_page or piece.table.pages[0], piece.table.note_bbox or piece.table.bbox
            return Citation(
                **common,
                year=document.year,
                page=page,
                table=piece.table.title,
                bbox=bbox or _NOWHERE,
                quote=piece.table.note or "",
            )
        if piece.table_id is None:
            return Citation(
                **common,
                year=piece.year,
                page=piece.page,
                section=list(piece.section),
                bbox=piece.bbox,
                quote=piece.quote or piece.text,
            )
        return Citation(
            **common,
            year=piece.year,
            page=piece.page,
            table=piece.table,
            row=list(piece.row),
            column=list(piece.col),
            bbox=piece.bbox,
            quote=piece.text,
        )


_NOWHERE: BBox = (0.0, 0.0, 0.0, 0.0)
