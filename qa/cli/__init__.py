"""The command line: a shell over the layers below, one module a group of commands."""

from qa.cli.main import main

__all__ = ["main"]
