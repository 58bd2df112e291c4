"""Ask a system all cases, judge its answers, and add up. A run that is stopped goes on where it ended."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from eval.cache import Cache
from eval.case import Case
from eval.judge import Judgement, judge
from eval.systems.reply import Reply, System, timed
from qa.answer import Answer


@dataclass(frozen=True, slots=True)
class Result:
    """A case, what was said to it, and how that was judged."""

    case: Case
    reply: Reply
    judgement: Judgement

    @property
    def answer(self) -> Answer:
        return self.reply.answer

    @property
    def seconds(self) -> float:
        return self.reply.seconds or 0.0

    @property
    def right(self) -> bool:
        return self.judgement.verdict == "right"


@dataclass(frozen=True)
class Score:
    """The results of one system on one set of cases."""

    system: str
    results: tuple[Result, ...]

    def count(self, results: Iterable[Result] | None = None) -> Counter[str]:
        """How many were right, wrong, missed."""
        return Counter(r.judgement.verdict for r in (self.results if results is None else results))

    def by(self, facet: Callable[[Case], str]) -> dict[str, Counter[str]]:
        """The same for each value of a facet of the cases."""
        groups: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            groups[facet(result.case)].append(result)
        return {value: self.count(group) for value, group in sorted(groups.items())}

    def by_kind(self) -> dict[str, Counter[str]]:
        """The same for each kind of question."""
        return self.by(lambda case: case.kind)

    @property
    def right(self) -> float:
        """The share of right answers."""
        return self.count()["right"] / max(1, len(self.results))

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the warm answers came."""
        warm = sorted(r.seconds for r in self.results[1:] or self.results)
        return warm[min(len(warm) - 1, int(len(warm) * share))] if warm else 0.0

    @property
    def tokens(self) -> int | None:
        """Tokens that a model took and gave; None where no answer tells of any."""
        told = [r.reply.tokens for r in self.results if r.reply.tokens is not None]
        return sum(told) if told else None

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


def run(
    name: str,
    system: System,
    cases: Sequence[Case],
    seen: Callable[[Result], None] | None = None,
    cache: Cache | None = None,
) -> Score:
    """Ask every case in order; `seen` is told each result as it comes. What the cache holds is judged and not asked."""
    results: list[Result] = []
    for case in cases:
        reply = cache.get(case) if cache else None
        if reply is None:
            begun = time.perf_counter()
            said = system.ask(case.q, case.history)
            reply = timed(said, time.perf_counter() - begun)
            if cache:
                cache.put(case, reply)
        result = Result(case, reply, judge(case, reply.answer))
        results.append(result)
        if seen is not None:
            seen(result)
    return Score(name, tuple(results))
