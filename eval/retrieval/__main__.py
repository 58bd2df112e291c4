"""`python -m eval.retrieval`: search beside what others do, on the samples' questions and on lines that people ask for;
`python -m eval.retrieval FILE… --home HOME`: on question files over a home."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.case import Case, load
from eval.retrieval.methods import halves, ours, recipes
from eval.retrieval.run import SAID, asked, figure_ranks, line_ranks, lines, score
from eval.retrieval.world import every_line
from eval.systems.ground import SAMPLES, Ground, of_home, of_samples
from index.memory import MemoryStore

HEAD = "| method | questions | R@1 / R@5 / MRR@5 | ms |\n| --- | --- | --- | --- |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one table for each set of questions."""
    cli = argparse.ArgumentParser(prog="python -m eval.retrieval", description=__doc__)
    cli.add_argument("files", nargs="*", type=Path, help="question files; without one, the project's own")
    cli.add_argument("--home", type=Path, help="the data directory that they are asked of")
    cli.add_argument("--held-out", action="store_true", help="also with half of the glossary held out (trains two models)")
    cli.add_argument("--no-recipes", action="store_true", help="leave the recipes of others out")
    args = cli.parse_args(arguments)
    if args.files:
        ground = of_home(args.home)
        _cases(", ".join(path.name for path in args.files), args.files, ground, args.held_out, not args.no_recipes)
        return
    with of_samples() as ground:
        _cases("samples", sorted(path for path in SAMPLES.glob("*.yaml") if path.name != "planted-errors.yaml"), ground,
               args.held_out, not args.no_recipes)
    store = MemoryStore([every_line()])
    for path in SAID:
        wanted = lines(path)
        print(f"\n{path.name}: the line that is meant, among all lines of both classifications\n{HEAD}")
        for name, find in (*ours(store), *(halves(store) if args.held_out else ())):
            if "only" not in name:
                _row(name, len(wanted), line_ranks(wanted, find))


def _cases(title: str, files: Iterable[Path], ground: Ground, held_out: bool, others: bool) -> None:
    cases: tuple[Case, ...] = asked([case for path in files for case in load(path)])
    print(f"\n{title}: every figure of the answer among the first five\n{HEAD}")
    for methods in (ours(ground.store), halves(ground.store) if held_out else (), recipes(ground) if others else ()):
        for name, find in methods:
            _row(name, len(cases), figure_ranks(cases, find))


def _row(name: str, questions: int, ranks: Iterable[int]) -> None:
    """A line of a table; the ranks are worked out here, so that they can be timed."""
    begun = time.perf_counter()
    found = score(ranks)
    spent = (time.perf_counter() - begun) / max(1, questions) * 1000
    print(f"| {name} | {found.questions} | {found} | {spent:.0f} |", flush=True)


if __name__ == "__main__":
    main()
