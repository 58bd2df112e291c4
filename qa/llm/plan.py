"""A model reads a question that the rules could not, by choosing among what the corpus has.

Its choice becomes a Plan, and the plan a question in the domain's words, which the rules answer: a model can reach nothing
that a question could not. Its reading never takes the answer's place: had the words borne it out, the rules would have had it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from index.normal import bare
from qa.answer import Answer, Language
from qa.data.load import read
from qa.evidence.entry import is_total
from qa.library import Body
from qa.llm.client import Session
from qa.llm.failure import ModelFailed
from qa.llm.prompts import prompt
from qa.operations.ask import Ask
from qa.plan import Metric, Operation, Plan, Side

MOST_BODIES, MOST_LABELS, MOST_METRICS = 40, 80, 4
"""So many of each a model may choose from, and so many items it may choose."""
PAIRS = ("difference", "share")
UNTOLD = ("lookup", "compare", "none")
"""What the rules take a question for that has no word for an operation; any other is what the asker said."""
OPERATIONS = tuple(o for o in get_args(Operation) if o in read("model")["asked"])


@dataclass(frozen=True)
class Choices:
    """What the corpus has for a question: names of bodies, years, kinds, and labels of its tables."""

    departments: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema that a reply is decoded to: closed choices and nothing else."""
        fields: dict[str, Any] = {
            "operation": {"type": "string", "enum": [*OPERATIONS, "none"]},
            "metrics": _some("string", self.labels, MOST_METRICS), "departments": _some("string", self.departments, MOST_METRICS),
            "years": _some("integer", self.years, MOST_METRICS), "kinds": _some("string", self.kinds, 2),
        }
        return {"title": "plan", "description": "A plan for looking a question up", "type": "object", "properties": fields,
                "required": list(fields), "additionalProperties": False}

    def plan(self, said: dict[str, Any]) -> Plan | None:
        """The plan of a reply; None where it chose nothing, or what was not to be chosen."""
        operation = said.get("operation")
        metrics = _chosen(said.get("metrics"), self.labels, MOST_METRICS)
        departments, years = _chosen(said.get("departments"), self.departments, 4), _chosen(said.get("years"), self.years, 4)
        kinds = _chosen(said.get("kinds"), self.kinds, 2)
        if operation not in OPERATIONS or not metrics or None in (metrics, departments, years, kinds):
            return None
        if operation in PAIRS and len(metrics) != 2:
            return None
        items = tuple(Metric(phrase=m) for m in metrics)
        base = Side(metric=items[1]) if operation == "difference" else None
        return Plan(operation=operation, metrics=items[:1] if base else items, base=base, departments=departments or (),
                    years=years or (), kinds=kinds or ())


def _some(kind: str, among: Sequence[object], most: int) -> dict[str, Any]:
    return {"type": "array", "items": {"type": kind, "enum": list(among)}, "maxItems": most}


def _chosen(said: object, among: Sequence[Any], most: int) -> tuple[Any, ...] | None:
    if not isinstance(said, list) or len(said) > most or any(each not in among for each in said):
        return None
    return tuple(dict.fromkeys(said))


def wanted(answer: Answer, ask: Ask) -> bool:
    """Did the rules resolve nothing, though nothing that the question names is missing from the corpus?"""
    plan = ask.plan
    if answer.figures or answer.status not in ("not_disclosed", "out_of_scope", "partial") or not ask.library.documents:
        return False
    if plan.unknown or plan.opinion or plan.operation in ("define", "performance", "count"):
        return False
    held = [d for body in ask.bodies for d in body.documents]
    return any((not plan.years or d.year in plan.years) and (not plan.kinds or d.kind in plan.kinds) for d in held)


def choices_of(question: str, ask: Ask) -> Choices:
    """What a model may choose from: what the rules found is settled; labels are those nearest to the question."""
    bodies = ask.bodies[:MOST_BODIES]
    years = ask.plan.years or tuple(sorted({y for b in bodies for y in b.years}))
    kinds = ask.plan.kinds or tuple(sorted({d.kind for b in bodies for d in b.documents if d.kind}))
    return Choices(tuple(b.name for b in bodies), years, kinds, _labels(question, bodies, ask))


def _labels(question: str, bodies: Sequence[Body], ask: Ask) -> tuple[str, ...]:
    asked, held = _pairs(bare(question)), dict[str, int]()
    for body in bodies:
        for document in body.documents[-2:]:
            for name in ask.library.book(document).names:
                if 1 < len(name) <= 30 and not name.isdigit() and not is_total(name):
                    held[name] = held.get(name, 0) + 1
    ranked = sorted(held, key=lambda n: (-len(_pairs(n) & asked), -held[n], len(n), n))
    return tuple(ranked[:MOST_LABELS])


def _pairs(text: str) -> set[str]:
    return {text[k : k + 2] for k in range(len(text) - 1)}


@dataclass(frozen=True)
class Reading:
    """A model's plan, the question that says it, and who gave which part of it."""

    plan: Plan
    question: str
    by: dict[str, str]


def read_by(session: Session, question: str, ask: Ask) -> Reading | None:
    """Ask the model for its reading; None where it has none or gave none."""
    choices = choices_of(question, ask)
    told = json.dumps({"departments": choices.departments, "years": choices.years, "kinds": choices.kinds,
                       "metrics": choices.labels}, ensure_ascii=False)
    filled = prompt("plan", ask.language).filled(question=" ".join(question.split()), choices=told)
    try:
        plan = choices.plan(session.structured("plan", filled, choices.schema))
    except ModelFailed:
        return None
    if plan is None:
        return None
    rules = {"departments": ask.plan.departments, "years": ask.plan.years, "kinds": ask.plan.kinds}
    settled: dict[str, object] = {name: given for name, given in rules.items() if given}
    if ask.plan.operation not in UNTOLD:
        settled["operation"] = ask.plan.operation
        if plan.operation != ask.plan.operation:
            return None
    plan = plan.model_copy(update=settled)
    by = {name: "rules" if name in settled else "model" for name in ("operation", "metrics", *rules)}
    return Reading(plan, worded(plan, ask.language), by)


def worded(plan: Plan, language: Language) -> str:
    """A plan as a question in the domain's words."""
    names = [m.phrase for m in (*plan.metrics, *([plan.base.metric] if plan.base and plan.base.metric else []))]
    operation = "compare" if plan.operation == "lookup" and len(names) > 1 else plan.operation
    kinds = {"zh": {"budget": "预算", "final": "决算"}, "en": {"budget": "budget", "final": "final accounts"}}[language]
    chinese = language == "zh"
    when = "和".join(f"{y}年" for y in plan.years) if chinese else " and ".join(f"in {y}" for y in plan.years)
    said = str(read("model")["asked"][operation][language]).format(
        who=("和" if chinese else " and ").join(plan.departments), when=when, kind=("和" if chinese else " ").join(kinds[k] for k in plan.kinds),
        a=names[0], b=names[-1], all="、".join(names),
    )
    return " ".join(said.split()).replace(" ?", "?")
