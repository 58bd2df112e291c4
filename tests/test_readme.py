"""Both READMEs and .env.example name every setting, with its default."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.settings import PREFIX, Settings

FILES = ("README.md", "README.zh.md", ".env.example")


@pytest.mark.parametrize("file", FILES)
def test_every_setting_is_named_and_no_other(file: str, root: Path) -> None:
    named = set(re.findall(rf"(?:^#|\| `){PREFIX}([A-Z_]+)", (root / file).read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_readme_says_of_each_setting_what_the_program_says(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"| `{PREFIX}{name.upper()}` | {field.description} |" in text


@pytest.mark.parametrize("file", FILES)
def test_no_machine_is_named(file: str, root: Path) -> None:
    assert not re.search(r"/work/|/home/|/opt/|/root/", (root / file).read_text(encoding="utf-8"))


def test_the_two_commands_are_targets(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z-]+)", (root / "README.md").read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
