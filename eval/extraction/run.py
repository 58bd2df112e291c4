"""Run the readers over disclosures whose printed cells are known, and set the scores side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from corpus.ingest import read_disclosure
from corpus.read.auto import Reader
from corpus.read.pdfium import opened
from eval.extraction.ladder import RUNGS, PrintedCell, Score, read_truth
from eval.peers.tables import PEERS, cells_of, installed

Read = Callable[[Path], list[PrintedCell]]
"""A file to the cells that were read of it."""
SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def own(reader: Reader) -> Read:
    """This project, by one of its readers."""

    def read(path: Path) -> list[PrintedCell]:
        found = read_disclosure(path, reader)
        return [PrintedCell(f.page, f.text, f.row, f.col, f.unit, f.year, f.code) for f in found.facts]

    return read


def peer(name: str) -> Read:
    """A general table extractor."""
    extract = PEERS[name][1]

    def read(path: Path) -> list[PrintedCell]:
        return [cell for page, matrix in extract(path) for cell in cells_of(page, matrix)]

    return read


OWN: dict[str, Reader] = {
    "budget-qa (auto)": "auto",
    "budget-qa (pdfium)": "pdfium",
    "budget-qa (pdfplumber)": "pdfplumber",
}


def readers(names: Iterable[str] | None = None) -> Iterator[tuple[str, Read]]:
    """The readers by name, all that are installed if none is named. The first run of one is not timed with its import."""
    for name in names or (*OWN, *(name for name in PEERS if installed(name))):
        yield name, own(OWN[name]) if name in OWN else peer(name)


def measure(read: Read, pairs: Sequence[tuple[Path, Path]]) -> Score:
    """The score of one reader over (truth, PDF) pairs; CPU seconds, the first file read once before for the imports."""
    score = Score()
    for k, (truth, pdf) in enumerate(pairs):
        try:
            if k == 0:
                read(pdf)
            begun = time.process_time()
            found = read(pdf)
            score.seconds += time.process_time() - begun
        except Exception as error:  # a peer raises what it likes; the document then counts as not read
            score.failed.append(f"{pdf.name}: {type(error).__name__}")
            found = []
        score.pages += _pages(pdf)
        score.add(read_truth(truth), found)
    return score


def _pages(path: Path) -> int:
    with opened(path) as document:
        return len(document)


def pairs_of(truths: Sequence[Path], pdfs: Path | None) -> list[tuple[Path, Path]]:
    """Each file of truth with its PDF of the same name; those of the samples if none is named."""
    if not truths:
        truths, pdfs = sorted((SAMPLES / "cells").glob("*.jsonl")), SAMPLES
    folder = pdfs or truths[0].parent
    return [(truth, folder / f"{truth.stem}.pdf") for truth in truths]


def table(scores: dict[str, Score]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| reader | " + " | ".join(RUNGS) + " | extra | ms/page |",
        "| --- |" + " ---: |" * (len(RUNGS) + 2),
    ]
    for name, score in scores.items():
        shares = [f"{100 * score.share(rung):.1f} %" for rung in RUNGS]
        extra = f"{100 * score.extra / max(1, score.extracted):.1f} %"
        pace = f"{1000 * score.seconds / max(1, score.pages):.1f}"
        lines.append("| " + " | ".join([name, *shares, extra, pace]) + " |")
    return "\n".join(lines)
