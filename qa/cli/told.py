"""A document, and what became of a file, in lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.cli.output import plain, say, warn

if TYPE_CHECKING:
    from corpus.model import Document
    from index.ingest import Outcome


def identity(document: Document) -> str:
    """Who discloses what, for a person."""
    known = [document.department or "department unknown", str(document.year or "year unknown"),
             document.kind or "kind unknown", document.level or "level unknown"]
    sample = ["sample"] if document.sample else []
    return "  ".join([plain(document.name), *map(plain, known), f"{document.pages} pages", *sample])


def outcome_line(outcome: Outcome) -> str:
    """What became of a file, for a person."""
    if outcome.error is not None or outcome.document is None:
        return f"{outcome.status:9}  {plain(outcome.path.name)}: {plain(outcome.error or 'nothing is known of it')}"
    line = f"{outcome.status:9}  {identity(outcome.document)}"
    if outcome.status == "unchanged":
        return line
    warnings = len(outcome.document.warnings)
    return (f"{line}  {outcome.tables} tables  {outcome.facts}+{outcome.prose_facts} facts  {outcome.passages} "
            f"passages  {warnings} warning{'' if warnings == 1 else 's'}  {outcome.seconds:.1f} s")


def report(outcome: Outcome) -> None:
    """Tell of a file: failures beside the output, with a line for each warning below its document."""
    (warn if outcome.status == "failed" else say)(outcome_line(outcome))
    if outcome.document is not None and outcome.status in ("added", "replaced"):
        for warning in outcome.document.warnings:
            say(f"           {plain(warning)}")
