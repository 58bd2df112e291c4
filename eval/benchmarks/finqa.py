"""FinQA (annual reports, in English): its programs through the checker's arithmetic."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from eval.benchmarks.tally import BenchmarkUnreadable, Tally, entries
from eval.benchmarks.tree import NotExpressible, Number, Operation, Tree, expression_of, value
from qa.arithmetic import Average, Expression, Growth, Share, Sum, rounded

PLACES = 5
"""Digits that FinQA keeps of an executed answer."""
_STEP = re.compile(r"([a-z_]+)\(([^()]*)\)")
_SIGNS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}


def run(path: Path) -> Tally:
    """Every program of a FinQA file. Raises BenchmarkUnreadable."""
    tally = Tally("FinQA")
    for entry in entries(path, "FinQA"):
        try:
            _one(entry["qa"], entry["table"], [*entry["pre_text"], *entry["post_text"]], tally)
        except (KeyError, TypeError) as error:
            raise BenchmarkUnreadable(f"{path.name} is not of FinQA's format ({error} is missing).") from None
    return tally


def _one(qa: dict[str, Any], table: list[list[str]], text: Sequence[str], tally: Tally) -> None:
    shown = f"{qa['question']} {qa['program']} = {qa['exe_ans']}"
    try:
        expression, tree = compiled(qa["program"], table)
        if tree is not None:
            tally.operands(tree, [*(cell for row in table for cell in row), *text])
        tally.take("equal" if _agrees(expression, qa["exe_ans"]) else "differs", shown)
    except NotExpressible as reason:
        tally.take("not expressible", f"{shown} ({reason})")
    except ValueError as reason:
        tally.take("differs", f"{shown} ({reason})")


def compiled(program: str, table: Sequence[Sequence[str]] = ()) -> tuple[Expression, Tree | None]:
    """The checker's expression of a program, and its tree where it has one. Raises NotExpressible.

    >>> compiled("subtract(120, 100), divide(#0, 100)")[0].__class__.__name__
    'Growth'
    """
    steps = _STEP.findall(program)
    if not steps:
        raise NotExpressible(program)
    if steps[-1][0].startswith("table_"):
        if len(steps) > 1:
            raise NotExpressible("a row of the table among other steps")
        return _over_a_row(steps[0][0], steps[0][1].split(",")[0].strip(), table), None
    trees: list[Tree] = []
    for name, arguments in steps:
        if name not in _SIGNS:
            raise NotExpressible(name)
        left, right = (_operand(a.strip(), trees) for a in arguments.split(","))
        trees.append(Operation(_SIGNS[name], left, right))
    quotient = isinstance(trees[-1], Operation) and trees[-1].sign == "/"
    return expression_of(trees[-1], percent=quotient), trees[-1]


def _operand(text: str, trees: Sequence[Tree]) -> Tree:
    if text.startswith("#") and text[1:].isdigit() and int(text[1:]) < len(trees):
        return trees[int(text[1:])]
    if text.startswith("const_"):
        return Number(text.removeprefix("const_").replace("m", "-"), constant=True)
    bare = re.sub(r"[,$%\s]", "", text)
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        raise NotExpressible(f"{text} is no number")
    return Number(bare)


def _over_a_row(name: str, label: str, table: Sequence[Sequence[str]]) -> Expression:
    row = next((r for r in table if r and r[0].strip().lower() == label.lower()), None)
    if row is None or name not in ("table_sum", "table_average"):
        raise NotExpressible(f"{name}({label})")
    found = [re.search(r"-?\d[\d,]*(?:\.\d+)?", cell) for cell in row[1:]]
    cells = tuple(expression_of(Number(m[0].replace(",", ""))) for m in found if m)
    if not cells:
        raise NotExpressible(f"{label} has no numbers")
    return Sum(cells) if name == "table_sum" else Average(cells)


def _agrees(expression: Expression, answer: object) -> bool:
    """FinQA's quotients are shares of one, rounded to five digits."""
    found = value(expression)
    if isinstance(expression, Growth | Share):
        found /= 100
    try:
        want = Fraction(Decimal(str(answer)))
    except ArithmeticError:
        return False
    return rounded(found, PLACES) == rounded(want, PLACES)


def main(arguments: Sequence[str]) -> int:
    """Run FinQA's programs through the checker's arithmetic."""
    cli = argparse.ArgumentParser(prog="budget-qa eval finqa", description=main.__doc__)
    cli.add_argument("file", type=Path, help="train.json, dev.json or test.json")
    cli.add_argument("--show", type=int, default=0, metavar="N", help="show so many that do not agree")
    args = cli.parse_args(list(arguments))
    tally = run(args.file)
    print("\n".join([*tally.examples[: args.show], *tally.lines()]))
    return 0
