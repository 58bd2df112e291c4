"""The corpus in a format of others: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import BudgetQAError
from qa.cli.options import Home, reader, with_documents
from qa.cli.output import say


class NotWritten(BudgetQAError):
    """A folder that cannot be written to."""


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(export)


def export(
    package: Annotated[Path, typer.Option("--fiscal-data-package", metavar="DIR", show_default=False,
                                          help="Write a Fiscal Data Package (Frictionless) there.")],
    home: Home = None,
) -> None:
    """Write every amount of the tables in 元, with its place, for programs."""
    from qa.web.fiscal import write_folder

    store = with_documents(reader(home))
    try:
        written = write_folder(store, package)
    except OSError as error:
        raise NotWritten(f"{package} cannot be written to ({error.strerror}).") from None
    for path in written:
        say(str(path))
