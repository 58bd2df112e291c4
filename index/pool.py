"""Reads many files at once in processes of their own, each within limits of time and memory, killed past them."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BudgetQAError, Damaged, ReadError, TooLarge
from corpus.model import Disclosure
from index.settings import Settings
from index.snapshot import decode

_ROOT = Path(__file__).resolve().parent.parent
_START_SECONDS = 60.0
"""A process imports its libraries before its first page; on a machine that is busy this takes its time."""
_TABLES_SECONDS = 0.5
"""For each page read, what the joining of tables after the last page may take."""
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file."""

    path: Path
    disclosure: Disclosure | None = None
    error: BudgetQAError | None = None


class Reader:
    """One process that reads; started when first needed, and anew after it was killed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def read(self, path: Path) -> Read:
        """One file; never raises for what the file is."""
        try:
            return Read(path, self._ask(path))
        except BudgetQAError as error:
            return Read(path, error=error)

    def stop(self) -> None:
        """Kill the process; a read under way, in another thread, ends as an error, and no other begins."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """After `stop`, when no read is under way: let go of what is held."""
        if self._process is not None:
            self._end(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise ReadError("The reading was broken off.")
            if self._process is None:
                limits = (self._settings.reader, str(self._settings.max_pages), str(self._settings.worker_mb))
                paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "index.reading", *limits], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL, start_new_session=True,
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"})
            return self._process

    def _ask(self, path: Path) -> Disclosure:
        size = path.stat().st_size if path.is_file() else 0
        if size > self._settings.max_file_mb * 2**20:
            raise TooLarge(f"{path.name} is larger than {self._settings.max_file_mb} MB: raise "
                           "BUDGET_QA_MAX_FILE_MB to read it.")
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(str(path)).encode() + b"\n")
            process.stdin.flush()
            return decode(self._answer(path, process))
        except (OSError, EOFError, TooLarge) as error:
            code = self._end(process)
            if isinstance(error, TooLarge):
                raise
            raise Damaged(f"{path.name} made the reading process end ({code}): the file is broken, or the machine is "
                          "short of memory.") from error

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with self._lock:
            self._process = None
        return process.wait()

    def _answer(self, path: Path, process: subprocess.Popen[bytes]) -> bytes:
        """The snapshot of a file; raises its ReadError, TooLarge past a limit, EOFError where the process ended."""
        assert process.stdout is not None
        page = self._settings.page_seconds
        frames, pages, deadline = _Frames(process.stdout.fileno()), 0, time.monotonic() + _START_SECONDS + page
        while True:
            frame = frames.next(_LOOK_SECONDS)
            if frame is None:
                self._watch(path, process.pid, deadline, pages)
            elif frame[0] in b"sp":
                pages += frame[0] == b"p"
                deadline = time.monotonic() + page + _TABLES_SECONDS * pages
            elif frame[0] == b"d":
                return frame[1]
            else:
                raise ReadError(frame[1].decode())

    def _watch(self, path: Path, pid: int, deadline: float, pages: int) -> None:
        if time.monotonic() > deadline:
            raise TooLarge(f"{path.name} takes too long to read after page {pages}: raise BUDGET_QA_PAGE_SECONDS to "
                           "wait longer.")
        if _resident_mb(pid) > self._settings.worker_mb:
            raise TooLarge(f"{path.name} takes more than {self._settings.worker_mb} MB of memory to read: raise "
                           "BUDGET_QA_WORKER_MB if it must be read.")


class _Frames:
    """Frames from a pipe, with a limit on waiting."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._held = bytearray()

    def next(self, seconds: float) -> tuple[bytes, bytes] | None:
        """The next frame, or None if it is not whole within this time. Raises EOFError."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._descriptor, selectors.EVENT_READ)
            until = time.monotonic() + seconds
            while (frame := self._whole()) is None:
                if not selector.select(max(0.0, until - time.monotonic())):
                    return None
                data = os.read(self._descriptor, 2**16)
                if not data:
                    raise EOFError
                self._held += data
        return frame

    def _whole(self) -> tuple[bytes, bytes] | None:
        if len(self._held) < 5:
            return None
        end = 5 + int.from_bytes(self._held[1:5], "big")
        if len(self._held) < end:
            return None
        frame = bytes(self._held[:1]), bytes(self._held[5:end])
        del self._held[:end]
        return frame


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def read_all(paths: Sequence[Path], settings: Settings) -> Iterator[Read]:
    """Every file, as it is done: with bounded back-pressure, the largest first, so that none of the processes is left
    with a long one when the others are through."""
    todo: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for path in sorted(paths, key=_size, reverse=True):
        todo.put(path)
    done: queue.Queue[Read | BaseException] = queue.Queue(maxsize=2 * settings.workers)
    stopped = threading.Event()
    readers = [Reader(settings) for _ in range(min(settings.workers, len(paths)))]
    threads = [threading.Thread(target=_work, args=(reader, todo, done, stopped), daemon=True) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        for _ in paths:
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stopped.set()
        for reader in readers:
            reader.stop()
        for thread, reader in zip(threads, readers, strict=True):
            thread.join()
            reader.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _work(reader: Reader, todo: queue.SimpleQueue[Path], done: queue.Queue[Read | BaseException],
          stopped: threading.Event) -> None:
    while not stopped.is_set():
        try:
            result: Read | BaseException = reader.read(todo.get_nowait())
        except queue.Empty:
            return
        except BaseException as error:
            result = error
        while not stopped.is_set():
            with contextlib.suppress(queue.Full):
                done.put(result, timeout=0.5)
                break
