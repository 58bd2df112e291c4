"""`python -m eval.extraction [TRUTH.jsonl …] [--pdfs DIR] [--only NAME …]`: the ladder, this project beside its peers.

Without files the sample disclosures are read. Peers that are not installed are left out: pip install camelot-py pymupdf.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eval.extraction.run import OWN, measure, pairs_of, readers, table
from eval.peers.tables import PEERS, installed


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where a file is not there."""
    cli = argparse.ArgumentParser(
        prog="python -m eval.extraction", description=__doc__.splitlines()[2] if __doc__ else ""
    )
    cli.add_argument("truth", nargs="*", type=Path, help="JSON lines of printed cells; the samples' if none is given")
    cli.add_argument("--pdfs", type=Path, help="folder of the PDFs; that of the truth if not given")
    cli.add_argument("--only", nargs="+", choices=[*OWN, *PEERS], metavar="NAME", help="these readers only")
    args = cli.parse_args(arguments)
    pairs = pairs_of(args.truth, args.pdfs)
    absent = [path for pair in pairs for path in pair if not path.is_file()]
    if absent:
        print(f"There is no file {absent[0]}: name the folder of the PDFs with --pdfs.", file=sys.stderr)
        return 1
    scores = {}
    for name, read in readers(args.only):
        print(f"{name} …", file=sys.stderr, flush=True)
        scores[name] = measure(read, pairs)
        for failure in scores[name].failed:
            print(f"  {failure}", file=sys.stderr)
    for name in PEERS:
        if not installed(name):
            print(f"{name} is not installed and left out.", file=sys.stderr)
    cells = next(iter(scores.values())).cells if scores else 0
    print(f"{cells} cells of {len(pairs)} documents, {max(s.pages for s in scores.values())} pages, CPU time:\n")
    print(table(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())
