"""The numbers and the projects of a document, as `budget-qa facts` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qa.cli.output import emit_all, path_text, plain, say
from qa.cli.told import identity

if TYPE_CHECKING:
    from corpus.model import Disclosure, Fact
    from qa.evidence.projects import Project


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact as JSON: the contract of `budget-qa facts`."""
    prose: dict[str, Any] = {} if fact.table is not None else {"quote": fact.quote, "section": list(fact.section)}
    if fact.confidence is not None:
        prose["confidence"] = fact.confidence
    return {
        "page": fact.page,
        "table": fact.table,
        "unit": fact.unit,
        "year": fact.year,
        "row": list(fact.row),
        "code": fact.code,
        "col": list(fact.col),
        "text": fact.text,
        "value": format(fact.amount.value, "f"),
        "bbox": list(fact.bbox),
    } | prose


def show_projects(disclosure: Disclosure, as_json: bool) -> None:
    """Print the projects of a document, each with the rows of its amount and with what the document says of it."""
    from qa.evidence.book import Book

    found = Book(disclosure).told_projects
    if as_json:
        emit_all(map(project_json, found))
        return
    say(identity(disclosure.document))
    for project in found:
        say()
        say(plain(project.name))
        for fact in project.facts:
            where = f"{plain(fact.table or '')}  {path_text(fact.row)} [{path_text(fact.col)}]"
            say(f"  p.{fact.page}  {where}  {plain(fact.text)} {fact.unit or ''}")
        for told in project.told:
            say(f"  p.{told.row.page}  {plain(told.head)}: {plain(told.text)}")
        for target in project.targets:
            say(f"  p.{target.row.page}  {plain(target.label)} [{plain(target.head)}]  {plain(target.value)}")
        for passage in project.passages:
            say(f"  p.{passage.page}  {plain(passage.text)}")


def project_json(project: Project) -> dict[str, Any]:
    """A project as JSON: `amounts` are the rows that bear its name, `prose` the amounts that its own passages print."""
    return {
        "project": project.name,
        "amounts": [fact_json(fact) for fact in project.facts],
        "told": [
            {
                "page": t.row.page,
                "table": t.table.title,
                "row": list(t.row.path),
                "head": t.head,
                "text": t.text,
                "bbox": list(t.row.bbox),
            }
            for t in project.told
        ],
        "targets": [
            {
                "page": t.row.page,
                "table": t.table.title,
                "row": list(t.row.path),
                "label": t.label,
                "head": t.head,
                "value": t.value,
                "bbox": list(t.row.bbox),
            }
            for t in project.targets
        ],
        "passages": [
            {"page": p.page, "section": list(p.section), "text": p.text, "bbox": list(p.bbox)} for p in project.passages
        ],
        "prose": [fact_json(fact) for fact in project.said],
    }
