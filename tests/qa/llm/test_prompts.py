"""The prompts: versioned files in both languages, and nothing of LangChain reads what users or documents sent."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from qa.answer import Language
from qa.llm import prompts
from qa.llm.prompts import VARIABLES, Name, prompt

NAMES: list[tuple[Name, Language]] = [(name, language) for name in VARIABLES for language in ("zh", "en")]
KNOWN = Path(__file__).with_name("prompts.json")
"""The hash of each version that was ever shipped: a changed prompt needs a new number."""


@pytest.mark.parametrize(("name", "language"), NAMES)
def test_a_changed_prompt_has_a_new_number(name: Name, language: Language) -> None:
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    version, _, digest = prompt(name, language).version.partition("-")
    assert known.get(version) == digest, f"{name}.{language}.md was changed: give it a new number, and write {version}: {digest}"


def test_the_folder_holds_these_and_no_others() -> None:
    assert {p.name for p in prompts.HERE.glob("*.md")} == {f"{name}.{language}.md" for name, language in NAMES}


@pytest.mark.parametrize(("name", "language"), NAMES)
def test_prompts_are_short(name: Name, language: Language) -> None:
    assert len(prompt(name, language).system) < 1600


@pytest.mark.parametrize("value", ["{question}", "{records.__class__}", "{{f1}}", "{0}", "%s", "${x}"])
def test_values_are_no_templates(value: str) -> None:
    filled = prompt("write", "zh").filled(question=value, records=value)
    assert filled.user.count(value) == 2 and filled.system == prompt("write", "zh").system


@pytest.mark.parametrize("user", ["{question}{records}{more}", "{question.x}{records}", "{question!r}{records}", "{question:>9}{records}"])
def test_a_template_has_its_variables_and_nothing_else(user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "write.zh.md").write_text(f"version: 1\n---\nx\n---\n{user}\n", encoding="utf-8")
    monkeypatch.setattr(prompts, "HERE", tmp_path)
    with pytest.raises(ValueError, match="variables"):
        prompts.prompt.__wrapped__("write", "zh")


def test_nothing_is_loaded_by_langchain(root: Path) -> None:
    """CVE-2025-68664, CVE-2025-65106: no deserialisation, no templates of its own."""
    wrong = []
    for path in [*(root / "qa").rglob("*.py"), *(root / "index").rglob("*.py"), *(root / "eval").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            names = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            if module.startswith(("langchain_core.load", "langchain_core.prompts", "langchain.hub")) or "pickle" in names:
                wrong.append(f"{path}:{module}")
    assert wrong == []
