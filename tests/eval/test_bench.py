"""The bench on corpora of a few disclosures: what it makes up is what a store takes, and its report says what
was measured."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

from eval.bench.corpus import FACTS, PROJECTS, Source, department, disclosure, sources
from eval.bench.report import markdown, plot
from eval.bench.run import fill, measure
from index.bodies import parse_body
from index.memory import MemoryStore
from index.search import search


def test_what_is_made_up_is_the_same_each_time_and_as_large_as_it_says() -> None:
    made = [disclosure(source) for source in sources(3 * FACTS)]
    assert len(made) == 3 and [disclosure(source) for source in sources(3 * FACTS)] == made
    assert all(len(one.facts) + len(one.prose_facts) == FACTS for one in made)


def test_bodies_and_projects_are_told_apart() -> None:
    names = [department(number) for number in range(1700)]
    assert len(set(names)) == len(names)
    assert len({(parse_body(name).regions, parse_body(name).key) for name in names[:200]}) == 200
    projects = {name for body in range(60) for name in Source(body, 2022, "budget").projects}
    assert len(projects) > 0.99 * 60 * PROJECTS, "60,000 distinct labels a million facts"


def test_a_project_is_found_among_all() -> None:
    store = MemoryStore([disclosure(source) for source in sources(20 * FACTS)])
    project = Source(1, 2021, "budget").projects[7]
    assert search(f"{project}安排了多少", store)[0].row == (project,)


def test_a_step_is_measured_and_reported(tmp_path: Path) -> None:
    homes = [tmp_path / str(facts) for facts in (FACTS, 4 * FACTS)]
    for facts, home in zip((FACTS, 4 * FACTS), homes, strict=True):
        fill(facts, home)
    steps = measure(homes, 4)
    assert [step.facts for step in steps] == [FACTS, 4 * FACTS] and all(step.stored > 0 for step in steps)
    text = markdown(steps, "A machine.")
    for name, timed in steps[0].times.items():
        assert timed.p50 > 0 and f"| {name} |" in text
    drawing = ElementTree.fromstring(plot(steps))
    lines = drawing.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == len(steps[0].times)
