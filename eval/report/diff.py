"""What changed between two runs: what got worse, what got better, what is answered otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eval.report.data import Asked, Judged, Report

_ORDER = ("wrong", "missed", "right")


@dataclass(frozen=True, slots=True)
class Change:
    """One system's answer to one question, in both runs."""

    system: str
    case: Asked
    before: Judged
    now: Judged

    @property
    def step(self) -> int:
        """Below zero where it got worse; wrong is worse than missed."""
        return _ORDER.index(self.now.verdict) - _ORDER.index(self.before.verdict)


def changed(before: Report, now: Report) -> Iterator[Change]:
    """Every question that both runs asked a system, where verdict or text differ; the worst first."""
    held = {case.id: case for case in before.cases}
    found = [
        Change(name, case, held[case.id].replies[name], judged)
        for case in now.cases
        if case.id in held
        for name, judged in case.replies.items()
        if name in held[case.id].replies
    ]
    differ = (c for c in found if c.step or c.before.answer.answer != c.now.answer.answer)
    yield from sorted(differ, key=lambda c: c.step)


def changes(before: Report, now: Report) -> tuple[int, list[str]]:
    """(how many got worse, the lines that say what changed)."""
    found = list(changed(before, now))
    worse, better = [c for c in found if c.step < 0], [c for c in found if c.step > 0]
    asked, held = {c.id for c in now.cases}, {c.id for c in before.cases}
    lines = [
        *_lines("worse", worse),
        *_lines("better", better),
        f"{len(worse)} worse, {len(better)} better, {len(found) - len(worse) - len(better)} worded otherwise; "
        f"{len(asked - held)} new questions, {len(held - asked)} no longer asked",
    ]
    if before.corpus != now.corpus:
        lines.append("The two runs were asked of different corpora.")
    return len(worse), lines


def _lines(word: str, found: list[Change]) -> Iterator[str]:
    for c in found:
        yield f"{word}: {c.system}: {c.before.verdict} -> {c.now.verdict}: {' > '.join([*c.case.history, c.case.q])}"
        yield f"       {'; '.join(c.now.reasons) or c.now.answer.answer[:100]}"
