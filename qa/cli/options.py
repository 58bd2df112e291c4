"""Options that commands share, and where a command finds its corpus without importing what it does not need."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import BudgetQAError

if TYPE_CHECKING:
    from index.ports import Store
    from index.settings import Settings

Home = Annotated[Path | None, typer.Option("--home", help="The data directory, instead of BUDGET_QA_HOME.",
                                           show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
Department = Annotated[str | None, typer.Option("--department", help="Only this department.", show_default=False)]
Year = Annotated[int | None, typer.Option("--year", help="Only this year.", show_default=False, min=1949, max=2999)]


class NotAvailable(BudgetQAError):
    """A part of the program that this installation does not have."""


def settings_of(home: Path | None) -> Settings:
    """All settings, `--home` first."""
    from index.settings import load_settings

    return load_settings(home)


def reader(home: Path | None) -> Store:
    """The corpus for reading. Raises NothingIngested."""
    from index.stores import open_home, open_reader

    plain = plain_home(home)
    found = open_home(plain) if plain is not None else None
    store: Store = found or open_reader(settings_of(home))
    return store


def with_documents(store: Store) -> Store:
    """The same store. Raises NothingIngested where it is empty."""
    from index.ports import NothingIngested

    if not store.documents():
        raise NothingIngested
    return store


def plain_home(home: Path | None) -> Path | None:
    """The data directory where environment and `.env` say no more than that: as the settings would, but a third of
    a second sooner. None where they name a database."""
    said = _said()
    if said.get("DATABASE_URL"):
        return None
    path = home or (Path(said["HOME"]) if said.get("HOME") else _default())
    return path.expanduser().absolute()


def _default() -> Path:
    from index.home import default_home

    return default_home()


def _said() -> dict[str, str]:
    prefix, said = "BUDGET_QA_", {}
    if Path(".env").is_file():
        from dotenv import dotenv_values

        said = {key.upper(): value for key, value in dotenv_values(".env").items() if value}
    said |= {key.upper(): value for key, value in os.environ.items() if value}
    return {key.removeprefix(prefix): value for key, value in said.items() if key.startswith(prefix)}
