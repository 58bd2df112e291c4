"""A sentence of a model's with holes for its figures, and what its words are: whose, when, which line, which way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from corpus.model import Kind
from index.link import link
from qa.answer import Language
from qa.check.text import plain
from qa.data.load import read
from qa.llm.evidence import Evidence, Line
from qa.llm.slots import Filling

HOLE = "\ue000"
"""Stands for the first figure of a sentence; the next ones follow in the code table."""
MASK = "\x01"
ROLES = ("rising", "falling", "level", "compare", "total", "share", "average", "times")
_MARKS = re.compile(r"[\s，,、：:；;。.！!？?（）()\[\]【】“”\"'‘’《》〈〉—–\-·*#\x01\ue000-\uf8ff]+")


@dataclass
class Context:
    """What the sentences before were about, for one that does not say."""

    departments: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Word:
    """A word of a role at a place of the sentence."""

    role: str
    text: str
    start: int
    end: int


@dataclass
class Sentence:
    """A sentence whose figures are holes, with what its words are."""

    text: str
    fillings: Sequence[Filling]
    evidence: Evidence
    context: Context
    found: list[Word] = field(default_factory=list)
    masked: str = ""

    def __post_init__(self) -> None:
        self.masked = self.text
        self._link()
        names = sorted({n for r in self.evidence.records.values() for n in r.names}, key=len, reverse=True)
        self._take("name", names)
        for word, role in _roles(self.evidence.language):
            self._take(role, (word,))

    def _link(self) -> None:
        """Departments, years and kinds, as in a question."""
        spaced = re.sub("[\ue000-\uf8ff]", " ", self.text).replace(",", ";")  # ,2022 would be the end of a number
        for span in link(spaced, self.evidence.library.documents).spans:
            if span.role in ("department", "unknown", "year"):
                self._put(Word(span.role, span.text, span.start, span.end))
        for kind, said in (("final", "决算|执行数|final accounts?|actual"), ("budget", "预算|budget")):
            for found in re.finditer(said, self.masked):
                if not re.match("(收入|支出|拨款|财政|外|管理)", self.text[found.end():]) and self.text[found.start() - 2 : found.start()] != "公共":
                    self.found.append(Word(kind, found[0], *found.span()))

    def _take(self, role: str, said: Iterable[str]) -> None:
        for word in said:
            edge = r"(?<![a-z])", r"(?![a-z])"
            shape = f"{edge[0]}{re.escape(word)}{edge[1]}" if word.isascii() and word[:1].isalpha() else re.escape(word)
            for found in re.finditer(shape, self.masked):
                self._put(Word(role, word, *found.span()))

    def _put(self, word: Word) -> None:
        self.found.append(word)
        self.masked = self.masked[: word.start] + MASK * (word.end - word.start) + self.masked[word.end :]

    def hole(self, number: int) -> int:
        """Where a figure stands."""
        return self.text.index(chr(ord(HOLE) + number))

    def of(self, *roles: str, before: int | None = None, after: int = 0) -> list[Word]:
        """The words of these roles in a stretch, in the order of the text."""
        end = len(self.text) if before is None else before
        return sorted((w for w in self.found if w.role in roles and after <= w.start and w.end <= end), key=lambda w: w.start)

    def unknown_words(self, said: str) -> Iterator[str]:
        """Words that are none of all these, do not only carry a figure, and are not in `said`."""
        language = self.evidence.language
        left = self.masked
        for word in _words("neutral", language):
            shape = rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
            left = re.sub(shape, lambda m: MASK * len(m[0]), left)
        for run in _MARKS.split(left):
            if run and not (len(run) > 1 and run in said) and not self._run_in(run, said):
                yield run

    def _run_in(self, run: str, said: str) -> bool:
        """Does a single letter stand in the composer's sentence with the same letter beside it?"""
        place = self.text.find(run)
        return any(self.text[a : a + len(run) + 1] in said for a in (place - 1, place) if a >= 0 and len(self.text[a : a + len(run) + 1]) > 1)

    def after(self) -> Context:
        """What the next sentence may go on from."""
        departments = self.of("department")
        years, names, kinds = self.of("year"), self.of("name"), self.of("budget", "final")
        own: frozenset[Kind] = frozenset(k for w in kinds[-1:] for k in _kind(w.role))
        return Context(
            named(departments[-1].text, self.evidence) if departments else self.context.departments,
            frozenset(years_in(years[-1].text)) if years else self.context.years, own or self.context.kinds,
            frozenset({names[-1].text}) if names else self.context.names,
        )


def _kind(role: str) -> tuple[Kind, ...]:
    return ("budget",) if role == "budget" else ("final",) if role == "final" else ()


@lru_cache
def _words(role: str, language: Language) -> tuple[str, ...]:
    found = str(read("writing")[role][language])
    return tuple(sorted((w.lower() for w in found.split()), key=len, reverse=True))


@lru_cache
def _roles(language: Language) -> tuple[tuple[str, str], ...]:
    """All words of all roles, the longest first: 比重 is no 比, 增加到 no 增加."""
    return tuple(sorted(((w, role) for role in ROLES for w in _words(role, language)), key=lambda p: -len(p[0])))


def named(text: str, evidence: Evidence) -> frozenset[str]:
    """The departments that words name."""
    names = link(text, evidence.library.documents).names
    bodies = [evidence.library.body(name) for name in names]
    return frozenset(names) | {n for body in bodies if body for n in body.names}


def years_in(text: str) -> frozenset[int]:
    found = [int(y) for y in re.findall(r"(?:19|20)\d\d", text)]
    return frozenset(range(min(found), max(found) + 1)) if found else frozenset()


def free(evidence: Evidence) -> Evidence:
    """The evidence with only those of the composer's sentences free for a model's words that say whose a figure is, and no more.

    A caveat (只能看作上限, 口径较窄, 推算) is lost on a model: the sentence that holds it stays as it is.
    """
    lines, number = list[Line](), len(evidence.statements)
    for line in evidence.lines:
        if not line.id and _says_more(line, evidence):
            number += 1
            line = Line(line.text, f"s{number}")
        lines.append(line)
    used = {r for line in lines for r in line.records}
    return replace(evidence, lines=tuple(lines), records={k: r for k, r in evidence.records.items() if k in used})


def _says_more(line: Line, evidence: Evidence) -> bool:
    text, fillings = re.sub(r"\[\d+\]", "", line.text), list[Filling]()
    for name in sorted(line.records, key=lambda n: -len(evidence.records[n].claimed.text)):
        claimed = evidence.records[name].claimed
        text = text.replace(claimed.text, chr(ord(HOLE) + len(fillings)))
        fillings.append(Filling(claimed.text, claimed, (), (name,)))
    asked = as_read(evidence.answer.question, evidence.language)
    quoted = [as_read(q, evidence.language) for q in re.findall("“([^“”]+)”", line.text)]
    said = " ".join(q for q in quoted if q in asked)
    return any(Sentence(as_read(text, evidence.language), fillings, evidence, Context()).unknown_words(said))


def as_read(text: str, language: Language) -> str:
    """A sentence as it is read here: without quotation marks, in small letters, Chinese without blanks."""
    return plain(text) if language == "zh" else re.sub("[“”\"]", "", text).lower()
