"""The process that reads files for an ingestion: it may hang, grow or crash on a hostile file, and is then killed.

`python -m index.reading` takes a path a line on stdin and answers in frames on stdout: a letter, the length in four
bytes, and that many bytes. `s` reading begins, `p` a page was read, `d` the disclosure as a snapshot (never a pickle),
`e` the sentence that says why there is none.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import BinaryIO, cast

from corpus.errors import BudgetQAError, Damaged, TooLarge
from corpus.read.auto import Reader


def write_frame(out: BinaryIO, letter: bytes, body: bytes = b"") -> None:
    """One frame, at once."""
    out.write(letter + len(body).to_bytes(4, "big") + body)
    out.flush()


def _limit(megabytes: int) -> None:
    """Take from this process what reading a file never needs: endless memory, core dumps."""
    import resource

    for what, most in ((resource.RLIMIT_AS, 2 * megabytes * 2**20), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def answer(path: Path, out: BinaryIO, reader: Reader, max_pages: int) -> None:
    """Read one file and write its frames."""
    from corpus.ingest import Reading
    from index.encoding import encoded

    write_frame(out, b"s")

    def on_page(number: int) -> None:
        if number > max_pages:
            raise TooLarge(f"{path.name} has more than {max_pages} pages: raise BUDGET_QA_MAX_PAGES to read it.")
        write_frame(out, b"p")

    try:
        reading = Reading.of(path, reader, on_page)
        write_frame(out, b"d", encoded(reading.id, reading.tables(), reading.passages(), reading.end))
    except BrokenPipeError:
        raise
    except BudgetQAError as error:
        write_frame(out, b"e", str(error).encode("utf-8", "replace"))
    except MemoryError:
        said = TooLarge(f"{path.name} takes more memory than BUDGET_QA_WORKER_MB allows.")
        write_frame(out, b"e", str(said).encode("utf-8", "replace"))
    except Exception as error:  # whatever a parser meets in a broken file costs that file only
        broken = Damaged(f"{path.name} cannot be read ({type(error).__name__}): download it again.")
        write_frame(out, b"e", str(broken).encode("utf-8", "replace"))


def main(reader: Reader, max_pages: int, megabytes: int) -> None:
    """Answer until stdin ends. What libraries print goes nowhere: stdout is for frames."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit(megabytes)
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        for line in sys.stdin:
            answer(Path(json.loads(line)), out, reader, max_pages)


if __name__ == "__main__":
    main(cast(Reader, sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
