"""Every sentence that a rule of the audit can write has its English, which keeps all that it names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from qa.web.findings import in_english

RULES = sorted((Path(__file__).resolve().parents[2] / "corpus" / "rules").glob("*.py"))
NUMBER = re.compile(r"page|text|digits|expected|value|year|group|len")


def _shown(part: ast.expr, given: dict[str, int]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    text = ast.unparse(part)
    if "other.unit" in text or text.endswith((".unit}", "unit or ''}")):
        return "万元"
    if text == "{more}":
        return ""
    given["n"] += 1
    return f"{given['n']}7.5" if NUMBER.search(text) else f"名{given['n']}"


def sentences() -> list[str]:
    """The sentences of all rules, their slots filled with names and numbers."""
    out = []
    for path in RULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            given = {"n": 0}
            text = "".join(_shown(part, given) for part in node.values)
            if text.endswith("。") and len(text) > 8:
                out.append(text)
    return out


@pytest.mark.parametrize("why", sentences())
def test_every_sentence_of_the_rules_has_its_english(why: str) -> None:
    english = in_english(why)
    assert english is not None, why
    assert set(re.findall(r"\d+7\.5|名\d+", english)) == set(re.findall(r"\d+7\.5|名\d+", why)), english
    outside = re.sub("《[^》]*》|“[^”]*”|名|万元|公务接待费|总计", "", english)
    assert not re.search("[一-鿿]", outside), english


def test_words_in_slots_are_translated() -> None:
    why = "《支出总表》合计印的是 12.00，各项之和为 12.01。"
    assert in_english(why) == "合计 is printed as 12.00 in 《支出总表》; its items come to 12.01."


def test_what_no_rule_writes_stays_as_it_is() -> None:
    assert in_english("别的话。") is None
