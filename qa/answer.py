"""The answer's contract (JSON), as the command line, the web app and the harness show it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["answered", "partial", "not_itemised", "not_disclosed", "out_of_scope"]
Verdict = Literal["verified", "recomputed", "contradicted", "unsupported"]
Language = Literal["zh", "en"]


class Citation(BaseModel):
    """What a person needs to look a figure up. Prose has no table and no paths, but its section."""

    model_config = ConfigDict(frozen=True)

    id: int
    document: str
    title: str
    department: str | None = None
    year: int | None = None
    kind: str | None = None
    page: int
    table: str | None = None
    row: list[str] = Field(default_factory=list)
    column: list[str] = Field(default_factory=list)
    section: list[str] = Field(default_factory=list)
    bbox: tuple[float, float, float, float]
    quote: str
    sample: bool = False


class Figure(BaseModel):
    """A number with a meaning in the answer's text; `text` stands there word for word."""

    model_config = ConfigDict(frozen=True)

    text: str
    value: str
    unit: str
    verdict: Verdict
    expression: str | None = None
    citations: list[int] = Field(default_factory=list)


class Alternative(BaseModel):
    """Another reading of the question, as a question to ask."""

    model_config = ConfigDict(frozen=True)

    question: str
    why: str


class ModelUse(BaseModel):
    """What a chat model took for one answer: requests, tokens, seconds, and what came of it.

    `outcome`: written (its text stands), repaired (its second text does), fell_back (the composer's does), unasked (there was
    nothing for it to write). `planned`: its reading of the question is offered. `failures`: kinds of failure.
    """

    name: str = ""
    outcome: Literal["written", "repaired", "fell_back", "unasked"] = "unasked"
    planned: bool = False
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    first_token: float | None = None
    failures: list[str] = Field(default_factory=list)


class Answer(BaseModel):
    """One answer. `model` is there only where a chat model is set."""

    question: str
    status: Status
    answer: str
    language: Language = "zh"
    figures: list[Figure] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    alternatives: list[Alternative] = Field(default_factory=list)
    suggestions: list[str] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)
    plan: dict[str, Any] = Field(default_factory=dict)
    writer: str = "composer"
    timings: dict[str, float] = Field(default_factory=dict)
    model: ModelUse | None = Field(None, exclude_if=lambda use: use is None)
