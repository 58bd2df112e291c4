"""`budget-qa eval`: score question files on the current home, or the project's own on the samples."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.cache import Cache, default_folder
from eval.case import Case, load
from eval.metrics.measure import measures, pairs
from eval.progress import Progress
from eval.report.data import Report, read_report
from eval.report.diff import changes
from eval.report.lines import summary
from eval.run import Score, run
from eval.systems.entrants import Entrant, chosen
from eval.systems.ground import SAMPLES, Ground, of_home, of_samples
from eval.systems.reply import Reply, System, SystemFailed

OWN = (SAMPLES / "questions.yaml", SAMPLES / "everyday.yaml")
STOPPED = 130


def parser() -> argparse.ArgumentParser:
    """The command line of a run."""
    cli = argparse.ArgumentParser(
        prog="budget-qa eval",
        description=__doc__,
        epilog="budget-qa eval new: draft cases from what is ingested; diff: compare two runs; tatqa, finqa, finglm: outside "
        "benchmarks. Each has its --help.",
    )
    cli.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="question files; without one, the project's own on its samples",
    )
    cli.add_argument(
        "--variant",
        action="append",
        default=[],
        metavar="V",
        help="who answers, as often as wanted: composer (alone for a FILE without --variant; with the peers for the own cases), llm, no-glossary, no-dense, no-checker, "
        "no-stitching, langchain-rag, bm25-chunks, markdown-rag, text-to-sql, the groups all, ablations, peers, "
        "cmd:COMMAND, or an http address",
    )
    cli.add_argument("--report", type=Path, metavar="OUT.html", help="write the report here, and JSON beside it")
    cli.add_argument("--baseline", type=Path, metavar="OLD.json", help="the JSON of an earlier run: say what got worse")
    cli.add_argument("--home", type=Path, help="the data directory")
    cli.add_argument(
        "--fail-under", type=float, metavar="SHARE", help="exit 1 where the first variant has fewer right, as 0.98"
    )
    cli.add_argument("--wrong-at-most", type=int, metavar="N", help="exit 1 where the first variant has more wrong")
    cli.add_argument(
        "--no-worse", action="store_true", help="exit 1 where an answer that was right in --baseline no longer is"
    )
    cli.add_argument("--cache", type=Path, metavar="DIR", help="where answers are kept, so that a stopped run goes on")
    cli.add_argument("--fresh", action="store_true", help="ask everything anew")
    cli.add_argument("--no-pictures", action="store_true", help="leave the pictures of cited pages out of the report")
    cli.add_argument(
        "--checker",
        type=int,
        metavar="N",
        help="put the numeric checker to the test too: N picks of each kind of sentence",
    )
    cli.add_argument("--quiet", action="store_true", help="only the table")
    return cli


def main(arguments: Sequence[str]) -> int:
    """Run the harness; the exit code is 1 where a gate fails, 130 where the run was stopped."""
    if arguments and arguments[0] in ("new", "diff", "tatqa", "finqa", "finglm"):
        from eval.cli_more import MORE

        return MORE[arguments[0]](arguments[1:])
    args = parser().parse_args(list(arguments))
    cases = [case for file in args.files or OWN for case in load(file)]
    with _ground(args) as ground:
        try:
            scores = list(
                _scores(
                    chosen(args.variant or (["composer"] if args.files else ["peers"]), ground.settings),
                    ground,
                    cases,
                    args,
                )
            )
        except KeyboardInterrupt:
            print("Stopped. What was answered is kept: run the same again and it goes on from there.", file=sys.stderr)
            return STOPPED
        if not scores:
            return 1
        worse = _report(args, scores, ground)
    first = scores[0]
    short = args.fail_under is not None and first.right < args.fail_under
    wrong = args.wrong_at_most is not None and first.count()["wrong"] > args.wrong_at_most
    return int(short or wrong or (args.no_worse and worse > 0))


def _report(args: argparse.Namespace, scores: Sequence[Score], ground: Ground) -> int:
    """Print the table, write the page; how many answers are worse than in the baseline."""
    report = Report.of(scores, [measures(s, ground) for s in scores], pairs(scores), ground)
    if args.checker:
        from eval.metrics.checker import confusion

        report = report.model_copy(update={"checker": confusion(ground, args.checker)})
    print("\n".join(summary(report, scores[0])))
    before = read_report(args.baseline) if args.baseline else None
    worse, lines = changes(before, report) if before else (0, [])
    print("\n".join(lines), end="\n" if lines else "")
    if args.report:
        from eval.report.page import write

        write(report, args.report, None if args.no_pictures else ground, before)
    return worse


@contextmanager
def _ground(args: argparse.Namespace) -> Iterator[Ground]:
    if args.files:
        yield of_home(args.home)
    else:
        with of_samples() as ground:
            yield ground


def _scores(
    entrants: Sequence[Entrant], ground: Ground, cases: Sequence[Case], args: argparse.Namespace
) -> Iterator[Score]:
    for place, entrant in enumerate(entrants):
        lack = entrant.lacks(ground.settings)
        if lack is not None:
            print(f"{entrant.name} is left out: {lack}.", file=sys.stderr)
            continue
        cache = Cache(args.cache or default_folder(), entrant.name, ground.digest, *entrant.identity)
        if args.fresh:
            cache.clear()
        shown = Progress(entrant.name, len(cases), args.quiet or place > 0)
        system: System = _Silent()
        try:
            if not all(case in cache for case in cases):
                system = entrant.open(ground)
            yield run(entrant.name, system, cases, shown, cache)
        except SystemFailed as failed:
            print(f"{entrant.name} is left out: {failed}", file=sys.stderr)
        finally:
            shown.end(cache.found)
            getattr(system, "close", lambda: None)()


class _Silent:
    """Stands for a system of which every answer is held."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        raise SystemFailed(f"{question!r} is asked though it was answered.")
