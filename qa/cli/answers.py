"""What citizens and journalists use: ask and check."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa.cli.lines import BadLine, each_line
from qa.cli.options import AsJson, Department, Home, Year, reader, settings_of, with_documents
from qa.cli.output import emit, path_text, plain, say, warn

if TYPE_CHECKING:
    from qa.answer import Answer, Citation
    from qa.events import Event
    from qa.service import Service

CONTRADICTED = 3
LONG = 24
"""Characters of a quotation that are shown below an answer which has it whole."""


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (ask, check):
        app.command()(command)


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Your question; - reads one a line.")],
    department: Department = None,
    year: Year = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Answer one question, with every figure checked and cited."""
    service = _service(home)

    def answer(line: dict[str, Any]) -> Any:
        return service.ask(line["question"], history=_history(line), department=line.get("department") or department,
                           year=line.get("year") or year)

    if question == "-":
        each_line("question", lambda line: answer(line).model_dump(mode="json"))
        return
    if as_json:
        emit(answer({"question": question}).model_dump(mode="json"))
    else:
        _show_as_it_comes(service.stream(question, (), department, year), sys.stdout.isatty())


def _service(home: Path | None) -> Service:
    from qa.service import Service

    return Service(with_documents(reader(home)), settings_of(home))


def _history(line: dict[str, Any]) -> tuple[str, ...]:
    history = line.get("history") or []
    if not isinstance(history, list) or not all(isinstance(each, str) for each in history):
        raise BadLine('"history" holds the earlier questions, oldest first, as texts.')
    return tuple(history)


def _show_as_it_comes(events: Iterator[Event], watched: bool) -> None:
    """To someone who is watching the checked answer at once, and what a chat model makes of it below; else the last one."""
    shown: Answer | None = None
    for event in events:
        if event.type == "final":
            _show_answer(event.answer, shown)
        elif event.type == "composed" and watched:
            shown = event.answer
            say(shown.answer)
            _show_citations(shown.citations, shown.answer)
            sys.stdout.flush()


def _show_answer(found: Answer, shown: Answer | None = None) -> None:
    """An answer, less what is shown already."""
    if shown is None or found.answer != shown.answer:
        if shown is not None:
            say(f"\n— {found.model.name if found.model else found.writer} —")
        say(found.answer)
    if shown is None or found.citations != shown.citations:
        _show_citations(found.citations, found.answer)
    for warning in found.warnings:
        warn(plain(warning))
    if found.alternatives:
        say()
        for other in found.alternatives:
            say(f"? {plain(other.question)}  ({plain(other.why)})")


def _show_citations(citations: Sequence[Citation], answer: str) -> None:
    """Where each stands. Long words that the answer has quoted already are only begun."""
    if citations:
        say()
    for each in citations:
        place = [path_text(each.row), path_text(each.column)] if each.table else [path_text(each.section)]
        said = "  ".join(filter(None, [plain(each.table or ""), *place]))
        sample = "  sample" if each.sample else ""
        quoted = len(each.quote) > LONG and each.quote in answer
        quote = f"{each.quote[:LONG]}…" if quoted else each.quote
        say(f"[{each.id}] {plain(each.document)} p.{each.page}  {said}: {plain(quote)}{sample}")


def check(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Any text with figures; - reads one a line.")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Check the figures of any text against the disclosures."""
    from qa.check import check_text

    store = with_documents(reader(home))

    def checked(line: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = check_text(line["text"], store).model_dump(mode="json")
        return found

    if text == "-":
        given = each_line("text", checked)
    else:
        given = [checked({"text": text})]
        if as_json:
            emit(given[0])
        else:
            _show_checked(given[0])
    if any(figure["verdict"] == "contradicted" for each in given for figure in each["figures"]):
        raise typer.Exit(CONTRADICTED)


def _show_checked(found: dict[str, Any]) -> None:
    for figure in found["figures"]:
        right = f"  expected {figure['expected']} {figure['unit'] or ''}" if figure.get("expected") else ""
        say(f"{figure['verdict']:12}  {plain(figure['text'])}{right}  {plain(figure['why'] or '')}".rstrip())
    if not found["figures"]:
        say("The text holds no figure to check.")

