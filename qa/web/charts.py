"""Charts as Plotly takes them: plain data, drawn in the browser by the bundle that plotly's package holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.series import Comparison, Composition, Line
from qa.web.words import Words

COLOURS = ("#2f69ae", "#c2571a", "#2b8a57", "#8a4fb0", "#b08a00", "#117f8f", "#b03060", "#5b6773")
"""Each at least 3:1 against white and against the dark ground."""
MOST_SLICES = 12


def trend_chart(lines: Sequence[Line], words: Words) -> dict[str, Any]:
    """A line for each department and kind: budgets dashed, final accounts drawn through."""
    names = list(dict.fromkeys(line.body.name for line in lines))
    traces = []
    for line in lines:
        held = [p for p in line.points if p.shown is not None]
        colour = COLOURS[names.index(line.body.name) % len(COLOURS)]
        name = words(line.kind) if len(names) == 1 else f"{line.body.name} · {words(line.kind)}"
        traces.append({
            "type": "scatter", "mode": "lines+markers", "name": name, "connectgaps": False,
            "x": [str(p.year) for p in held], "y": [float(p.shown.value) for p in held if p.shown],
            "text": [f"{p.shown.text} {p.shown.unit}" for p in held if p.shown],
            "hovertemplate": "%{x}　%{text}<extra>%{fullData.name}</extra>",
            "line": {"color": colour, "width": 2.5, "dash": "dash" if line.kind == "budget" else "solid"},
            "marker": {"size": 8, "symbol": "circle-open" if line.kind == "budget" else "circle"},
        })
    units = list(dict.fromkeys(p.shown.unit for line in lines for p in line.points if p.shown))
    return {"data": traces, "layout": {"xaxis": {"type": "category", "categoryorder": "category ascending"},
                                       "yaxis": {"title": {"text": " / ".join(units), "standoff": 14}, "rangemode": "tozero"}}}


def parts_chart(found: Composition, words: Words) -> dict[str, Any]:
    """A tree map of the lowest lines; what lies above them is as large as they are together."""
    ids, labels, parents, values, texts = [], [], [], [], []
    printed = {part.path for part in found.parts}
    for part in found.parts:
        above = next((part.path[:n] for n in range(len(part.path) - 1, 0, -1) if part.path[:n] in printed), ())
        ids.append("›".join(part.path))
        labels.append(part.label)
        parents.append("›".join(above))
        values.append(max(0.0, float(part.shown.value)) if part.leaf else 0.0)
        texts.append(f"{part.shown.text} {part.shown.unit}" + (f" · {part.share.text}%" if part.share else ""))
    trace = {"type": "treemap", "ids": ids, "labels": labels, "parents": parents, "values": values, "text": texts,
             "branchvalues": "remainder", "textinfo": "label+text",
             "hovertemplate": "%{label}<br>%{text}<extra></extra>",
             "pathbar": {"visible": False}, "tiling": {"pad": 2}}
    return {"data": [trace], "layout": {"treemapcolorway": list(COLOURS), "height": 440,
                                        "uniformtext": {"minsize": 11, "mode": "hide"},
                                        "margin": {"t": 4, "l": 4, "r": 4, "b": 4}}}


def compare_chart(found: Comparison, names: tuple[str, str]) -> dict[str, Any]:
    """Two bars for each item that both print in one unit, without what the others would hide."""
    pairs = [p for p in found.pairs if p.left and p.right and p.left.unit == p.right.unit == "万元"][:MOST_SLICES]
    traces = []
    for side, (name, colour) in enumerate(zip(names, COLOURS, strict=False)):
        shown = [(p.item, p.right if side else p.left) for p in reversed(pairs)]
        traces.append({
            "type": "bar", "orientation": "h", "name": name, "marker": {"color": colour},
            "y": [item for item, _ in shown], "x": [float(s.value) for _, s in shown if s],
            "text": [s.text for _, s in shown if s], "textposition": "auto", "textangle": 0,
            "hovertemplate": "%{y}　%{text} 万元<extra>%{fullData.name}</extra>",
        })
    traces.reverse()  # of a group of bars the last stands on top
    return {"data": traces, "layout": {
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "reversed"},
        "margin": {"t": 44, "r": 12, "b": 40, "l": 12},
        "barmode": "group", "height": 120 + 46 * len(pairs), "bargap": 0.25,
        "xaxis": {"title": {"text": "万元"}, "rangemode": "tozero", "tickformat": ",", "nticks": 5},
        "yaxis": {"automargin": True},
    }}
