"""Figures side by side: one item over years and departments, the parts of a whole, two disclosures compared."""

from qa.series.compare import Comparison, Pair, compare
from qa.series.figure import Shown, shown
from qa.series.parts import Composition, Part, composition, tables_with_parts
from qa.series.trend import Line, Point, trend

__all__ = [
    "Comparison",
    "Composition",
    "Line",
    "Pair",
    "Part",
    "Point",
    "Shown",
    "compare",
    "composition",
    "shown",
    "tables_with_parts",
    "trend",
]
