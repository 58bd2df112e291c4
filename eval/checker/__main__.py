"""`python -m eval.checker`: the bench over the sample disclosures, or over what is ingested in a home."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus.ingest import read_disclosure
from eval.checker.run import run
from index.memory import MemoryStore
from index.ports import FactStore
from index.settings import load_settings
from index.stores import open_reader

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def main() -> int:
    """Exit 1 where fewer false sentences are found, or more true ones doubted, than is asked for."""
    cli = argparse.ArgumentParser(prog="python -m eval.checker", description=__doc__)
    cli.add_argument("--home", type=Path, help="a data directory; the sample disclosures without it")
    cli.add_argument("--n", type=int, default=60, help="picks of each kind")
    cli.add_argument("--seed", type=int, default=7)
    cli.add_argument("--show", action="store_true", help="print what went wrong")
    cli.add_argument("--detect", type=float, default=0.99)
    cli.add_argument("--alarms", type=float, default=0.01, help="of the true sentences, called contradicted")
    cli.add_argument("--unsure", type=float, default=0.02, help="of the true sentences, not borne out")
    args = cli.parse_args()
    score = run(_store(args.home), args.n, args.seed)
    for item, checked in score.missed if args.show else ():
        print(f"{item.kind} ({'true' if item.true else 'false'}): {item.text}")
        for figure in checked.figures:
            print(f"    {figure.text}: {figure.verdict}; {figure.why}")
    print("\n".join(score.lines()))
    return int(score.rate(False) < args.detect or score.alarms > args.alarms or score.rate(True) > args.unsure)


def _store(home: Path | None) -> FactStore:
    if home is not None:
        return open_reader(load_settings(home))
    return MemoryStore(read_disclosure(path) for path in sorted(SAMPLES.glob("*.pdf")))


if __name__ == "__main__":
    sys.exit(main())
