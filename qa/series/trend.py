"""One item over the years of one department or of several, budgets and final accounts apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Kind
from qa.library import Body, Library
from qa.plan import Metric
from qa.resolve.locate import locate
from qa.series.figure import Shown, shown

KINDS: tuple[Kind, ...] = ("budget", "final")


@dataclass(frozen=True, slots=True)
class Point:
    """A year's figure; None where the disclosure of that year gives none."""

    year: int
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Line:
    """One department's figures of one kind, by year."""

    body: Body
    kind: Kind
    points: tuple[Point, ...]

    @property
    def some(self) -> bool:
        return any(point.shown is not None for point in self.points)


def trend(library: Library, phrase: str, bodies: Sequence[Body], kinds: Sequence[Kind] = KINDS) -> list[Line]:
    """The lines that hold a figure at all; only years of which the department discloses that kind."""
    metric = Metric(phrase=phrase)
    lines = [Line(body, kind, tuple(_points(library, metric, body, kind))) for body in bodies for kind in kinds]
    return [line for line in lines if line.some]


def _points(library: Library, metric: Metric, body: Body, kind: Kind) -> list[Point]:
    years = [year for year in body.years if body.of(year, kind)]
    return [Point(year, shown(locate(library, metric, body, year, kind, None))) for year in years]
