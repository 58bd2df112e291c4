"""What `budget-qa eval` does besides a run: draft cases, compare two runs, run outside benchmarks."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.benchmarks import finglm, finqa, tatqa
from eval.case import dump


def new(arguments: Sequence[str]) -> int:
    """Draft cases from the facts of a corpus, computed exactly, for a person to look over."""
    cli = argparse.ArgumentParser(prog="budget-qa eval new", description=new.__doc__)
    cli.add_argument("out", type=Path, help="the question file to write")
    cli.add_argument("--home", type=Path, help="the data directory")
    cli.add_argument("--each", type=int, default=10, help="cases of each template, at most")
    cli.add_argument("--seed", type=int, default=7)
    args = cli.parse_args(list(arguments))
    from eval.draft import draft
    from eval.systems.ground import of_home

    cases = draft(of_home(args.home).store, args.each, args.seed)
    head = "# Drafted by `budget-qa eval new`: look over each case, take out what nobody would ask, word it as people do.\n"
    args.out.write_text(head + dump(cases), encoding="utf-8")
    print(f"{len(cases)} cases in {args.out}: look them over, then run `budget-qa eval {args.out}`.")
    return 0


def diff(arguments: Sequence[str]) -> int:
    """Say what changed between two runs; exit 1 where anything got worse."""
    cli = argparse.ArgumentParser(prog="budget-qa eval diff", description=diff.__doc__)
    cli.add_argument("before", type=Path, help="the JSON of the earlier run")
    cli.add_argument("now", type=Path, help="the JSON of the later one")
    cli.add_argument("--report", type=Path, metavar="OUT.html", help="the later run's page with the changes in it")
    args = cli.parse_args(list(arguments))
    from eval.report.data import read_report
    from eval.report.diff import changes
    from eval.report.page import page

    before, now = read_report(args.before), read_report(args.now)
    worse, lines = changes(before, now)
    print("\n".join(lines))
    if args.report:
        args.report.write_text(page(now, None, before), encoding="utf-8")
    return int(worse > 0)


MORE: dict[str, Callable[[Sequence[str]], int]] = {
    "new": new,
    "diff": diff,
    "tatqa": tatqa.main,
    "finqa": finqa.main,
    "finglm": finglm.main,
}
