"""Writes the sample disclosures and the truth of their cells: python -m eval.samples.make [FOLDER]

The same bytes come out of every run, so a change of a sample is a change that git shows.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from eval.samples import zwfw
from eval.samples.paper import Paper

FOLDER = Path(__file__).parent
Writer = Callable[[Paper], None]


def disclosures() -> dict[str, Writer]:
    """File stem: what sets it."""
    return {zwfw.NAME: zwfw.write}


def main(folder: Path = FOLDER) -> None:
    """Writes every PDF to `folder` and its cells to `folder/cells`."""
    (folder / "cells").mkdir(parents=True, exist_ok=True)
    for stem, write in disclosures().items():
        paper = Paper(folder / f"{stem}.pdf", f"{stem}（示例）")
        write(paper)
        paper.save()
        lines = (json.dumps(cell, ensure_ascii=False) + "\n" for cell in paper.truth)
        (folder / "cells" / f"{stem}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
