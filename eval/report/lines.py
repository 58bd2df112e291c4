"""The table of a run for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eval.report.data import Report
from eval.run import Score

HEADS = (
    "system",
    "right",
    "95 %",
    "wrong",
    "missed",
    "figures",
    "cited",
    "cites",
    "refusals",
    "refused",
    "R@1",
    "R@5",
    "MRR",
    "p50 ms",
    "p95 ms",
    "tokens",
)
LEGEND = (
    "figures: expected ones given exactly; cited: given ones that their citation holds; cites: expected ones given with such a "
    "citation; refusals: those that were due; refused: due ones that were given; R@k, MRR: rows or chunks that hold the figures"
)


def summary(report: Report, first: Score) -> Iterator[str]:
    """The first system by kind, all systems in one table, the pairs, and the first one's sum."""
    if report.systems:
        yield from table([HEADS, *(row(name, m) for name, m in report.systems.items())])
        yield f"({LEGEND})"
        for pair in report.pairs:
            yield (
                f"{pair['one']} right where {pair['other']} is not: {pair['only_one']}; the other way round: {pair['only_other']}; "
                f"McNemar p = {pair['p']:.2g}"
            )
        yield ""
    for truth, outcomes in (report.checker or {}).items():
        yield f"checker, {truth} sentences: " + ", ".join(
            f"{count} {outcome}" for outcome, count in sorted(outcomes.items())
        )
    yield from first.lines()


def modelled(m: dict[str, Any]) -> str:
    """What a chat model did, in a line."""
    failed = ", ".join(f"{kind} {n}" for kind, n in m["failures"].items())
    return (
        f"the model's words stand in {m['written'] + m['repaired']} answers ({m['repaired']} of them repaired), fell back in "
        f"{m['fell_back']}{f' ({failed})' if failed else ''}, not asked in {m['unasked']}; {m['requests']} requests, "
        f"{m['input_tokens']:,} + {m['output_tokens']:,} tokens, {m['seconds']:.1f} s"
    )


def row(name: str, m: dict[str, Any]) -> tuple[str, ...]:
    """A system's cells under HEADS."""
    found = m["retrieval"]
    recall = [found["recall"][k] for k in ("1", "5")] if found else [None, None]
    return (
        name,
        f"{m['count']['right']}/{m['questions']}",
        "{:.1%}–{:.1%}".format(*m["interval"]),
        str(m["count"]["wrong"]),
        str(m["count"]["missed"]),
        *(
            percent(m[key]["share"])
            for key in ("figures", "citation_precision", "citation_recall", "refusal_precision", "refusal_recall")
        ),
        *(percent(r) for r in recall),
        f"{found['mrr']:.2f}" if found else "–",
        f"{m['p50'] * 1000:.0f}",
        f"{m['p95'] * 1000:.0f}",
        f"{m['tokens']:,}" if m["tokens"] is not None else "–",
    )


def percent(share: float | None) -> str:
    """A share, a dash where there is none."""
    return "–" if share is None else f"{share:.1%}"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows in columns; the first one is the names, left, the others are right."""
    widths = [max(len(r[c]) for r in rows) for c in range(len(rows[0]))]
    for r in rows:
        yield "  ".join(
            [r[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(r[1:], widths[1:], strict=True))]
        )
