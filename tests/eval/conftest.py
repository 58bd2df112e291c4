"""A ground of three sample disclosures: a home into which they went, opened as the harness opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.systems.ground import Ground, of_home
from index.ingest import ingest
from index.settings import Settings
from index.stores import open_store
from tests.web.conftest import browser, chromium

__all__ = ["browser", "chromium"]

FILES = ("shili-zwfw-2022.pdf", "shili-wenlv-2023-budget.pdf", "shili-wenlv-2024-budget.pdf")


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Ground:
    """The corpus of these three, whatever the settings of the user are."""
    settings = Settings(home=tmp_path_factory.mktemp("eval") / "home", workers=2)
    store = open_store(settings)
    assert [o.error for o in ingest([samples / name for name in FILES], store, settings) if o.error] == []
    store.close()
    return of_home(settings.home)
