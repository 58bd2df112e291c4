"""Straight lines in the form that pdfplumber finds tables by."""

from __future__ import annotations

from typing import Any

Edge = dict[str, Any]


def edge_of(x0: float, top: float, x1: float, bottom: float, orientation: str) -> Edge:
    """A line by its ends (points, origin at the top left); `orientation` is h or v."""
    return {
        "object_type": "edge",
        "orientation": orientation,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }
