"""What a question is about: its kind, its language, and the department, place and year of its documents."""

from __future__ import annotations

from collections.abc import Callable

from eval.case import Case
from eval.systems.ground import Ground
from qa.lexicon import is_english

NONE, SEVERAL = "—", "several"
NAMES = ("kind", "department", "place", "year", "language")


def facets(case: Case, ground: Ground) -> dict[str, str]:
    """Facet to value; documents that are not in the corpus, and none, give "—"."""
    held = [d for d in map(ground.of_stem, case.docs) if d is not None]
    return {
        "kind": case.kind,
        "department": _one([d.department for d in held]),
        "place": _one([d.region for d in held]),
        "year": _one([str(d.year) if d.year else None for d in held]),
        "language": "en" if is_english(case.q) else "zh",
    }


def _one(values: list[str | None]) -> str:
    known = {v for v in values if v}
    return SEVERAL if len(known) > 1 else known.pop() if known else NONE


def by(name: str, ground: Ground) -> Callable[[Case], str]:
    """A facet as a function of the case."""
    return lambda case: facets(case, ground)[name]
