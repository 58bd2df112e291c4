"""`-`: a text a line on stdin, an answer a line on stdout, flushed; a bad line gets an error and is not the end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from corpus.errors import BudgetQAError
from index.garbage import seldom
from qa.cli.output import emit


class BadLine(BudgetQAError):
    """A line that is neither a text nor a JSON object of the kind that is read."""


def each_line(name: str, answer: Callable[[dict[str, Any]], Any]) -> list[Any]:
    """Answer each line, where `name` is the member that holds a line's text; the answers that were given."""
    seldom()
    given = []
    for line in sys.stdin:
        try:
            found = answer(parse(line, name))
        except BudgetQAError as error:
            emit({"error": str(error)})
        except Exception as error:
            emit({"error": f"This could not be answered ({type(error).__name__}: {str(error)[:200]})."})
        else:
            given.append(found)
            emit(found)
    return given


def parse(line: str, name: str) -> dict[str, Any]:
    """The object of a line; a line of plain text is the text itself. Raises BadLine."""
    text = line.strip().removeprefix("\ufeff")
    if not text:
        raise BadLine("The line is empty.")
    if not text.startswith("{"):
        return {name: text}
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BadLine(f"The line begins like JSON and is none ({error}).") from None
    said = found.get(name)
    if not isinstance(said, str) or not said.strip():
        raise BadLine(f'The line has no text under "{name}".')
    return dict(found)
