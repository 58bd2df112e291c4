"""How far a run is: a bar on a terminal, a line now and then elsewhere, and what is not right as it comes."""

from __future__ import annotations

import sys
import time

from eval.run import Result

EVERY = 20.0
"""Seconds between two lines where there is no terminal."""
WIDTH = 30


class Progress:
    """Told each result as it comes; writes to stderr, and to stdout what was not right."""

    def __init__(self, name: str, total: int, quiet: bool = False) -> None:
        self._name, self._total, self._quiet = name, total, quiet
        self._done = 0
        self._begun = self._said = time.monotonic()
        self._bar = sys.stderr.isatty() and not quiet

    def __call__(self, result: Result) -> None:
        self._done += 1
        if result.judgement.verdict != "right" and not self._quiet:
            self._clear()
            print(
                f"{result.judgement.verdict:6} {self._name}: {result.case.q}\n       {'; '.join(result.judgement.reasons)}",
                flush=True,
            )
        now = time.monotonic()
        if self._bar:
            full = WIDTH * self._done // self._total
            left = (now - self._begun) / self._done * (self._total - self._done)
            sys.stderr.write(
                f"\r{self._name} [{'#' * full}{'.' * (WIDTH - full)}] {self._done}/{self._total}, {left:.0f} s left "
            )
            sys.stderr.flush()
        elif now - self._said > EVERY and not self._quiet:
            self._said = now
            print(f"{self._name}: {self._done} of {self._total}", file=sys.stderr, flush=True)

    def end(self, held: int) -> None:
        """The bar goes; how many answers were held from before is said."""
        self._clear()
        if held and not self._quiet:
            print(
                f"{self._name}: {held} of {self._total} answers were given before and not asked again (--fresh asks them).",
                file=sys.stderr,
                flush=True,
            )

    def _clear(self) -> None:
        if self._bar:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
