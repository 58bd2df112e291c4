"""Questions with what a right answer holds: the YAML format of the question files, and its JSON Schema."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic.json_schema import WithJsonSchema

from corpus.errors import BudgetQAError
from qa.answer import Status

SCHEMA = Path(__file__).parent / "cases.schema.json"


class CasesUnreadable(BudgetQAError):
    """A question file that is not of the format."""


def _as_text(value: Any) -> Any:
    return [str(v) for v in value] if isinstance(value, list) else value


def _are_numbers(value: list[str]) -> list[str]:
    for figure in value:
        if number(figure) is None:
            raise ValueError(f"{figure!r} is no number")
    return value


def _are_patterns(value: list[str]) -> list[str]:
    for pattern in value:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression ({error})") from None
    return value


_SHAPE = WithJsonSchema({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "number"}]}, "default": []})
Figures = Annotated[list[str], BeforeValidator(_as_text), _SHAPE]


class Case(BaseModel):
    """One question, and what a right answer to it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(min_length=1, description="the question")
    history: list[str] = Field([], description="the earlier questions, oldest first")
    docs: list[str] = Field([], description="files, without ending, of which one must be cited")
    kind: str = Field("any", description="the kind of question, for the table of the scores")
    figures: Figures = Field([], description="figures that a right answer states, all of them, as printed")
    any_figures: Figures = Field([], description="figures of which a right answer states one")
    unit: str = Field("万元", description="the unit of the figures; % and counts are compared as they are")
    tolerance: Decimal = Field(Decimal(0), ge=0, description="how far a computed figure may lie off")
    status: list[Status] = Field(["answered"], min_length=1, description="the statuses that are accepted")
    must: list[str] = Field([], description="regular expressions that the answer's text must match")
    must_not: list[str] = Field([], description="regular expressions that it must not match")
    work: list[str] = Field(
        [], description="how each figure comes from printed cells: {document | table | row | column}"
    )
    why: str = Field("", description="where the answer stands, for the person who checks the case")

    _numbers = field_validator("figures", "any_figures")(_are_numbers)
    _patterns = field_validator("must", "must_not")(_are_patterns)

    @property
    def refuses(self) -> bool:
        """Is the right answer to this a refusal?"""
        return not {"answered", "partial"} & set(self.status)

    @property
    def asked(self) -> str:
        """What identifies the question over runs, whatever is expected: a short hash of its words and its history."""
        return hashlib.sha256(json.dumps([self.q, *self.history]).encode()).hexdigest()[:16]


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
    return [_case(path, k, entry) for k, entry in enumerate(entries, 1)]


def _case(path: Path, k: int, entry: Any) -> Case:
    try:
        return Case.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"]) or "the entry"
        raise CasesUnreadable(f"{path.name}, question {k}: {where}: {first['msg']}.") from None


_ORDER = (
    "q",
    "history",
    "docs",
    "kind",
    "figures",
    "any_figures",
    "unit",
    "status",
    "tolerance",
    "must",
    "must_not",
    "work",
    "why",
)


def dump(cases: Sequence[Case]) -> str:
    """Cases as the lines of a question file, one flow-style map each, what holds by itself left out."""
    return "".join(_line(case.model_dump(mode="json", exclude_defaults=True)) for case in cases)


def _line(entry: dict[str, Any]) -> str:
    parts = (f"{name}: {json.dumps(entry[name], ensure_ascii=False)}" for name in _ORDER if name in entry)
    return f"- {{{', '.join(parts)}}}\n"


def schema() -> str:
    """The JSON Schema of a question file."""
    held = Case.model_json_schema()
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "budget-qa question file",
        "type": "array",
        "minItems": 1,
        "items": {k: v for k, v in held.items() if k != "$defs"},
    }
    return (
        json.dumps(whole | ({"$defs": held["$defs"]} if "$defs" in held else {}), ensure_ascii=False, indent=1) + "\n"
    )


if __name__ == "__main__":  # python -m eval.case writes the schema anew
    sys.exit(SCHEMA.write_text(schema(), encoding="utf-8") < 1)
