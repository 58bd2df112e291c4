"""What runs on top: serve and eval, which are found by name, for nothing below them may import them."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from qa.cli.options import Home, NotAvailable


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    # the harness reads its own words: what it takes is not known down here
    app.command("eval", add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True,
                                                                 "allow_interspersed_args": False})(evaluate)
    app.command()(serve)


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Where to listen [127.0.0.1].",
                                             show_default=False)] = None,
    port: Annotated[int | None, typer.Option("--port", help="The port [7860].", show_default=False, min=1,
                                             max=65535)] = None,
    home: Home = None,
) -> None:
    """Serve the web app."""
    words = [*_option("--host", host), *_option("--port", port), *_option("--home", home)]
    raise typer.Exit(_by_name("app", "The web app")(words) or 0)


def evaluate(context: typer.Context) -> None:
    """Score question files; without one, the project's own on the sample disclosures. `budget-qa eval --help` says more."""
    raise typer.Exit(_by_name("eval.cli", "The evaluation")(context.args) or 0)


def _option(name: str, value: object) -> list[str]:
    return [] if value is None else [name, str(value)]


def _by_name(module: str, what: str) -> Any:
    """The `main(arguments) -> exit code` of a module above this one."""
    try:
        return import_module(module).main
    except ModuleNotFoundError as error:
        raise NotAvailable(f"{what} is not part of this installation ({error.name} is missing).") from None
