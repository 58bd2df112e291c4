"""What the HTTP API takes and gives; the answers themselves are of the contract (qa.answer, qa.check)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from corpus.model import Document, Fact, Kind, Level
from index.search import Hit
from qa.web.desk import MAX_HITS, MAX_QUESTION, MAX_TEXT

Question = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, examples=["12345热线一年花多少钱？"])]
Name = Annotated[str, Field(max_length=100)]
Year = Annotated[int, Field(ge=1949, le=2999)]


class Ask(BaseModel):
    """A question; `history` holds the earlier ones, oldest first."""

    model_config = ConfigDict(extra="forbid")

    question: Question
    history: list[Question] = Field(default_factory=list, max_length=20)
    department: Name | None = None
    year: Year | None = None


class Search(BaseModel):
    """Terms, and what narrows them."""

    model_config = ConfigDict(extra="forbid")

    terms: Annotated[str, Field(min_length=1, max_length=MAX_QUESTION, examples=["物业管理费"])]
    department: Name | None = None
    year: Year | None = None
    kind: Kind | None = None
    k: int = Field(10, ge=1, le=MAX_HITS)


class Check(BaseModel):
    """A text whose figures are to be checked."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=MAX_TEXT, examples=["2022年部门预算支出555.08万元，比上年增长20%。"])


class DocumentOut(BaseModel):
    """A document of the corpus."""

    id: str
    document: str
    title: str
    department: str | None
    level: Level | None
    year: int | None
    kind: Kind | None
    region: str | None
    pages: int
    sample: bool
    warnings: list[str]

    @classmethod
    def of(cls, d: Document) -> DocumentOut:
        """This document."""
        return cls(id=d.id, document=d.name, title=d.title, department=d.department, level=d.level, year=d.year,
                   kind=d.kind, region=d.region, pages=d.pages, sample=d.sample, warnings=list(d.warnings))


class FactOut(BaseModel):
    """A printed number, as `budget-qa facts` shows it; of prose `table` is null and `quote` its sentence."""

    page: int
    table: str | None
    unit: str | None
    year: int | None
    row: list[str]
    code: str | None
    col: list[str]
    text: str
    value: str
    bbox: tuple[float, float, float, float]
    quote: str | None = None

    @classmethod
    def of(cls, f: Fact) -> FactOut:
        """This fact."""
        return cls(page=f.page, table=f.table, unit=f.unit, year=f.year, row=list(f.row), code=f.code, col=list(f.col),
                   text=f.text, value=str(f.amount.value), bbox=f.bbox, quote=f.quote)


class HitOut(BaseModel):
    """A search result, as `budget-qa search` shows it."""

    rank: int
    score: float
    why: str
    document: str
    department: str | None
    year: int | None
    page: int
    table: str | None
    row: list[str]
    column: list[str]
    text: str
    unit: str | None
    bbox: tuple[float, float, float, float]

    @classmethod
    def of(cls, hit: Hit) -> HitOut:
        """This hit."""
        return cls.model_validate(hit.as_json())


class Refusal(BaseModel):
    """Why something could not be done, in a sentence."""

    error: str
