"""Writing to people and to programs: plain lines that no document can garble, JSON that is flushed a line at a time."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def plain(text: str) -> str:
    """A text from a document or a file name on one line, without characters that steer a terminal."""
    return "".join(" " if c in "\n\t\r" else "" if unicodedata.category(c) in _UNSEEN else c for c in text)


class ReaderLeft(Exception):
    """What reads our output has seen enough and closed it (| head)."""


@contextmanager
def _told() -> Iterator[None]:
    """Typer would end with 1 where a pipe is closed; it is no failure."""
    try:
        yield
    except BrokenPipeError:
        raise ReaderLeft from None


def say(text: str = "") -> None:
    """A line for a person."""
    with _told():
        print(text)


def warn(text: str) -> None:
    """A line for a person beside the output."""
    print(text, file=sys.stderr, flush=True)


def emit(value: object) -> None:
    """A JSON line, at once."""
    with _told():
        print(json.dumps(value, ensure_ascii=False), flush=True)


def emit_all(values: Iterable[object]) -> None:
    """JSON lines, at the end."""
    with _told():
        sys.stdout.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def path_text(path: Sequence[str]) -> str:
    """A path of labels as people read it."""
    return " › ".join(plain(label) for label in path)
