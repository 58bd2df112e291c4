"""Ask a system all cases, judge its answers, and add up."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.case import Case
from eval.judge import Judgement, judge
from qa.answer import Answer


class System(Protocol):
    """Anything that answers."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """One answer."""
        ...


@dataclass(frozen=True, slots=True)
class Result:
    """A case, what was answered, how it was judged, and how long it took (seconds)."""

    case: Case
    answer: Answer
    judgement: Judgement
    seconds: float


@dataclass(frozen=True)
class Score:
    """The results of one system on one set of cases."""

    system: str
    results: tuple[Result, ...]

    def count(self, results: Iterable[Result] | None = None) -> Counter[str]:
        """How many were right, wrong, missed."""
        return Counter(r.judgement.verdict for r in (self.results if results is None else results))

    def by_kind(self) -> dict[str, Counter[str]]:
        """The same for each kind of question."""
        groups: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            groups[result.case.kind].append(result)
        return {kind: self.count(group) for kind, group in sorted(groups.items())}

    @property
    def right(self) -> float:
        """The share of right answers."""
        return self.count()["right"] / max(1, len(self.results))

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the warm answers came."""
        warm = sorted(r.seconds for r in self.results[1:] or self.results)
        return warm[min(len(warm) - 1, int(len(warm) * share))] if warm else 0.0

    def lines(self) -> Iterator[str]:
        """The table, and the sum below it."""
        for kind, count in self.by_kind().items():
            asked = sum(count.values())
            yield f"{kind:16} right {count['right']:3}/{asked:<3} wrong {count['wrong']:3} missed {count['missed']:3}"
        total = self.count()
        yield f"p50 {self.percentile(0.5) * 1000:.0f} ms, p95 {self.percentile(0.95) * 1000:.0f} ms"
        yield (
            f"{self.system}: right {total['right']}/{len(self.results)} = {self.right:.1%}, "
            f"wrong {total['wrong']}, missed {total['missed']}"
        )


def run(name: str, system: System, cases: Sequence[Case], seen: Callable[[Result], None] | None = None) -> Score:
    """Ask every case in order; `seen` is told each result as it comes."""
    results: list[Result] = []
    for case in cases:
        begun = time.perf_counter()
        answer = system.ask(case.q, case.history)
        result = Result(case, answer, judge(case, answer), time.perf_counter() - begun)
        results.append(result)
        if seen is not None:
            seen(result)
    return Score(name, tuple(results))
