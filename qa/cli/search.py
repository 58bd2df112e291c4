"""What staff look through past years with: search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa.cli.options import AsJson, Department, Home, Year, reader, settings_of, with_documents
from qa.cli.output import emit_all, path_text, plain, say, warn

if TYPE_CHECKING:
    from corpus.model import Kind
    from index.search import Hit

_KINDS: dict[str, Kind] = {"budget": "budget", "final": "final", "预算": "budget", "决算": "final", "部门预算": "budget",
          "部门决算": "final"}
FIELDS = ("rank", "score", "why", "document", "department", "year", "page", "table", "row", "column", "text", "unit",
          "bbox")


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(search)


def search(
    terms: Annotated[list[str], typer.Argument(metavar="TERMS", help="What is looked for, in your own words.")],
    department: Department = None,
    year: Year = None,
    kind: Annotated[str | None, typer.Option("--kind", help="budget or final.", show_default=False)] = None,
    k: Annotated[int, typer.Option("-k", help="How many results.", min=1, max=1000)] = 10,
    compare: Annotated[bool, typer.Option("--compare/--no-compare", help="Lay an item of several departments or years "
                                          "side by side, above the rows.")] = True,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Find rows and passages over all departments and years."""
    from index.dense import open_dense
    from index.embed import reranker
    from index.search import search as find

    if kind is not None and kind not in _KINDS:
        raise typer.BadParameter("budget or final", param_hint="--kind")
    store = with_documents(reader(home))
    settings = settings_of(home)
    dense = open_dense(settings)
    if dense.behind:
        warn(dense.behind)
    hits = find(" ".join(terms), store, department=department, year=year, kind=_KINDS.get(kind or ""), k=k,
                dense=dense, rerank=reranker(settings.reranker), compare=compare)
    if year is not None:
        # a year that nobody disclosed gives nothing; the disclosure of the year after prints its figures too
        hits = [hit for hit in hits if hit.year in (year, year + 1)]
    if as_json:
        emit_all(map(hit_json, hits))
        return
    for hit in hits:
        found = hit_json(hit)
        say(f"{found['rank']:>3}  {plain(found['document'])} p.{found['page']}  {plain(found['table'] or '')}  "
            f"{path_text(found['row'] or [])}")
        say(f"     {plain(found['text'])}")
        say(f"     {plain(str(found['why']))}")
    if not hits:
        say("Nothing was found: try other words, or fewer filters.")


def hit_json(hit: Hit) -> dict[str, Any]:
    """A result as JSON: the contract of `budget-qa search`."""
    return {name: list(value) if isinstance(value := getattr(hit, name), tuple) else value for name in FIELDS}
