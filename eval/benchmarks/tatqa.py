"""TAT-QA (tables and text of annual reports, in English): its derivations through the checker's arithmetic."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from eval.benchmarks.tally import BenchmarkUnreadable, Tally, entries
from eval.benchmarks.tree import NotExpressible, expression_of, parse, value
from eval.case import number
from qa.arithmetic import rounded


def run(path: Path) -> Tally:
    """Every arithmetic question of a TAT-QA file. Raises BenchmarkUnreadable."""
    tally = Tally("TAT-QA")
    for context in entries(path, "TAT-QA"):
        try:
            printed = [str(cell) for row in context["table"]["table"] for cell in row] + [
                p["text"] for p in context["paragraphs"]
            ]
            for question in context["questions"]:
                _one(question, printed, tally)
        except (KeyError, TypeError) as error:
            raise BenchmarkUnreadable(f"{path.name} is not of TAT-QA's format ({error} is missing).") from None
    return tally


def _one(question: dict[str, Any], printed: Sequence[str], tally: Tally) -> None:
    shown = f"{question['question']} {question['derivation']} = {question['answer']} {question['scale']}"
    if question["answer_type"] != "arithmetic":
        tally.outcomes["not arithmetic"] += 1
        return
    percent = question["scale"] == "percent"
    try:
        tree = parse(question["derivation"])
        expression = expression_of(tree, percent)
        tally.operands(tree, printed)
        tally.take("equal" if _agrees(value(expression), question["answer"]) else "differs", shown)
    except NotExpressible as reason:
        tally.take("not expressible", f"{shown} ({reason})")
    except ValueError as reason:
        tally.take("differs", f"{shown} ({reason})")


def _agrees(found: Any, answer: object) -> bool:
    """Equal once rounded to the digits of the answer; TAT-QA rounds to two at most."""
    want = number(answer)
    if want is None:
        return False
    places = min(2, max(0, -int(want.as_tuple().exponent)))
    return rounded(found, places) == round(Decimal(want), places)


def main(arguments: Sequence[str]) -> int:
    """Run TAT-QA's derivations through the checker's arithmetic."""
    cli = argparse.ArgumentParser(prog="budget-qa eval tatqa", description=main.__doc__)
    cli.add_argument("file", type=Path, help="tatqa_dataset_train.json, _dev.json or _test_gold.json")
    cli.add_argument("--show", type=int, default=0, metavar="N", help="show so many that do not agree")
    args = cli.parse_args(list(arguments))
    tally = run(args.file)
    print("\n".join([*tally.examples[: args.show], *tally.lines()]))
    return 0
