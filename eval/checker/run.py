"""Run the bench: every item through the checker, a table of right and wrong by kind."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from eval.checker.kinds import KINDS
from eval.checker.material import Item, material
from index.ports import FactStore
from qa.check import Checked, check_text

BORNE_OUT = ("verified", "recomputed")


@dataclass
class Score:
    """What came out: by kind and truth, the items that went wrong, and the pace."""

    tally: dict[tuple[str, bool], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missed: list[tuple[Item, Checked]] = field(default_factory=list)
    seconds: float = 0.0

    def rate(self, true: bool) -> float:
        """The part of the false sentences that were found out, or of the true ones that were doubted."""
        total = Counter[str]()
        for (_, truth), counted in self.tally.items():
            if truth == true:
                total += counted
        wrong = total["off"] / max(1, total.total())
        return wrong if true else 1 - wrong

    @property
    def sentences(self) -> int:
        return sum(counted.total() for counted in self.tally.values())

    def lines(self) -> Iterable[str]:
        """The table, and the two rates."""
        for kind in dict.fromkeys(kind for kind, _ in self.tally):
            true, false = self.tally[kind, True], self.tally[kind, False]
            one = f"true: right {true['right']:4} off {true['off']:3}"
            yield f"{kind:20} {one}   false: found {false['right']:4} missed {false['off']:3}"
        yield (
            f"{self.sentences} sentences: detected {self.rate(False):.2%}, false alarms {self.rate(True):.2%}, "
            f"{self.sentences / max(self.seconds, 1e-9):.0f} a second"
        )


def borne_out(item: Item, checked: Checked) -> bool:
    """Does the checker bear out the figures in question (all figures, where none is named)?"""
    wanted = set(item.figures)
    figures = [f for f in checked.figures if not wanted or f.value in wanted]
    figures = figures[-1:] if len(wanted) == 1 else figures  # the one in question stands last
    return bool(figures) and (all if item.true else any)(f.verdict in BORNE_OUT for f in figures)


def run(store: FactStore, n: int = 60, seed: int = 7) -> Score:
    """Make up to `n` picks of each kind and judge them."""
    source = material(store, seed)
    items = [item for make in KINDS for item in make(source, n)]
    score = Score()
    begun = time.perf_counter()
    for item in items:
        checked = check_text(item.text, store)
        right = borne_out(item, checked) == item.true
        score.tally[item.kind, item.true]["right" if right else "off"] += 1
        if not right:
            score.missed.append((item, checked))
    score.seconds = time.perf_counter() - begun
    return score
