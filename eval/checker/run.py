"""Run the bench: every item through the checker, and a confusion table by kind."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from eval.checker.computed import completion, computed, over_years
from eval.checker.kinds import KINDS, Maker
from eval.checker.manners import denied, parts_of, ranked, vague, written
from eval.checker.material import Item, Material, material
from eval.checker.pasted import pasted
from eval.checker.said import SAID
from eval.checker.statements import column, lists, single
from eval.checker.threads import THREADS
from index.ports import FactStore
from qa.check import Checked, check_text

BORNE_OUT = ("verified", "recomputed")
MAKERS: tuple[Maker, ...] = (
    *KINDS,
    *(single, column, lists, computed, over_years, completion),
    *(written, vague, parts_of, denied, ranked, pasted),
    *THREADS,
    *SAID,
)
Outcome = Literal["borne out", "contradicted", "unsupported"]


@dataclass
class Score:
    """What came out: by kind and truth, the items that went wrong, and the pace."""

    tally: dict[tuple[str, bool], Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))
    missed: list[tuple[Item, Checked]] = field(default_factory=list)
    seconds: float = 0.0

    def total(self, true: bool) -> Counter[Outcome]:
        """The outcomes of all true (or all false) sentences."""
        total = Counter[Outcome]()
        for (_, truth), counted in self.tally.items():
            if truth == true:
                total += counted
        return total

    def rate(self, true: bool) -> float:
        """The part of the false sentences that was not borne out, or of the true ones that was not."""
        total = self.total(true)
        wrong = 1 - total["borne out"] / max(1, total.total())
        return wrong

    @property
    def alarms(self) -> float:
        """The part of the true sentences in which anything is called contradicted."""
        total = self.total(True)
        return total["contradicted"] / max(1, total.total())

    @property
    def sentences(self) -> int:
        return sum(counted.total() for counted in self.tally.values())

    def lines(self) -> Iterable[str]:
        """The confusion table, and the rates."""
        yield f"{'':28} {'true: borne out':>16} {'unsupported':>12} {'contradicted':>13}   {'false: contradicted':>20} {'unsupported':>12} {'missed':>7}"
        for kind in dict.fromkeys(kind for kind, _ in self.tally):
            true, false = self.tally[kind, True], self.tally[kind, False]
            yield (
                f"{kind:28} {true['borne out']:16} {true['unsupported']:12} {true['contradicted']:13}   "
                f"{false['contradicted']:20} {false['unsupported']:12} {false['borne out']:7}"
            )
        yield (
            f"{self.sentences} sentences: falsified {self.total(False).total()}, detected {self.rate(False):.2%}; true "
            f"{self.total(True).total()}, false alarms {self.alarms:.2%}, not borne out {self.rate(True):.2%}; "
            f"{self.sentences / max(self.seconds, 1e-9):.0f} a second of one core"
        )


def outcome(item: Item, checked: Checked) -> Outcome:
    """What the checker makes of the figures in question (of all figures, where none is named).

    A true sentence is doubted where any figure of it is contradicted; a false one is missed where a figure in question
    that is false is borne out.
    """
    wanted = set(item.figures)
    figures = [f for f in checked.figures if not wanted or f.value in wanted]
    figures = figures[-1:] if len(wanted) == 1 else figures  # the one in question stands last
    if any(f.verdict == "contradicted" for f in (checked.figures if item.true else figures)):
        borne = not item.true and any(f.verdict in BORNE_OUT for f in figures)
        return "borne out" if borne else "contradicted"
    borne = bool(figures) and (all if item.true else any)(f.verdict in BORNE_OUT for f in figures)
    return "borne out" if borne else "unsupported"


def items(source: Material, n: int) -> Iterator[Item]:
    """Up to `n` picks of each kind."""
    for make in MAKERS:
        yield from make(source, n)


def run(store: FactStore, n: int = 60, seed: int = 7) -> Score:
    """Make up to `n` picks of each kind and judge them."""
    made = list(items(material(store, seed), n))
    score = Score()
    begun = time.process_time()
    for item in made:
        checked = check_text(item.text, store)
        found = outcome(item, checked)
        score.tally[item.kind, item.true][found] += 1
        if (found == "borne out") != item.true:
            score.missed.append((item, checked))
    score.seconds = time.process_time() - begun
    return score
