"""Conversations as they were understood so far, kept because each question comes with all that were asked before it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from qa.planner.carried import Parsed

MOST = 1000
"""Conversations, each at each of its questions; the one that was not gone on with for longest is forgotten first."""
Said = tuple[int | str, ...]
"""The store's generation, and the questions in their order."""


@dataclass
class Understood:
    """What the last question of a conversation was taken for; safe for threads."""

    most: int = MOST
    _kept: OrderedDict[Said, Parsed] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, said: Said) -> Parsed | None:
        """None where it is not known (any more)."""
        with self._lock:
            if said in self._kept:
                self._kept.move_to_end(said)
            return self._kept.get(said)

    def keep(self, said: Said, parsed: Parsed) -> None:
        """Keep it for the questions that follow."""
        with self._lock:
            self._kept[said] = parsed
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
