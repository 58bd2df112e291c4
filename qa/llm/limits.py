"""What keeps a chat model from costing too much: a breaker that rests after failures, and a purse for each day."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

IN_A_ROW = 3
"""So many failures in a row open the breaker."""
REST = 30.0
"""Seconds for which an open breaker lets nothing through; then one request may try."""


@dataclass
class Breaker:
    """Closed, requests pass. After `in_a_row` failures it is open for `rest` seconds, then lets one through to see."""

    in_a_row: int = IN_A_ROW
    rest: float = REST
    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _opened: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def lets(self) -> bool:
        """May a request go out? After the rest the first who asks may, and the next ones wait for what comes of it."""
        with self._lock:
            if self._opened is None:
                return True
            if self.clock() - self._opened < self.rest:
                return False
            self._opened = self.clock()
            return True

    def worked(self) -> None:
        with self._lock:
            self._failures, self._opened = 0, None

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= self.in_a_row:
                self._opened = self.clock()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


@dataclass
class Purse:
    """Requests and tokens of this process on this day (UTC), against what the settings allow; None: any number."""

    requests: int | None = None
    tokens: int | None = None
    today: Callable[[], str] = _today
    _day: str = ""
    _asked: int = 0
    _used: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, tokens: int) -> bool:
        """Is there room for one more request of about so many tokens? Then it counts, and so do they."""
        with self._lock:
            if self._day != self.today():
                self._day, self._asked, self._used = self.today(), 0, 0
            full = self.requests is not None and self._asked >= self.requests
            if full or (self.tokens is not None and self._used + tokens > self.tokens):
                return False
            self._asked += 1
            self._used += tokens
            return True

    def settle(self, guessed: int, used: int) -> None:
        """What was guessed of a request becomes what it used."""
        with self._lock:
            self._used = max(0, self._used + used - guessed)
