"""A question, and what was asked before it, to one plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.bodies import parse_body
from index.link import Linked, link
from index.normal import bare, normalise
from qa.data.load import words
from qa.lexicon import TOTALS, concept_of
from qa.library import Body, Library
from qa.plan import Plan, Side
from qa.planner.filters import amounts, limits, unit_asked
from qa.planner.grammar import Reader
from qa.planner.spans import Fixed, Token, tokens_of

_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
"""A comma that parts clauses, and not the thousands of a number."""
MOST_LABELS = 80
"""Where no department is named, the labels of no more documents than this are read for understanding the question."""


@dataclass(frozen=True)
class Parsed:
    """A plan, the departments it is about, and the tokens that led to it."""

    plan: Plan
    bodies: tuple[Body, ...]
    tokens: tuple[Token, ...]


def parse(
    question: str, history: Sequence[str], library: Library, department: str | None = None, year: int | None = None,
    infer: Callable[[Parsed], tuple[Body, ...]] | None = None,
) -> Parsed:
    """The plan of a question; earlier questions lend what it leaves out.

    `infer` says which department an earlier question without one came to be about.
    """
    before: Parsed | None = None
    for earlier in history:
        before = _one(earlier, before, library, None, None)
        if not before.bodies and infer is not None:
            before = replace(before, bodies=infer(before))
    return _one(question, before, library, department, year)


def _one(question: str, before: Parsed | None, library: Library, department: str | None, year: int | None) -> Parsed:
    text = normalise(question).text
    linked = link(_plainly(text), library.documents, department, year)
    bodies = _bodies(linked, library)
    scope = bodies or (before.bodies if before else ()) or library.bodies
    documents = [d for body in scope for d in body.documents]
    if len(documents) > MOST_LABELS:
        documents = [body.documents[-1] for body in scope][:MOST_LABELS]
    fixed = [Fixed("unknown_body" if s.role == "unknown" else s.role, s.start, s.end) for s in linked.spans]
    fixed += [Fixed("limit", *span) for span in limits(text)]
    fixed += [Fixed("amount", *span) for span in amounts(text)]
    if shown := unit_asked(text):
        fixed.append(Fixed(f"unit:{shown[0]}", *shown[1]))
    fixed += [Fixed("region", *span) for span in _regions(text, linked, bodies)]
    tokens = tokens_of(text, fixed, [library.book(d).labels for d in documents])
    plan = Reader(text, tokens, linked, tuple(b.name for b in bodies)).plan()
    if len(plan.unknown) > len(linked.unknown):
        bodies = tuple(b for b in bodies if len(bodies) > 1)
    if plan.base is not None and plan.base.department and len(bodies) > 1:
        plan, bodies = _sides(plan, bodies, library)
    if before is not None:
        plan, bodies = carried(plan, bodies, before, tokens)
    if not bodies and not plan.unknown and len(library.bodies) == 1:
        bodies = library.bodies
    return Parsed(plan.model_copy(update={"departments": tuple(b.name for b in bodies)}), bodies, tokens)


def _regions(text: str, linked: Linked, bodies: tuple[Body, ...]) -> list[tuple[int, int]]:
    """Where the place of a department that is named stands by itself: 江苏三家单位（省人大、省检察院）."""
    stems = {region.stem for body in bodies for region in parse_body(body.name).regions}
    spans = [m.span() for stem in stems for m in re.finditer(f"{stem}[省市区县]?", text)]
    return [(a, b) for a, b in spans if all(b <= s.start or a >= s.end for s in linked.spans)]


def _plainly(text: str) -> str:
    """The question with its courtesies blanked out, in place: 我想知道省人大 names no province of 知道."""
    for word in words("operations", "polite"):
        text = text.replace(word, " " * len(word))
    return _COMMA.sub(" ", text)


def _sides(plan: Plan, bodies: tuple[Body, ...], library: Library) -> tuple[Plan, tuple[Body, ...]]:
    """Which of two departments is compared with which: the one behind 比 is the base."""
    assert plan.base is not None
    right = _bodies(link(plan.base.department or "", library.documents), library)
    base = next((b for b in bodies if b in right), bodies[-1])
    others = tuple(b for b in bodies if b is not base)
    return plan.model_copy(update={"base": plan.base.model_copy(update={"department": base.name})}), others


def _bodies(linked: Linked, library: Library) -> tuple[Body, ...]:
    found = dict.fromkeys(name for name in linked.names)
    bodies: list[Body] = []
    for name in found:
        body = library.body(name)
        if body is not None and body not in bodies:
            bodies.append(body)
    return tuple(bodies)


def carried(plan: Plan, bodies: tuple[Body, ...], before: Parsed, tokens: Sequence[Token]) -> tuple[Plan, tuple[Body, ...]]:
    """The earlier plan carries over, what is new replaces; what was carried is named."""
    old = before.plan
    if plan.operation == "none":
        return plan, bodies
    changes: dict[str, object] = {}
    lent: list[str] = []
    if not bodies and not plan.unknown and before.bodies:
        bodies = before.bodies
        lent.append("departments")
    whole = _only_whole(plan)
    if whole and old.metrics:
        changes["metrics"] = (old.metrics[0], *plan.metrics)
        lent.append("metrics")
    elif not plan.metrics and old.metrics and plan.operation not in ("performance", "count") and not _of_the_budget(plan, tokens):
        changes["metrics"] = old.metrics
        lent.append("metrics")
    if not plan.years and old.years:
        years = old.years if plan.operation not in ("growth",) or len(old.years) == 1 else old.years[-1:]
        if any(set(years) & set(b.years) for b in bodies):
            changes["years"] = years
            lent.append("years")
    if not plan.kinds and old.kinds and any(d.kind in old.kinds for b in bodies for d in b.documents):
        changes["kinds"], changes["kinds_sure"] = old.kinds, old.kinds_sure
        lent.append("kinds")
    if plan.operation in ("lookup", "compare") and not plan.metrics and not _asks_anew(tokens):
        keep = old.operation if old.operation not in ("compare", "rank", "none") else plan.operation
        changes["operation"] = keep
        if old.operation in ("growth", "difference", "share"):
            changes["base"] = _base(old.base, plan)
            changes["execution"] = old.execution
        if old.filters and old.operation == "list":
            changes["filters"] = old.filters
        lent.append("operation")
    if plan.unit is None and old.unit and not plan.metrics:
        changes["unit"] = old.unit
    together = any(t.has("than") or t.text in ("和", "跟", "与", "同") for t in tokens)
    if together and bodies and before.bodies and not set(before.bodies) & set(bodies) and not plan.metrics:
        bodies = (*before.bodies, *bodies)
        kept = old.operation if old.operation in ("share", "growth", "trend") else "compare"
        changes["operation"] = kept if plan.operation in ("lookup", "compare") else plan.operation
        lent.append("departments")
    changes["carried_over"] = tuple(dict.fromkeys(lent))
    return plan.model_copy(update=changes), bodies


def _of_the_budget(plan: Plan, tokens: Sequence[Token]) -> bool:
    """预算为什么增加？ is of the budget itself, and asks nothing more of what was asked before."""
    named = [t for t in tokens if t.has("kind")]
    against = plan.base is not None and not plan.base.last_year
    return plan.operation in ("explain", "growth") and len(named) == 1 and not against


def _base(base: Side | None, plan: Plan) -> Side | None:
    """A base that the new question overrides by naming a year of its own falls back to the year before."""
    return Side(last_year=True) if base is not None and base.year is not None and plan.years else base


def _asks_anew(tokens: Sequence[Token]) -> bool:
    return any(t.has("sum", "list", "rank", "trend", "define", "explain") for t in tokens)


def _only_whole(plan: Plan) -> bool:
    """占总支出多少？ names the whole and leaves out the part."""
    if plan.operation != "share" or len(plan.metrics) != 1:
        return False
    concept = concept_of(plan.metrics[0].key or bare(plan.metrics[0].phrase))
    return plan.whole_only or (concept is not None and concept.name in TOTALS)
