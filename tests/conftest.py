"""What every test may use: the folder of real disclosures beside the checkout, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# how long an example takes is the machine's; a run that decides whether a change lands draws the same ones each time
settings.register_profile("anywhere", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "anywhere")

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
