"""The outer sides that a table's rulings leave open: many tables are printed without their frame's left and right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.read.edge import Edge, edge_of

OPEN = 8.0
"""A side is open where the rules reach further (points) than the last one across them."""
FLUSH = 8.0
"""Rules that end this near to one another (points) end at one side."""


@dataclass
class _Mesh:
    """Rules that are connected by those across them."""

    level: list[Edge] = field(default_factory=list)
    upright: list[Edge] = field(default_factory=list)


def missing_sides(
    level: Sequence[Edge], upright: Sequence[Edge], crossings: Iterable[tuple[Iterable[int], Iterable[int]]]
) -> list[Edge]:
    """The sides to add: where the first and the last rule of a mesh both end past all rules across them.

    `crossings` gives, for each place where rules meet, the indices of the upright and of the level ones.
    """
    return [side for mesh in _meshes(level, upright, crossings) for side in (*_upright_sides(mesh), *_level_sides(mesh))]


def _meshes(
    level: Sequence[Edge], upright: Sequence[Edge], crossings: Iterable[tuple[Iterable[int], Iterable[int]]]
) -> list[_Mesh]:
    parent = list(range(len(level) + len(upright)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for ups, levels in crossings:
        first, *rest = (*levels, *(len(level) + v for v in ups))
        for other in rest:
            parent[root(other)] = root(first)
    meshes: dict[int, _Mesh] = {}
    for h, rule in enumerate(level):
        meshes.setdefault(root(h), _Mesh()).level.append(rule)
    for v, rule in enumerate(upright):
        meshes.setdefault(root(len(level) + v), _Mesh()).upright.append(rule)
    return [m for m in meshes.values() if len(m.level) > 1 and m.upright]


def _upright_sides(mesh: _Mesh) -> Iterator[Edge]:
    rules = sorted(mesh.level, key=lambda e: e["top"])
    for side, way in (("x0", 1), ("x1", -1)):
        end = _end(rules, side)
        last = min(way * e["x0"] for e in mesh.upright)
        if end is not None and last - way * end > OPEN:
            yield edge_of(end, rules[0]["top"], end, rules[-1]["top"], "v")


def _level_sides(mesh: _Mesh) -> Iterator[Edge]:
    rules = sorted(mesh.upright, key=lambda e: e["x0"])
    if rules[-1]["x0"] - rules[0]["x0"] < OPEN:
        return
    for side, way in (("top", 1), ("bottom", -1)):
        end = _end(rules, side)
        last = min(way * e["top"] for e in mesh.level)
        if end is not None and last - way * end > OPEN:
            yield edge_of(rules[0]["x0"], end, rules[-1]["x0"], end, "h")


def _end(rules: Sequence[Edge], side: str) -> float | None:
    """Where most rules end, if the first and the last of them end there too."""
    first, last = rules[0][side], rules[-1][side]
    if abs(first - last) > FLUSH:
        return None
    ends = sorted(e[side] for e in rules if abs(e[side] - first) <= FLUSH)
    return float(ends[len(ends) // 2])
