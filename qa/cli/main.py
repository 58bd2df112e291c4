"""The `budget-qa` command: its groups, its exit codes, and no traceback unless it is asked for."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import traceback

import typer
from typer.exceptions import TyperException

from corpus.errors import BudgetQAError
from qa.cli import answers, corpus, export, proofread, search, service
from qa.cli.output import ReaderLeft

app = typer.Typer(
    name="budget-qa", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Ask public budget disclosures: every figure checked and cited.",
    epilog="Exit codes: 0 done, 1 something could not be done, 2 wrong usage, 3 a figure is contradicted. "
           "--debug shows where an error arose.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        with contextlib.suppress(PackageNotFoundError):
            print(version("budget-qa"))
        raise typer.Exit


@app.callback()
def _root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True,
                                       help="Show the version.")) -> None:
    """Options before the command."""


for group in (corpus, search, answers, proofread, export, service):
    group.add_to(app)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and end with its exit code."""
    words = _words(sys.argv[1:] if arguments is None else arguments)
    ends = words.index("--") if "--" in words else len(words)
    debug = "--debug" in words[:ends]
    words = [word for at, word in enumerate(words) if at >= ends or word != "--debug"]
    _speak_utf8()
    sys.exit(_run(words, debug))


def _run(words: list[str], debug: bool) -> int:
    try:
        code = app(words, prog_name="budget-qa", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except TyperException as error:
        return _wrong_usage(error)
    except (ReaderLeft, BrokenPipeError):
        # nothing is left to say, and nobody to hear it
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _failed("Interrupted.", debug)
    except BudgetQAError as error:
        return _failed(str(error), debug)
    except Exception as error:
        return _failed(f"Something went wrong that should not ({type(error).__name__}: {str(error)[:200]}): run it "
                       "again with --debug and report what it shows.", debug)


def _wrong_usage(error: TyperException) -> int:
    show = getattr(error, "show", None)
    if show is not None:
        show()
    return int(getattr(error, "exit_code", 2))


def _failed(sentence: str, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    with contextlib.suppress(BrokenPipeError):
        print(sentence, file=sys.stderr, flush=True)
    return 1


def _words(arguments: list[str]) -> list[str]:
    """The arguments as UTF-8, also in a locale that knows only ASCII."""
    return [os.fsencode(word).decode("utf-8", "replace") for word in arguments]


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
