"""Services over small written-down disclosures and over some of the sample ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.service import Service
from tests.qa.build import Shelf, science

SOME = ("shili-zwfw-2022", "shili-nongye-2022-budget", "shili-nongye-2022-final", "shili-nongye-2023-budget", "shili-wenlv-2023-budget")


@pytest.fixture(scope="session")
def small() -> Service:
    """One department, one year, as tests/qa/build.py writes it."""
    return Service(Shelf(science()))


@pytest.fixture(scope="session")
def city(samples: Path) -> Service:
    """Five sample disclosures of three departments, read from their files."""
    from corpus.ingest import read_disclosure

    return Service(Shelf(*(read_disclosure(samples / f"{name}.pdf") for name in SOME)))
