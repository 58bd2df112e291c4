"""What the embedded model learns from: pairs of what people say and the official name, made of the project's own data."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from corpus.data.load import Subject, Term, economic, explanations, functional, glossary

TEMPLATES = (
    "{}多少钱", "{}一共花了多少", "{}的预算是多少", "{}的钱", "今年{}多少", "{}花了多少钱", "在{}上花多少", "{}有多少", "{}支出", "{}方面的开支",
)
ENGLISH = ("how much is {}", "{} budget", "spending on {}", "how much was spent on {}")
Pair = tuple[str, str]


def said_pairs(terms: Sequence[Term]) -> Iterator[Pair]:
    """(what people say, official name), and official names of one thing with each other."""
    for term in terms:
        for alias in (*term.aliases, *term.english):
            yield alias, term.name
        for other in term.also:
            yield other, term.name
            yield from ((alias, other) for alias in term.aliases[:4])


def named_pairs(subjects: Sequence[Subject]) -> Iterator[Pair]:
    """(a name of a line, its name in another year)."""
    for subject in subjects:
        for other in subject.names[1:]:
            yield other, subject.name


def explained_pairs() -> Iterator[Pair]:
    """(what a line pays for, its name), of each thing that the explanation of the classification names."""
    subjects = {**functional(), **economic()}
    for code, text in explanations().items():
        for said in re.split("[，、,;；。（）]", text):
            said = _AROUND.sub("", said.strip())
            if 1 < len(said) <= _LONGEST:
                yield said, subjects[code].name


_AROUND = re.compile("^(?:按规定|包括|如|含)|(?:等|方面的|费用)*(?:支出)?$")
_LONGEST = 16
"""Characters of one thing; what is longer says how it is paid, and not for what."""
EXPLAINED_WEIGHT = 2
"""Each is learned from so often: they have no paraphrases by template."""


def training_pairs(terms: Sequence[Term] | None = None, seed: int = 7) -> list[Pair]:
    """All pairs with paraphrases by template, in an order that depends on nothing but the seed."""
    chosen = glossary() if terms is None else tuple(terms)
    subjects = (*functional().values(), *economic().values())
    chance = random.Random(seed)
    base = sorted({*said_pairs(chosen), *named_pairs(subjects)})
    names = sorted({name for term in chosen for name in term.names} | {name for s in subjects for name in s.names})
    pairs = list(base)
    for said, name in (*base, *((name, name) for name in names)):
        templates = ENGLISH if said.isascii() else TEMPLATES
        pairs += [(template.format(said), name) for template in chance.sample(templates, 2)]
    pairs += list(explained_pairs()) * EXPLAINED_WEIGHT
    chance.shuffle(pairs)
    return pairs


def near_misses(terms: Sequence[Term] | None = None) -> dict[str, tuple[str, ...]]:
    """Official name -> the names that it is not."""
    return {term.name: term.near for term in (glossary() if terms is None else terms) if term.near}
