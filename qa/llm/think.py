"""The thoughts of a model that thinks aloud (<think>…</think>) are kept out of what it says."""

from __future__ import annotations

_OPEN, _CLOSE = "<think>", "</think>"


class Spoken:
    """What is said outside of thoughts, piece by piece; a tag may be cut by the pieces."""

    def __init__(self) -> None:
        self._held, self._thinking = "", False

    def more(self, piece: str) -> str:
        """What this piece adds to what is said."""
        self._held += piece
        said = ""
        while True:
            tag = _CLOSE if self._thinking else _OPEN
            before, found, after = self._held.partition(tag)
            if not found:
                break
            said += "" if self._thinking else before
            self._held, self._thinking = after, not self._thinking
        kept = next((n for n in range(min(len(tag) - 1, len(self._held)), 0, -1) if self._held.endswith(tag[:n])), 0)
        cut = len(self._held) - kept
        said += "" if self._thinking else self._held[:cut]
        self._held = self._held[cut:]
        return said

    def rest(self) -> str:
        """What was held back at the end."""
        held, self._held = self._held, ""
        return "" if self._thinking else held
