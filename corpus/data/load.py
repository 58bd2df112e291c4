"""Typed doors to the vocabulary: glossary, classifications, organisations, places, readings. Each is read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from corpus.ablation import left_out

HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Term:
    """An official term and what citizens say for it.

    `aliases`: all of it, for finding. `holds`: those of them that are only a part of it (快递费 of 邮电费): the term's
    amount is an upper bound for them and never theirs.
    `parts`: the lines that together are meant where no line bears the term itself (水电费: 水费 + 电费).
    `also`: official names of the same thing elsewhere or in other years. `near`: what it is mistaken for.
    `tables`: canonical kinds of the tables that say it best, best first. `total`: it asks for a table's total.
    """

    name: str
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    code: str | None = None
    total: bool = False
    holds: tuple[str, ...] = ()

    @property
    def whole(self) -> tuple[str, ...]:
        """What is said for all of it."""
        return tuple(alias for alias in self.aliases if alias not in self.holds)

    @property
    def names(self) -> tuple[str, ...]:
        """Its official names, the usual one first."""
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Subject:
    """A line of a classification: its code, its names (the newest first) and the scheme it belongs to."""

    code: str
    names: tuple[str, ...]
    scheme: str

    @property
    def name(self) -> str:
        return self.names[0]


def read(name: str) -> Any:
    """A YAML file of this folder, by the C parser where it is built in."""
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=_LOADER)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(str(v) for v in (value if isinstance(value, list) else str(value).split() if value else ()))


def _term(name: str, entry: dict[str, Any]) -> Term:
    english = entry.get("en", ())
    return Term(
        name=name,
        aliases=(*_names(entry.get("say")), *_names(entry.get("holds"))),
        also=_names(entry.get("also")),
        near=_names(entry.get("not")),
        english=tuple(english.split("; ")) if isinstance(english, str) else tuple(english),
        parts=_names(entry.get("parts")),
        tables=_names(entry.get("tables")),
        code=str(entry["code"]) if "code" in entry else None,
        total=bool(entry.get("total", False)),
        holds=_names(entry.get("holds")),
    )


@lru_cache
def glossary() -> tuple[Term, ...]:
    """All official terms with their aliases, in the order of the file."""
    if left_out("glossary"):
        return ()
    return tuple(_term(name, entry or {}) for group in read("glossary.yaml").values() for name, entry in group.items())


@lru_cache
def _subjects(file: str) -> dict[str, Subject]:
    found: dict[str, Subject] = {}
    for scheme, codes in read(file).items():
        for code, names in codes.items():
            found[str(code)] = Subject(str(code), tuple(str(names).split(" | ")), scheme)
    return found


def functional() -> dict[str, Subject]:
    """支出功能分类 by code: 类 3 digits, 款 5, 项 7."""
    return _subjects("functional.yaml")


def economic() -> dict[str, Subject]:
    """支出经济分类 by code: departments 301–399, governments 501–599."""
    return _subjects("economic.yaml")


@lru_cache
def explanations() -> dict[str, str]:
    """What lines of the classifications pay for, by code."""
    return {str(code): str(text) for group in read("explained.yaml").values() for code, text in group.items()}


@lru_cache
def stop_phrases() -> tuple[str, ...]:
    """Words of questions that name nothing, longest first."""
    return tuple(sorted((w for words in read("stop.yaml").values() for w in _names(words)), key=len, reverse=True))


@lru_cache
def organisations() -> dict[str, Any]:
    """Kinds of bodies and how their names are shortened."""
    found: dict[str, Any] = read("organisations.yaml")
    return found


@lru_cache
def regions() -> dict[str, Any]:
    """Levels of places and the stems of known ones."""
    found: dict[str, Any] = read("regions.yaml")
    return found | {level: tuple(found[level].split()) for level in ("province", "municipality", "city", "county")}


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache
def radicals() -> dict[str, str]:
    """Radicals that stand for ideographs, and the ideographs."""
    return {pair[0]: pair[1] for line in _lines("radicals.txt") for pair in line.split()}


@lru_cache
def simplified() -> dict[int, int]:
    """A table for `str.translate` from traditional characters to simplified ones."""
    source, target = _lines("traditional.txt")
    return str.maketrans(source, target)


@lru_cache
def readings() -> dict[str, str]:
    """The usual reading of each common character, without tone: 查 and 察 are both "cha"."""
    found: dict[str, str] = {}
    for line in _lines("pinyin.txt"):
        syllable, characters = line.split()
        found |= dict.fromkeys(characters, syllable)
    return found
