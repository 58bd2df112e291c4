"""Why a figure is judged as it is, as data that is said in the language of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.check.words import load

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason by its key in reasons.yaml; `values` fill its gaps, and may be reasons themselves."""

    key: str
    values: tuple[str | Reason, ...] = ()

    def say(self, language: Language) -> str:
        """The reason in a language."""
        filled = [v.say(language) if isinstance(v, Reason) else v for v in self.values]
        return _sentences()[self.key][language].format(*filled)


def because(key: str, *values: str | int | Reason | None) -> Reason:
    """A reason; every value that is no reason is said as text."""
    return Reason(key, tuple(v if isinstance(v, Reason) else str(v) for v in values))


def say(reasons: Iterable[Reason], language: Language) -> str:
    """All of them, one after the other."""
    return ("；" if language == "zh" else "; ").join(reason.say(language) for reason in reasons)


@lru_cache
def _sentences() -> dict[str, dict[Language, str]]:
    found: dict[str, dict[Language, str]] = load("reasons.yaml")
    return found
