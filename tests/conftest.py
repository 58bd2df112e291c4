"""What every test may use: the folder of real disclosures beside the checkout, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder with real disclosures and cases; the test is skipped, by name, where it is absent."""
    folder = Path(os.environ.get("BUDGET_QA_SHARED") or ROOT.parent / "shared")
    if not (folder / "disclosures").is_dir():
        pytest.skip(f"{request.node.name}: ../shared with real disclosures is absent")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample disclosures that ship with the project."""
    return ROOT / "eval" / "samples"
