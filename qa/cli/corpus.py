"""What is in the corpus: ingest, documents, facts, forget, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa.cli.facts import fact_json, show_projects
from qa.cli.options import AsJson, Home, reader, settings_of, with_documents
from qa.cli.output import emit_all, path_text, plain, say, warn
from qa.cli.told import identity

if TYPE_CHECKING:
    from corpus.model import Disclosure, Document, Fact
    from index.ports import Store


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (ingest, work, documents, facts, forget, doctor):
        app.command()(command)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files or folders.")],
    home: Home = None,
    again: Annotated[bool, typer.Option("--again", help="Read unchanged files too.")] = False,
    later: Annotated[bool, typer.Option("--enqueue", help="Leave them for `budget-qa work`, here or elsewhere.")] = False,
) -> None:
    """Take disclosures in: unchanged ones are skipped, changed ones replaced, broken ones reported."""
    from qa.cli.ingestion import enqueue, run

    raise typer.Exit((enqueue if later else run)(paths, settings_of(home), again))


def work(
    home: Home = None,
    stay: Annotated[bool, typer.Option("--stay", help="Wait for more when nothing is left.")] = False,
) -> None:
    """Read the files that `ingest --enqueue` left, beside other workers on this or other machines."""
    from qa.cli.ingestion import work as take

    raise typer.Exit(take(settings_of(home), stay))


def documents(home: Home = None, as_json: AsJson = False) -> None:
    """List what is in the corpus, and which files are versions of one disclosure."""
    from corpus.versions import versions_of

    store = reader(home)
    listed = (store if as_json else with_documents(store)).documents()
    versions = versions_of(listed, lambda document: [table.title for table in store.disclosure(document.id).tables])
    if as_json:
        emit_all(document_json(document) | {"versions": versions[document.id]} for document in listed)
        return
    for document in listed:
        others = versions[document.id]
        say(identity(document) + (f"  beside another version: {plain('、'.join(others))}" if others else ""))


def document_json(document: Document) -> dict[str, Any]:
    """A document as JSON."""
    return {"id": document.id, "document": document.name, "title": document.title, "department": document.department,
            "level": document.level, "year": document.year, "kind": document.kind, "region": document.region,
            "pages": document.pages, "sample": document.sample, "warnings": list(document.warnings)}


def facts(
    document: Annotated[str, typer.Argument(help="A file name, with or without its ending, or an id.")],
    every: Annotated[bool, typer.Option("--all", help="Those of prose too.")] = False,
    projects: Annotated[bool, typer.Option("--projects", help="Its projects: rows of their amounts, and what is said of each.")] = False,
    overlay: Annotated[Path | None, typer.Option("--overlay", metavar="DIR", show_default=False,
                                                 help="Draw its pages there with what was understood.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Print the numbers of one document."""
    store = with_documents(reader(home))
    disclosure = store.disclosure(store.find(document).id)
    if overlay is not None:
        _draw(disclosure.document, overlay, store, home)
    if projects:
        show_projects(disclosure, as_json)
        return
    found = [*disclosure.facts, *(disclosure.prose_facts if every else ())]
    if as_json:
        emit_all(map(fact_json, found))
    else:
        _show(disclosure, found)


def _draw(document: Document, folder: Path, store: Store, home: Path | None) -> None:
    """Draw the pages of a document from the copy that is kept of its file."""
    from corpus.errors import NotFound
    from corpus.overlay import draw_pages
    from index.ingest import original_of

    settings = settings_of(home)
    kept = original_of(document, store, settings)
    if kept is None:
        raise NotFound(f"The original of {document.name} is not in the data directory: ingest it again with --again.")
    drawn = draw_pages(kept, folder, settings.reader, document.stem)
    warn(f"{len(drawn)} pages drawn to {folder}")


def _show(disclosure: Disclosure, found: list[Fact]) -> None:
    say(identity(disclosure.document))
    table: str | None = ""
    for fact in found:
        if fact.table != table:
            table = fact.table
            say()
            say(plain(table) if table is not None else "prose")
        where = " ".join(filter(None, [fact.code, path_text(fact.row) or plain(fact.quote or "")]))
        heads = f" [{path_text(fact.col)}]" if fact.col else ""
        say(f"  p.{fact.page}  {where}{heads}  {plain(fact.text)} {fact.unit or ''}".rstrip())


def forget(
    document: Annotated[str, typer.Argument(help="A file name, with or without its ending, or an id.")],
    home: Home = None,
) -> None:
    """Take a document out of the corpus."""
    from index.ingest import forget as take_out
    from index.stores import open_store
    from qa.cli.ingestion import follow_up

    with_documents(reader(home)).close()
    settings = settings_of(home)
    store = open_store(settings)
    found = store.find(document)
    take_out(found, store, settings)
    say(f"forgotten  {identity(found)}")
    follow_up(store, settings)


def doctor(
    home: Home = None,
    look: Annotated[bool, typer.Option("--look", help="Say what is wrong, mend nothing.")] = False,
) -> None:
    """Find what is broken or behind in the data directory, and mend it."""
    from index.doctor import examine
    from index.garbage import seldom
    from qa.derived import PREPARED

    seldom()
    reader(home).close()
    settings, left = settings_of(home), 0
    for finding in examine(settings, not look, PREPARED):
        say(f"{finding.state:8}  {finding.sentence}")
        left += finding.state == "broken"
    raise typer.Exit(1 if left else 0)
