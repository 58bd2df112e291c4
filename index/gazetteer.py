"""The bodies of a corpus with everything that they may be called."""

from __future__ import annotations

from collections.abc import Iterator
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
    def parts(self) -> Parts:
        """What its bodies' names begin and end with."""
        return parts_of(self.bodies)

    @cached_property
    def heard(self) -> dict[str, tuple[str, ...]]:
        """How its own forms sound."""
        return {form: sound(form) for form in self.own}


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
    for body in known.bodies:
        if body.key in keys or form == body.name:
            fit = region_fit(places, body.regions)
            if fit:
                yield body.department, round(fit * (1.0 if form == body.name else 0.9), 3)
