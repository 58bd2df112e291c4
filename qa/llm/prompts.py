"""The prompts, in files with a version, in the language of the question. Documents' words are only ever values."""

from __future__ import annotations

import hashlib
import string
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from qa.answer import Language

HERE = Path(__file__).resolve().parents[1] / "prompts"
Name = Literal["write", "repair", "plan"]
VARIABLES: dict[Name, frozenset[str]] = {
    "write": frozenset({"question", "records"}),
    "repair": frozenset({"question", "records", "draft", "doubts"}),
    "plan": frozenset({"question", "choices"}),
}


@dataclass(frozen=True)
class Prompt:
    """A prompt: its system text stands as it is, its user text has plain variables in braces."""

    name: Name
    language: Language
    number: int
    system: str
    user: str

    @property
    def version(self) -> str:
        """Name, language, number, and the first digits of a hash over its text: what a trace says."""
        digest = hashlib.sha256(f"{self.system}\n{self.user}".encode()).hexdigest()[:8]
        return f"{self.name}.{self.language}@{self.number}-{digest}"

    def filled(self, **values: str) -> Filled:
        """With its values set in; they are not read as templates themselves."""
        return Filled(self.version, self.system, self.user.format(**values))


@dataclass(frozen=True)
class Filled:
    """What is sent."""

    version: str
    system: str
    user: str

    def messages(self) -> list[Any]:
        """As LangChain takes it: messages, no templates."""
        from langchain_core.messages import HumanMessage, SystemMessage

        return [SystemMessage(self.system), HumanMessage(self.user)]


@lru_cache
def prompt(name: Name, language: Language) -> Prompt:
    """A prompt of the folder. Raises ValueError where it has other variables than are filled in, or more than names."""
    head, system, user = (HERE / f"{name}.{language}.md").read_text(encoding="utf-8").split("\n---\n")
    fields = [f for f in string.Formatter().parse(user) if f[1] is not None]
    if {f[1] for f in fields} != VARIABLES[name] or any(f[2] or f[3] for f in fields):
        raise ValueError(f"the variables of {name}.{language}.md are not {', '.join(sorted(VARIABLES[name]))}")
    return Prompt(name, language, int(head.removeprefix("version:")), system.strip(), user.strip())
