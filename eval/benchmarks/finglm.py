"""FinGLM (questions on annual reports, in Chinese): to question files of ours, and its growth rates through the checker's
arithmetic. Its score also asks for likeness to model answers, which is not counted here."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.model import unit_of
from eval.benchmarks.tally import BenchmarkUnreadable, Tally, entries
from eval.benchmarks.tree import fact, value
from eval.case import Case, dump, number
from qa.arithmetic import Cell, Growth, rounded

BEFORE = "上年"
_FIGURE = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元|%)?")
_OWN = ("key_word", "prom_answer")


def cases(path: Path) -> list[Case]:
    """The questions that have an answer with figures or key words. Raises BenchmarkUnreadable."""
    return [case for entry in entries(path, "FinGLM") if (case := case_of(entry, path.name)) is not None]


def case_of(entry: dict[str, Any], name: str = "") -> Case | None:
    """One of its questions as a case; None where it asks for free text."""
    try:
        question, prompt = entry["question"], entry.get("prompt") or {}
    except KeyError as error:
        raise BenchmarkUnreadable(f"{name} is not of FinGLM's format ({error} is missing).") from None
    told = str(prompt.get("prom_answer", ""))
    words = [re.escape(word) for word in re.split("[、,，;；]", str(prompt.get("key_word", ""))) if word.strip()]
    found = _FIGURE.findall(told)
    units = {unit for _, unit in found if unit}
    if not found and not words:
        return None
    if len(units) > 1 or not found:
        return Case(q=question, kind="finglm", must=[*words, *([re.escape(told)] if told else [])], why=_why(entry))
    return Case(
        q=question,
        kind="finglm",
        figures=[n for n, _ in found],
        unit=units.pop() if units else "",
        must=words,
        why=_why(entry),
    )


def _why(entry: dict[str, Any]) -> str:
    return f"FinGLM {entry.get('id', '')}".strip()


def run(path: Path) -> Tally:
    """Its growth rates: where an entry gives a figure and the one of the year before. Raises BenchmarkUnreadable."""
    tally = Tally("FinGLM")
    for entry in entries(path, "FinGLM"):
        prompt = entry.get("prompt") or {}
        pair = next(((k, BEFORE + k) for k in prompt if k not in _OWN and BEFORE + k in prompt), None)
        told = str(prompt.get("prom_answer", ""))
        if pair is None or "%" not in told:
            tally.outcomes["not a growth rate"] += 1
            continue
        now, before = (_amount(str(prompt[key])) for key in pair)
        want = number(told)
        if now is None or before is None or want is None:
            tally.take("not expressible", str(entry.get("question")))
            continue
        found = value(Growth(Cell(fact(now)), Cell(fact(before))))
        places = max(0, -int(want.as_tuple().exponent))
        tally.take("equal" if rounded(found, places) == want else "differs", f"{entry.get('question')} {told}")
    return tally


def _amount(text: str) -> str | None:
    found = _FIGURE.search(text)
    if found is None:
        return None
    bare, unit = number(found[1]), unit_of(found[2])
    return None if bare is None else str(bare.scaleb(unit.power) if unit is not None else bare)


def main(arguments: Sequence[str]) -> int:
    """Turn FinGLM's questions into a question file, and run its growth rates through the checker's arithmetic."""
    cli = argparse.ArgumentParser(prog="budget-qa eval finglm", description=main.__doc__)
    cli.add_argument("file", type=Path, help="answer.json or a file of JSON lines")
    cli.add_argument(
        "--out", type=Path, help="the question file to write, for `budget-qa eval` on a corpus of those reports"
    )
    args = cli.parse_args(list(arguments))
    print("\n".join(run(args.file).lines()))
    if args.out:
        found = cases(args.file)
        args.out.write_text(dump(found), encoding="utf-8")
        print(f"{len(found)} questions in {args.out}")
    return 0
