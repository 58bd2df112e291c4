"""The audit's findings as the contract shows them, with citations that open at the place."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from corpus.model import Disclosure, Document, Fact
from corpus.model.finding import Finding, FindingKind, FindingVerdict, Place
from corpus.rules import audit as run_rules
from corpus.rules.book import body_key
from index.ports import FactStore
from qa.answer import Citation


class AuditFinding(BaseModel):
    """One finding of `budget-qa audit --json`."""

    model_config = ConfigDict(frozen=True)

    document: str
    page: int
    kind: FindingKind
    printed: str
    expected: str
    difference: str | None
    verdict: FindingVerdict
    size: str | None
    why: str
    citations: list[Citation]


def audit(store: FactStore, chosen: Sequence[str] | None = None) -> list[AuditFinding]:
    """The findings in these documents (in all, if none are named); other years of the same bodies serve as evidence."""
    documents = store.documents()
    bodies = {body_key(d.department) for d in documents if chosen is None or d.id in chosen}
    read: list[Disclosure] = [store.disclosure(d.id) for d in documents if body_key(d.department) in bodies]
    known = {d.document.id: d.document for d in read}
    found = [f for f in run_rules(read) if chosen is None or f.document in chosen]
    return [_shown(f, known) for f in found]


def _shown(finding: Finding, known: dict[str, Document]) -> AuditFinding:
    return AuditFinding(
        document=known[finding.document].name,
        page=finding.page,
        kind=finding.kind,
        printed=finding.printed,
        expected=finding.expected,
        difference=None if finding.difference is None else f"{finding.difference:f}",
        verdict=finding.verdict,
        size="last_digit" if finding.last_digit else None,
        why=finding.why,
        citations=_citations(finding, known),
    )


def _citations(finding: Finding, known: dict[str, Document]) -> list[Citation]:
    places = [_of_place(finding.place, known, 1)] if finding.place else []
    return places + [_of_fact(fact, known, k) for k, fact in enumerate(finding.facts, len(places) + 1)]


def _of_fact(fact: Fact, known: dict[str, Document], number: int) -> Citation:
    d = known[fact.document]
    return Citation(
        id=number, document=d.name, title=d.title, department=d.department, year=fact.year, kind=d.kind, page=fact.page,
        table=fact.table, row=list(fact.row), column=list(fact.col), section=list(fact.section), bbox=fact.bbox,
        quote=fact.quote or fact.text, sample=d.sample,
    )  # fmt: skip


def _of_place(place: Place, known: dict[str, Document], number: int) -> Citation:
    d = known[place.document]
    return Citation(
        id=number, document=d.name, title=d.title, department=d.department, year=d.year, kind=d.kind, page=place.page,
        bbox=place.bbox, quote=place.quote, sample=d.sample,
    )  # fmt: skip
