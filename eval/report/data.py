"""What a report holds: the JSON that is written beside the page, and read back to compare two runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import BudgetQAError
from eval.judge import Verdict
from eval.metrics.facets import facets
from eval.metrics.found import rank, wanted
from eval.run import Result, Score
from eval.systems.ground import Ground
from qa.answer import Answer


class NoReport(BudgetQAError):
    """A file that is no JSON of an earlier run."""


class Judged(BaseModel):
    """One system's answer to one case."""

    model_config = ConfigDict(frozen=True)

    verdict: Verdict
    reasons: tuple[str, ...]
    seconds: float
    tokens: int | None = None
    rank: int | None = None
    answer: Answer


class Asked(BaseModel):
    """A case with every system's answer to it, by the system's name."""

    model_config = ConfigDict(frozen=True)

    id: str
    q: str
    history: list[str]
    kind: str
    facets: dict[str, str]
    figures: list[str]
    unit: str
    status: list[str]
    must: list[str]
    why: str
    replies: dict[str, Judged]


class Report(BaseModel):
    """A run: when, on what, who took part, with which measures, and every answer."""

    model_config = ConfigDict(frozen=True)

    made: str
    corpus: str
    documents: list[dict[str, Any]]
    systems: dict[str, dict[str, Any]]
    pairs: list[dict[str, Any]]
    cases: list[Asked]
    checker: dict[str, dict[str, int]] | None = None
    """The numeric checker on true and false sentences about this corpus: outcome to count."""

    @classmethod
    def of(
        cls, scores: Sequence[Score], measured: Sequence[dict[str, Any]], pairs: list[dict[str, Any]], ground: Ground
    ) -> Report:
        """The report of scores over the same cases in the same order."""
        documents = [
            {
                "name": d.name,
                "department": d.department,
                "year": d.year,
                "kind": d.kind,
                "place": d.region,
                "pages": d.pages,
            }
            for d in ground.documents
        ]
        rows = zip(*(score.results for score in scores), strict=True)
        return cls(
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            corpus=ground.digest,
            documents=documents,
            systems={score.system: each for score, each in zip(scores, measured, strict=True)},
            pairs=pairs,
            cases=[_asked(row, [s.system for s in scores], ground) for row in rows],
        )


def _asked(row: Sequence[Result], names: Sequence[str], ground: Ground) -> Asked:
    case = row[0].case
    return Asked(
        id=case.asked,
        q=case.q,
        history=case.history,
        kind=case.kind,
        facets=facets(case, ground),
        figures=[*case.figures, *case.any_figures],
        unit=case.unit,
        status=list(case.status),
        must=case.must,
        why=case.why,
        replies={name: _judged(result) for name, result in zip(names, row, strict=True)},
    )


def _judged(r: Result) -> Judged:
    found = rank(r.case, r.reply.hits) if r.reply.hits is not None and wanted(r.case) else None
    return Judged(
        verdict=r.judgement.verdict,
        reasons=r.judgement.reasons,
        seconds=round(r.seconds, 5),
        tokens=r.reply.tokens,
        rank=found,
        answer=r.answer,
    )


def read_report(path: Path) -> Report:
    """The report of an earlier run. Raises NoReport."""
    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError:
        raise NoReport(f"There is no report {path}: check the path.") from None
    except (ValidationError, UnicodeDecodeError):
        raise NoReport(
            f"{path.name} is no JSON that `budget-qa eval --report` wrote: give the .json beside the page."
        ) from None
