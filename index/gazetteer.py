"""The bodies of a corpus with everything that they may be called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from index.bodies import Body, Region, forms_of_kinds, known_regions
from index.normal import plain, sound
from index.places import region_fit
from index.shortened import Parts, parts_of


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names these departments (name, score); none: it is not in the corpus."""

    start: int
    end: int
    departments: tuple[tuple[str, float], ...]
    regional: bool = False
    """It says where."""
    whole_region: bool = False
    """It names a place and no body."""


@dataclass(frozen=True)
class Gazetteer:
    """The bodies of a corpus with everything that they may be called."""

    bodies: tuple[Body, ...]
    forms: dict[str, frozenset[str]]
    own: tuple[str, ...]
    """Forms of bodies of the corpus only, for typing errors."""
    stems: dict[str, str | None]
    longest: int

    @cached_property
    def printed(self) -> dict[str, tuple[str, ...]]:
        """The whole names of its bodies as questions are normalised."""
        names: dict[str, list[str]] = {}
        for body in self.bodies:
            names.setdefault(plain(body.department), []).append(body.department)
        return {name: tuple(of) for name, of in names.items()}

    @cached_property
    def printed_by_pair(self) -> dict[str, tuple[str, ...]]:
        """Those of four letters and more by their first two: a question holds few pairs, a corpus many names."""
        return _by_pairs(self.printed, lambda name: [name[:2]] if len(name) >= 4 else [])

    @cached_property
    def long_by_pair(self) -> dict[str, tuple[str, ...]]:
        """The names without their places, of five letters and more, by each pair of letters."""
        names = dict.fromkeys(body.name for body in self.bodies if len(body.name) >= 5)
        return _by_pairs(names, lambda name: [name[at : at + 2] for at in range(len(name) - 1)])

    @cached_property
    def by_key(self) -> dict[str, list[int]]:
        """Which of its bodies are called so without their place, or are of the kind of this key."""
        found: dict[str, list[int]] = {}
        for at, body in enumerate(self.bodies):
            for called in {body.key, body.name}:
                found.setdefault(called, []).append(at)
        return found

    @cached_property
    def by_key_and_place(self) -> dict[tuple[str, str], list[int]]:
        """The same by the stem of their innermost place too: many places have a 财政局, a question names one."""
        found: dict[tuple[str, str], list[int]] = {}
        for called, places in self.by_key.items():
            for at in places:
                for region in self.bodies[at].regions[-1:]:
                    found.setdefault((called, region.stem), []).append(at)
        return found

    @cached_property
    def forms_by_key(self) -> dict[str, tuple[str, ...]]:
        """What the bodies of each kind are called."""
        found: dict[str, list[str]] = {}
        for form, keys in self.forms.items():
            for key in keys:
                found.setdefault(key, []).append(form)
        return {key: tuple(forms) for key, forms in found.items()}

    @cached_property
    def by_place(self) -> dict[str, tuple[Body, ...]]:
        """Its bodies by the stem of their innermost place."""
        found: dict[str, list[Body]] = {}
        for body in self.bodies:
            if body.regions:
                found.setdefault(body.regions[-1].stem, []).append(body)
        return {stem: tuple(bodies) for stem, bodies in found.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """What its bodies are called without their places."""
        return frozenset(body.name for body in self.bodies)

    @cached_property
    def parts(self) -> Parts:
        """What its bodies' names begin and end with."""
        return parts_of(self.bodies)

    @cached_property
    def heard(self) -> dict[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
        """How its own forms sound, by the first two sounds."""
        found: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}
        for form in self.own:
            heard = sound(form)
            found.setdefault(heard[:2], []).append((form, heard))
        return {pair: tuple(forms) for pair, forms in found.items()}


def _by_pairs(names: Iterable[str], pairs: Callable[[str], list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name in names:
        for pair in pairs(name):
            found.setdefault(pair, {})[name] = None
    return {pair: tuple(held) for pair, held in found.items()}


@lru_cache(maxsize=8)
def gazetteer(bodies: tuple[Body, ...]) -> Gazetteer:
    """Everything that these bodies may be called. Cached: a corpus changes rarely."""
    forms = dict(forms_of_kinds())
    own: dict[str, None] = {}
    keys = {body.key for body in bodies}
    for form, meant in forms.items():
        if meant & keys and len(form) >= 3:
            own[form] = None
    for body in bodies:
        forms[body.name] = forms.get(body.name, frozenset()) | {body.key}
        own[body.name] = None
    stems: dict[str, str | None] = dict(known_regions())
    stems |= {region.stem: region.level for body in bodies for region in body.regions}
    return Gazetteer(bodies, forms, tuple(own), stems, max(map(len, forms), default=0))


def matching(keys: frozenset[str], form: str, places: tuple[Region, ...], known: Gazetteer) -> Iterator[tuple[str, float]]:
    """The departments of these kinds, or of just this name, in these places; each with how well it fits."""
    stem = places[-1].stem if places else ""
    called = (*keys, form)
    every = (known.by_key_and_place.get((name, stem), ()) if stem else known.by_key.get(name, ()) for name in called)
    for at in sorted({at for held in every for at in held}):
        body = known.bodies[at]
        if (body.key in keys or form == body.name) and (fit := region_fit(places, body.regions)):
            yield body.department, round(fit * (1.0 if form == body.name else 0.9), 3)
