"""Answers are kept by case, corpus and variant; a run that is stopped goes on where it ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.cache import Cache, code_of
from eval.case import Case
from eval.run import Result, run
from eval.systems.reply import Hit, Reply
from tests.eval.test_judge import answer

CASES = [Case(q=f"{n}？", figures=["12.30"]) for n in range(5)]


class Counting:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        self.asked.append(question)
        return Reply(answer(), (Hit(document="a.pdf", text="12.30", page=3),), tokens=7)


def test_a_stopped_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    system = Counting()

    def stop(result: Result) -> None:
        if result.case.q == "2？":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("x", system, CASES, stop, Cache(tmp_path, "x", "corpus"))
    held = Cache(tmp_path, "x", "corpus")
    score = run("x", system, CASES, None, held)
    assert system.asked == [case.q for case in CASES] and held.found == 3
    assert score.count()["right"] == 5 and score.tokens == 35
    assert score.results[0].reply.hits == score.results[4].reply.hits and score.results[0].seconds > 0


@pytest.mark.parametrize("other", [("y", "corpus"), ("x", "another corpus"), ("x", "corpus", "another code")])
def test_another_variant_corpus_or_code_is_asked_anew(other: tuple[str, ...], tmp_path: Path) -> None:
    system = Counting()
    run("x", system, CASES, None, Cache(tmp_path, "x", "corpus"))
    run("x", system, CASES, None, Cache(tmp_path, *other))
    assert len(system.asked) == 2 * len(CASES)


def test_what_is_expected_may_change_without_asking_anew(tmp_path: Path) -> None:
    system = Counting()
    run("x", system, CASES, None, Cache(tmp_path, "x"))
    changed = [Case(q=case.q, figures=["1"]) for case in CASES]
    assert run("x", system, changed, None, Cache(tmp_path, "x")).count()["wrong"] == 5
    assert len(system.asked) == len(CASES)


def test_a_line_that_was_cut_off_is_asked_again(tmp_path: Path) -> None:
    system, cache = Counting(), Cache(tmp_path, "x")
    run("x", system, CASES, None, cache)
    text = cache.path.read_text(encoding="utf-8")
    cache.path.write_text(text[: text.rstrip().rfind("\n") + 40], encoding="utf-8")
    run("x", system, CASES, None, Cache(tmp_path, "x"))
    assert len(system.asked) == len(CASES) + 1
    run("x", system, CASES, None, Cache(tmp_path, "x"))
    assert len(system.asked) == len(CASES) + 1, "the answer given anew is kept though it follows a broken line"


def test_cleared(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "x")
    cache.put(CASES[0], Reply(answer()))
    cache.clear()
    assert CASES[0] not in cache and not cache.path.exists() and CASES[0] not in Cache(tmp_path, "x")


def test_the_code_is_part_of_what_an_answer_depends_on() -> None:
    assert code_of(("corpus", "qa")) == code_of(("corpus", "qa")) != code_of(("corpus",))
