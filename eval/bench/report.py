"""The bench's results as a table in Markdown and as a plot in SVG, drawn by hand: two axes and a line for each
thing asked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from eval.bench.run import Step

_COLOURS = ("#0b5394", "#38761d", "#b45f06", "#990000", "#674ea7", "#134f5c", "#783f04", "#444444")
_WIDE, _HIGH, _LEFT, _TOP = 560, 300, 70, 20
_LOWEST, _HIGHEST = -2, 4
"""Powers of ten of a millisecond that the plot spans."""


def markdown(steps: Sequence[Step], machine: str) -> str:
    """A table of the steps, and one of what each thing asked takes on them, with its growth."""
    sizes = [f"{step.facts:,}" for step in steps]
    lines = [
        "# How the store grows", "", "Made by `python -m eval.bench`; synthetic disclosures of bodies that do not exist, SQLite, "
        "its file read once before so that the system holds it. "
        f"{machine}", "", f"| | {' | '.join(f'{size} facts' for size in sizes)} |", f"| --- |{' --- |' * len(steps)}",
        _row("documents", [f"{step.documents:,}" for step in steps]),
        _row("distinct texts", [f"{step.texts:,}" for step in steps]),
        _row("size, MB", [f"{step.megabytes:,.0f}" for step in steps]),
        _row("facts a second stored beside these", [f"{step.stored:,.0f}" for step in steps]), "",
        "Milliseconds: p50 / p95 on the clock (p50 of the processor's time, which other work on the machine does not stretch). "
        "Growth is of the last, from the first step to the last one.", "",
        f"| | {' | '.join(sizes)} | growth |", f"| --- |{' --- |' * len(steps)} --- |"]
    for name in steps[0].times:
        times = [step.times[name] for step in steps]
        cells = [f"{t.p50 * 1e3:,.2f} / {t.p95 * 1e3:,.2f} ({t.worked * 1e3:,.2f})" for t in times]
        lines.append(_row(name, [*cells, f"{times[-1].worked / max(times[0].worked, 1e-9):.1f}×"]))
    return "\n".join([*lines, "", "![p50 of each by size of corpus](bench.svg)", ""])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def plot(steps: Sequence[Step]) -> str:
    """p50 by the number of facts, both as powers of ten."""
    body = [_axis(steps)]
    for place, name in enumerate(steps[0].times):
        colour = _COLOURS[place % len(_COLOURS)]
        points = " ".join(f"{_across(step.facts, steps):.1f},{_up(step.times[name].worked * 1e3):.1f}" for step in steps)
        y = _TOP + 14 + 18 * place
        body.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body.append(f'<text x="{_LEFT + _WIDE + 12}" y="{y}" fill="{colour}">{escape(name)}</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 260} {_TOP + _HIGH + 50}" '
            f'font-family="sans-serif" font-size="12"><title>p50 by number of facts</title>{"".join(body)}</svg>\n')


def _axis(steps: Sequence[Step]) -> str:
    lines = []
    for power in range(_LOWEST, _HIGHEST + 1):
        y = _up(10.0**power)
        lines.append(f'<line x1="{_LEFT}" x2="{_LEFT + _WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
                     f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    for step in steps:
        x = _across(step.facts, steps)
        lines.append(f'<text x="{x:.1f}" y="{_TOP + _HIGH + 20}" text-anchor="middle">{step.facts:,}</text>')
    return "".join([*lines, f'<text x="{_LEFT + _WIDE / 2}" y="{_TOP + _HIGH + 40}" text-anchor="middle">facts</text>'])


def _across(facts: int, steps: Sequence[Step]) -> float:
    low, high = (math.log10(max(1, steps[at].facts)) for at in (0, -1))
    return _LEFT + 20 + (_WIDE - 40) * ((math.log10(max(1, facts)) - low) / (high - low) if high > low else 0.5)


def _up(milliseconds: float) -> float:
    power = min(max(math.log10(max(milliseconds, 1e-9)), _LOWEST), _HIGHEST)
    return _TOP + _HIGH * (_HIGHEST - power) / (_HIGHEST - _LOWEST)
