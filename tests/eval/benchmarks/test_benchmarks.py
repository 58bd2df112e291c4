"""Outside benchmarks on small files of their formats: what agrees, what does not, what cannot be said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval.benchmarks import finglm, finqa, tatqa
from eval.benchmarks.tally import BenchmarkUnreadable
from eval.benchmarks.tree import NotExpressible, expression_of, parse, value
from eval.case import load
from qa.arithmetic import rounded

DATA = Path(__file__).parent / "data"
DERIVATIONS = {
    "growth": ("(120 - 100)/100", True, "Growth", "20"),
    "growth as a quotient less one": ("120/100 - 1", True, "Growth", "20"),
    "a share": ("30/120", True, "Share", "25"),
    "how many times": ("30/120", False, "Ratio", "0.25"),
    "a quotient told in percent": ("30/120*100", True, "Share", "25"),
    "an average of two": ("(10 + 20)/2", False, "Average", "15"),
    "a sum halved where it has three terms is no average": ("(10 + 20 + 30)/2", False, "Ratio", "30"),
    "a difference of shares": ("10/40 - 10/50", True, "Difference", "5"),
    "thousands, dollars, brackets": ("[$1,200 - 1,000]", False, "Difference", "200"),
    "a sum of sums": ("1 + (2 + 3) + 4", False, "Sum", "10"),
    "negative numbers": ("-5 + 3", False, "Sum", "-2"),
    "division signs": ("12 ÷ 4", False, "Ratio", "3"),
}
CANNOT = ["3 * 4", "2 ** 3", "max(1, 2)", "", "##", "a + b"]


@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_derivation_becomes_an_expression_of_the_checker(name: str) -> None:
    derivation, percent, kind, result = DERIVATIONS[name]
    found = expression_of(parse(derivation), percent)
    assert (type(found).__name__, rounded(value(found), 2)) == (kind, Decimal(result))


@pytest.mark.parametrize("derivation", CANNOT)
def test_what_the_checker_has_no_expression_for_is_not_forced(derivation: str) -> None:
    with pytest.raises(NotExpressible):
        expression_of(parse(derivation))


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(ValueError, match="zero"):
        value(expression_of(parse("1/0")))


def test_tatqa() -> None:
    tally = tatqa.run(DATA / "tatqa.json")
    assert dict(tally.outcomes) == {"equal": 6, "differs": 1, "not expressible": 1, "not arithmetic": 1}
    assert tally.printed[True] == 17 and tally.printed[False] == 1, "the average's 2 is printed nowhere"
    assert any("A wrong one" in line for line in tally.examples)


def test_finqa() -> None:
    tally = finqa.run(DATA / "finqa.json")
    assert dict(tally.outcomes) == {"equal": 4, "differs": 1, "not expressible": 2}


def test_finglm_growth_rates() -> None:
    tally = finglm.run(DATA / "finglm.jsonl")
    assert dict(tally.outcomes) == {"not a growth rate": 3, "equal": 1, "differs": 1}


def test_finglm_questions_become_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert finglm.main([str(DATA / "finglm.jsonl"), "--out", str(tmp_path / "q.yaml")]) == 0
    found = load(tmp_path / "q.yaml")
    assert [(c.figures, c.unit, c.must) for c in found[:2]] == [
        (["1234567.80"], "元", ["财务费用", "2020"]),
        (["25.00"], "%", ["净利润", "上年净利润"]),
    ]
    assert found[3].figures == [] and "张三" in found[3].must and len(found) == 4
    assert "4 questions" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["tatqa", "finqa", "finglm"])
def test_a_file_of_another_format_is_named(name: str, tmp_path: Path) -> None:
    module = {"tatqa": tatqa, "finqa": finqa, "finglm": finglm}[name]
    for text in ("no json", "[1]", '[{"nothing": 1}]'):
        (tmp_path / "x.json").write_text(text, encoding="utf-8")
        with pytest.raises(BenchmarkUnreadable, match=r"x\.json"):
            finglm.cases(tmp_path / "x.json") if name == "finglm" else module.run(tmp_path / "x.json")
    with pytest.raises(BenchmarkUnreadable, match="cannot be read"):
        module.run(tmp_path / "none.json")


@pytest.mark.parametrize("name", ["tatqa.json", "finqa.json"])
def test_the_commands_say_what_was_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert {"tatqa.json": tatqa.main, "finqa.json": finqa.main}[name]([str(DATA / name), "--show", "1"]) == 0
    assert "expressible" in capsys.readouterr().out
