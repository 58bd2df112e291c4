"""Questions with what a right answer holds: the YAML format of the question files."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import BudgetQAError
from qa.answer import Status


class CasesUnreadable(BudgetQAError):
    """A question file that is not of the format."""


class Case(BaseModel):
    """One question. `figures` must all stand in the answer, of `any_figures` one; both as printed, in `unit`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(min_length=1)
    history: list[str] = []
    docs: list[str] = []
    kind: str = "any"
    figures: list[str] = []
    any_figures: list[str] = []
    unit: str = "万元"
    tolerance: Decimal = Decimal(0)
    status: list[Status] = ["answered"]
    must: list[str] = []
    must_not: list[str] = []
    why: str = ""

    @field_validator("figures", "any_figures", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return [str(v) for v in value] if isinstance(value, list) else value

    @field_validator("figures", "any_figures")
    @classmethod
    def _are_numbers(cls, value: list[str]) -> list[str]:
        for figure in value:
            if number(figure) is None:
                raise ValueError(f"{figure!r} is no number")
        return value


def number(text: object) -> Decimal | None:
    """The number of a printed figure, its thousands separators and percent sign left out."""
    bare = "".join(c for c in str(text) if c not in ",，%％ \t\u3000")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def load(path: Path) -> list[Case]:
    """The cases of a question file. Raises CasesUnreadable with the place of the fault."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError:
        raise CasesUnreadable(f"There is no question file {path}: check the path.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CasesUnreadable(f"{path.name} is no YAML in UTF-8 ({str(error).splitlines()[0]}): mend it.") from None
    if not isinstance(entries, list) or not entries:
        raise CasesUnreadable(f"{path.name} holds no list of questions: see eval/README.md for the format.")
    cases: list[Case] = []
    for k, entry in enumerate(entries, 1):
        try:
            cases.append(Case.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(p) for p in first["loc"]) or "the entry"
            raise CasesUnreadable(f"{path.name}, question {k}: {where}: {first['msg']}.") from None
    return cases
