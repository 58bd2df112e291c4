"""Every PDF that a test here draws is read by the fast reader and by the reference too: both must find the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from corpus.errors import BudgetQAError
from corpus.ingest import read_disclosure
from corpus.read.auto import Reader
from tests.build import BUILT

DIFFERENCES: dict[str, list[str]] = (
    yaml.safe_load((Path(__file__).parent / "read" / "differences.yaml").read_text("utf-8")) or {}
)
"""Test -> what the fast reader alone sees there otherwise; each was looked at and is named in the file."""


@pytest.fixture(autouse=True)
def held_to_the_reference(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test: what both readers make of the files that it drew."""
    BUILT.clear()
    yield
    found = [line for path in dict.fromkeys(BUILT) if path.exists() for line in differences(path)]
    name = f"{request.node.path.name}::{request.node.name}"
    assert found == DIFFERENCES.get(name, []), f"The readers differ on what {name} drew"


def differences(path: Path) -> list[str]:
    """The numbers that only one of the two readers finds, each with its place and meaning."""
    fast, reference = (numbers(path, reader) for reader in ("pdfium", "pdfplumber"))
    return [f"- {n}" for n in reference if n not in fast] + [f"+ {n}" for n in fast if n not in reference]


def numbers(path: Path, reader: Reader) -> list[str]:
    """Every number of tables and prose as a line; the reason, where the file cannot be read."""
    try:
        found = read_disclosure(path, reader)
    except BudgetQAError as error:
        return [type(error).__name__]
    facts = [
        f"p.{f.page} {f.table}: {'/'.join(f.row)} × {'/'.join(f.col)} = {f.text} {f.unit} {f.year} {f.kind}"
        for f in found.facts
    ]
    return facts + [f"p.{f.page} {f.subject}: {f.text} {f.unit} {f.year}" for f in found.prose_facts]
