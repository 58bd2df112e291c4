"""`python -m eval.bench [--facts N …] [--out DIR]`: fill corpora of growing size, measure, write bench.md and
bench.svg."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from eval.bench.report import markdown, plot
from eval.bench.run import fill, measure

SIZES = (10_000, 100_000, 1_000_000)


def main(arguments: list[str] | None = None) -> int:
    """Print the table, and write it with its plot; ten million facts take about 6 GB, and an hour to fill."""
    cli = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    cli.add_argument("--facts", nargs="+", type=int, default=list(SIZES), metavar="N", help="sizes of the corpora")
    cli.add_argument("--times", type=int, default=200, help="how often each thing is asked")
    cli.add_argument("--out", type=Path, help="folder for bench.md and bench.svg")
    cli.add_argument("--homes", type=Path, help="keep the corpora here, and use those that are there already")
    args = cli.parse_args(arguments)
    with tempfile.TemporaryDirectory() as away:
        homes = [_filled(facts, (args.homes or Path(away)) / str(facts)) for facts in sorted(args.facts)]
        print("asking …", file=sys.stderr, flush=True)
        steps = measure(homes, args.times)
    text = markdown(steps, _machine())
    print(text)
    if args.out is not None:
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "bench.md").write_text(text, encoding="utf-8")
        (args.out / "bench.svg").write_text(plot(steps), encoding="utf-8")
    return 0


def _filled(facts: int, home: Path) -> Path:
    """The home of one size, filled where it is new. What was broken off is filled anew."""
    done = home / "filled"
    if not done.exists():
        shutil.rmtree(home, ignore_errors=True)
        print(f"{facts:,} facts: filling …", file=sys.stderr, flush=True)
        fill(facts, home)
        done.touch()
    return home


def _machine() -> str:
    return f"{os.cpu_count()} cores under a load of {os.getloadavg()[1]:.0f}, Python {platform.python_version()}."


if __name__ == "__main__":
    sys.exit(main())
