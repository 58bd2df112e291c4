"""The HTTP API: the same functions as the page, with typed values in and out."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from qa.answer import Answer
from qa.audit import AuditFinding
from qa.check import Checked
from qa.events import Event
from qa.web.desk import Desk
from qa.web.models import Ask, Check, DocumentOut, FactOut, HitOut, Name, Question, Refusal, Search, Year

_WHY = {
    400: "What was given is empty, too long, or no JSON",
    404: "There is no such document",
    409: "Nothing is ingested yet",
    413: "The body is too large",
    422: "A value is not what this address takes",
    429: "Too many requests: try again after the seconds that Retry-After gives",
    500: "Something went wrong on the server",
}
_SAID: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal, "description": why} for status, why in _WHY.items()
}
_SAID[429]["headers"] = {"Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}}}
_EVENT = 'event: final\ndata: {"type": "final", "answer": {"status": "answered"}}\n\n'
_STREAM: dict[int | str, dict[str, Any]] = {200: {
    "description": "Server-sent events, the data of each JSON: that of `composed` and `final` has an Answer under `answer`",
    "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _EVENT}},
}}


def router(desk: Desk) -> APIRouter:
    """The routes under /api. FastAPI runs them in threads: none holds up the event loop."""
    api = APIRouter(prefix="/api", tags=["budget-qa"], responses=_SAID)

    @api.post("/ask", operation_id="ask", summary="Answer a question, every figure checked and cited")
    def ask(asked: Ask) -> Answer:
        return desk.ask(asked.question, asked.history, asked.department, asked.year)

    @api.get("/ask", operation_id="ask_stream", summary="The same as a server-sent stream",
             response_class=StreamingResponse, responses=_STREAM)
    def ask_stream(q: Question, department: Name | None = None, year: Year | None = None) -> StreamingResponse:
        """Events: `composed` with the whole checked answer at once; with a chat model then `revised`, `prose`,
        `judged`; `final` with the answer that stands, always last."""
        events = desk.stream(q, (), department, year)
        return StreamingResponse(map(_event, events), media_type="text/event-stream",
                                 headers={"cache-control": "no-store", "x-accel-buffering": "no"})

    @api.post("/search", operation_id="search", summary="Find rows and passages over all departments and years")
    def search(wanted: Search) -> list[HitOut]:
        found = desk.search(wanted.terms, wanted.department, wanted.year, wanted.kind, wanted.k)
        return [HitOut.of(hit) for hit in found]

    @api.post("/check", operation_id="check", summary="Check the figures of any text")
    def check(given: Check) -> Checked:
        return desk.check(given.text)

    @api.get("/documents", operation_id="documents", summary="What is in the corpus")
    def documents() -> list[DocumentOut]:
        return [DocumentOut.of(d) for d in desk.documents()]

    @api.get("/facts/{document}", operation_id="facts",
             summary="The printed numbers of one document (id, file name or stem)")
    def facts(document: str, all: bool = False) -> list[FactOut]:
        return [FactOut.of(fact) for fact in desk.facts(document, prose=all)]

    @api.get("/audit", operation_id="audit",
             summary="Where the disclosures contradict themselves; of all documents, or of one")
    def audit(document: Annotated[str | None, Query(max_length=300)] = None) -> list[AuditFinding]:
        return desk.audit(document)

    return api


def _event(event: Event) -> str:
    return f"event: {event.type}\ndata: {json.dumps(event.model_dump(mode='json'), ensure_ascii=False)}\n\n"
