"""What a benchmark's run came to: what the checker's arithmetic can express, and what agrees."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.errors import BudgetQAError
from eval.benchmarks.tree import Tree, numbers

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


class BenchmarkUnreadable(BudgetQAError):
    """A file that is not of the benchmark's format."""


@dataclass
class Tally:
    """`outcomes` counts equal, differs, not expressible; `printed` the operands that the context prints."""

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)
    printed: Counter[bool] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def take(self, outcome: str, example: str) -> None:
        """Count one computation; what does not agree is kept to be shown."""
        self.outcomes[outcome] += 1
        if outcome != "equal":
            self.examples.append(f"{outcome}: {example}")

    def operands(self, tree: Tree, context: Iterable[str]) -> None:
        """Count which operands are printed in the context."""
        held = {abs(Decimal(n.replace(",", ""))) for text in context for n in _NUMBER.findall(text)}
        for leaf in numbers(tree):
            if not leaf.constant:
                self.printed[abs(leaf.value) in held] += 1

    def lines(self) -> Iterator[str]:
        """What was run, and what came of it."""
        n = sum(self.outcomes.values())
        tried = self.outcomes["equal"] + self.outcomes["differs"]
        yield f"{self.name}: {n} questions; " + ", ".join(
            f"{count} {outcome}" for outcome, count in self.outcomes.most_common()
        )
        yield (
            f"expressible: {tried}; of these equal to the benchmark's answer: {self.outcomes['equal']}"
            + (f" = {self.outcomes['equal'] / tried:.1%}" if tried else "")
        )
        if operands := sum(self.printed.values()):
            yield f"operands printed in the table or text: {self.printed[True]} of {operands} = {self.printed[True] / operands:.1%}"


def entries(path: Path, name: str) -> list[dict[str, Any]]:
    """The list of a JSON file, or the objects of a JSON-lines file. Raises BenchmarkUnreadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BenchmarkUnreadable(f"{path} cannot be read: give the path of {name}'s data file.") from None
    try:
        found = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(line) for line in text.splitlines() if line.strip()]
        )
    except ValueError:
        raise BenchmarkUnreadable(f"{path.name} is no JSON: give {name}'s data file as it is published.") from None
    if not all(isinstance(entry, dict) for entry in found):
        raise BenchmarkUnreadable(f"{path.name} is no list of objects: give {name}'s data file as it is published.")
    return list(found)
