"""What the publisher does before the disclosure goes out: audit it, and take the findings along."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import BudgetQAError
from qa.cli.options import AsJson, Home, reader, settings_of, with_documents
from qa.cli.output import emit, plain, say, warn

if TYPE_CHECKING:
    from corpus.model import Document
    from index.ports import Store
    from qa.audit import AuditFinding


class Format(StrEnum):
    """What the findings are written as."""

    text = "text"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


class NotWritten(BudgetQAError):
    """The findings could not be written where they were wanted."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(audit)


def audit(
    documents: Annotated[list[str] | None, typer.Argument(metavar="[DOCUMENT…]", help="Only these.")] = None,
    home: Home = None,
    as_json: AsJson = False,
    form: Annotated[Format, typer.Option("--format", help="How the findings are written.")] = Format.text,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="To this file instead of the terminal.", show_default=False)
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="One HTML file with the pages and the cells framed.", show_default=False),
    ] = None,
) -> None:
    """Find where disclosures contradict themselves: sums, sections of one file, years."""
    from qa.audit import audit as run

    store = with_documents(reader(home))
    chosen = [store.find(name).id for name in documents or ()] or None
    found = run(store, chosen)
    if report is not None:
        _write(report, _page(found, store, home).encode())
        warn(f"{len(found)} findings are in {plain(str(report))}.")
        if form is Format.text and not as_json and output is None:
            return
    _give(found, Format.json if as_json else form, output)


def _give(found: Sequence[AuditFinding], form: Format, output: Path | None) -> None:
    if form is Format.text and output is None:
        _show(found)
    elif form is Format.json and output is None:
        emit([each.model_dump(mode="json") for each in found])
    else:
        content = _bytes(found, form)
        if output is not None:
            _write(output, content)
        elif sys.stdout.isatty() and form is Format.xlsx:
            raise NotWritten("A spreadsheet is no text for a terminal: give a file with --output findings.xlsx.")
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()


def _bytes(found: Sequence[AuditFinding], form: Format) -> bytes:
    import json

    from qa.cli.findings import sheet_of
    from qa.web.sheet import to_csv, to_xlsx

    match form:
        case Format.csv:
            return to_csv([sheet_of(found)])
        case Format.xlsx:
            return to_xlsx([sheet_of(found)])
        case Format.json:
            return json.dumps([each.model_dump(mode="json") for each in found], ensure_ascii=False, indent=1).encode()
        case _:
            return "".join(line + "\n" for line in _lines(found)).encode()


def _page(found: Sequence[AuditFinding], store: Store, home: Path | None) -> str:
    from index.ingest import original_of
    from qa.proofread.page import report

    settings = settings_of(home)

    def file_of(document: Document) -> Path | None:
        return original_of(document, store, settings)

    return report(found, store.documents(), file_of)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise NotWritten(f"{path} cannot be written ({error.strerror}): choose another place.") from None


def _lines(found: Sequence[AuditFinding]) -> list[str]:
    lines = []
    for each in found:
        said = " ".join(part for part in (each.verdict, each.kind, each.printed, each.expected, each.why) if part)
        lines.append(f"{plain(each.document)} p.{each.page}  {plain(said)}")
    return lines or ["No contradiction was found."]


def _show(found: Sequence[AuditFinding]) -> None:
    for line in _lines(found):
        say(line)
