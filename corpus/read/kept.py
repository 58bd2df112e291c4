"""Values put by in their order, so that a long file takes no more memory than a short one while it is read."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator
from typing import IO, Any, Generic, TypeVar, cast

from corpus.errors import ReadError

T = TypeVar("T")
PAGES, ROWS = 32, 1000
"""How many pages, and rows of tables, stay in memory as they are: most files have no more."""


class Kept(Generic[T]):
    """Values by their place: the first `held` stay as they are, the others lie in a file without a name and come back
    as equal ones, made anew each time. What is written is read by this process alone."""

    def __init__(self, held: int) -> None:
        self._most = held
        self._held: list[T] = []
        self._ends = array("Q", [0])
        self._file: IO[Any] | None = None

    def append(self, value: T) -> int:
        """Put a value by; its place. Raises ReadError where the disk has no room."""
        if len(self._held) < self._most:
            self._held.append(value)
            return len(self._held) - 1
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            self._file.seek(self._ends[-1])
            self._file.write(body)
        except OSError as error:
            raise ReadError(
                f"临时目录写不下长文件的页面（{error.strerror}），请清理磁盘或设置 TMPDIR。"
                f" (The folder for temporary files has no room for the pages of a long file ({error.strerror}):"
                " make room, or set TMPDIR.)"
            ) from error
        self._ends.append(self._ends[-1] + len(body))
        return len(self) - 1

    def __len__(self) -> int:
        return len(self._held) + len(self._ends) - 1

    def __getitem__(self, place: int) -> T:
        if place < len(self._held):
            return self._held[place]
        at = place - len(self._held)
        assert self._file is not None
        self._file.seek(self._ends[at])
        return cast(T, pickle.loads(self._file.read(self._ends[at + 1] - self._ends[at])))

    def __iter__(self) -> Iterator[T]:
        return (self[place] for place in range(len(self)))
