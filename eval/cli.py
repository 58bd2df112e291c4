"""`budget-qa eval`: score question files on the current home, or the project's own on the samples."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import BudgetQAError
from eval.case import Case, load
from eval.report import write
from eval.run import Result, Score, System, run

SAMPLES = Path(__file__).parent / "samples"
OWN = (SAMPLES / "questions.yaml", SAMPLES / "everyday.yaml")
VARIANTS = ("composer", "llm")


class UnknownVariant(BudgetQAError):
    """A variant that there is not."""


def main(arguments: Sequence[str]) -> int:
    """Run the harness and print its table; 1 below --fail-under or with any wrong answer above --wrong-at-most."""
    cli = argparse.ArgumentParser(prog="budget-qa eval", description=__doc__)
    cli.add_argument("files", nargs="*", type=Path)
    cli.add_argument("--variant", action="append", default=[])
    cli.add_argument("--report", type=Path)
    cli.add_argument("--home", type=Path)
    cli.add_argument("--fail-under", type=float)
    cli.add_argument("--wrong-at-most", type=int)
    args = cli.parse_args(list(arguments))
    cases = [case for file in args.files or OWN for case in load(file)]
    if args.files:
        scores = [_score(v, args.home, cases) for v in args.variant or ["composer"]]
    else:
        with tempfile.TemporaryDirectory(prefix="budget-qa-samples-") as home:
            _ingest_samples(Path(home))
            scores = [_score(v, Path(home), cases) for v in args.variant or ["composer"]]
    for score in scores:
        print("\n".join(score.lines()))
    if args.report:
        write(scores, args.report)
    short = args.fail_under is not None and any(s.right < args.fail_under for s in scores)
    wrong = args.wrong_at_most is not None and any(s.count()["wrong"] > args.wrong_at_most for s in scores)
    return int(short or wrong)


def _score(variant: str, home: Path | None, cases: Sequence[Case]) -> Score:
    return run(variant, system(variant, home), cases, _tell)


def system(variant: str, home: Path | None) -> System:
    """A variant of this system on a home. Raises UnknownVariant."""
    from index.settings import load_settings
    from index.stores import open_reader
    from qa.service import Service

    if variant not in VARIANTS:
        raise UnknownVariant(f"There is no variant {variant}: take one of {', '.join(VARIANTS)}.")
    settings = load_settings(home)
    if variant == "composer":
        settings = settings.model_copy(update={"llm": None})
    return Service(open_reader(settings), settings)


def _ingest_samples(home: Path) -> None:
    """The samples into a home of their own, whatever database the user's settings name."""
    from index.ingest import find_files, ingest
    from index.settings import load_settings
    from index.stores import open_store

    for name in ("BUDGET_QA_DATABASE_URL", "BUDGET_QA_CHROMA_URL"):
        os.environ.pop(name, None)
    settings = load_settings(home)
    store = open_store(settings)
    for outcome in ingest(find_files([SAMPLES])[0], store, settings):
        if outcome.status == "failed":
            print(f"{outcome.path.name} could not be read", file=sys.stderr)
    store.close()


def _tell(result: Result) -> None:
    if result.judgement.verdict != "right":
        print(f"{result.judgement.verdict:6} {result.case.q}\n       {'; '.join(result.judgement.reasons)}", flush=True)
    elif sys.stderr.isatty():
        print(".", end="", file=sys.stderr, flush=True)
