"""The same functions for assistants: an MCP server under /mcp, with typed tools. It reads only; it holds no session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from anyio.to_thread import run_sync
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import Field
from starlette.applications import Starlette

from corpus.errors import BudgetQAError
from corpus.model import Kind
from qa.answer import Answer
from qa.audit import AuditFinding
from qa.check import Checked
from qa.web.desk import MAX_HITS, MAX_QUESTION, MAX_TEXT, Desk
from qa.web.models import DocumentOut, FactOut, HitOut

Result = TypeVar("Result")
Question = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION,
                                description="the question, in Chinese or English")]
Terms = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION,
                             description="what to look for, the words apart by blanks")]
Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT, description="a text with figures")]
Prose = Annotated[bool, Field(description="with those that sentences print")]
Named = Annotated[str, Field(max_length=300, description="its id, file name or stem")]
History = Annotated[tuple[Question, ...], Field(max_length=20, description="the questions before it, oldest first")]
Department = Annotated[str | None, Field(description="a department as `documents` names it")]
Year = Annotated[int | None, Field(ge=1949, le=2999, description="limit to this year")]
Limited = Annotated[Kind | None, Field(description="limit to budgets or to final accounts")]
MOST_FACTS = 2000
_ABOUT = ("Public budget disclosures of Chinese government bodies. Every figure in an answer carries a verdict and the "
          "place where it is printed; quote both. Never state a figure that is not `verified` or `recomputed`.")


def server(desk: Desk) -> MCPServer:
    """The server with its tools."""
    mcp: MCPServer = MCPServer("budget-qa", instructions=_ABOUT, log_level="WARNING")

    @mcp.tool()
    async def ask(question: Question, department: Department = None, year: Year = None,
                  history: History = ()) -> Answer:
        """Answer a question from the disclosures, in Chinese or English, every figure checked and cited."""
        return await _run(lambda: desk.ask(question, history, department, year))

    @mcp.tool()
    async def search(terms: Terms, department: Department = None, year: Year = None, kind: Limited = None,
                     k: Annotated[int, Field(ge=1, le=MAX_HITS, description="how many, at most")] = 10) -> list[HitOut]:
        """Find rows of tables and passages of prose over all departments and years."""
        return await _run(lambda: [HitOut.of(hit) for hit in desk.search(terms, department, year, kind, k)])

    @mcp.tool()
    async def check(text: Text) -> Checked:
        """Check every figure of a text against the disclosures."""
        return await _run(lambda: desk.check(text))

    @mcp.tool()
    async def documents() -> list[DocumentOut]:
        """List the disclosures that are held."""
        return await _run(lambda: [DocumentOut.of(d) for d in desk.documents()])

    @mcp.tool()
    async def facts(document: Named, prose: Prose = False,
                    start: Annotated[int, Field(ge=0, description="the number to begin with")] = 0) -> list[FactOut]:
        """List the printed numbers of one document: 2000 at most, from number `start` on."""
        return await _run(lambda: [FactOut.of(fact) for fact in desk.facts(document, prose)[start:start + MOST_FACTS]])

    @mcp.tool()
    async def audit(document: Named | None = None) -> list[AuditFinding]:
        """List where the disclosures contradict themselves: of one document, or of all."""
        return await _run(lambda: desk.audit(document))

    return mcp


def routes_of(mcp: MCPServer) -> Starlette:
    """The server over HTTP. What it serves is public, so that no host name is kept out."""
    open_to_all = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app: Any = mcp.streamable_http_app(json_response=True, stateless_http=True, transport_security=open_to_all)
    return app  # type: ignore[no-any-return]


async def _run(work: Callable[[], Result]) -> Result:
    """In a thread; what cannot be done is said to the assistant in its sentence."""
    try:
        return await run_sync(work)
    except BudgetQAError as error:
        raise ToolError(str(error)) from error
