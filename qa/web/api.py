"""The HTTP API: the same functions as the page, with typed values in and out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from qa.answer import Answer
from qa.check import Checked
from qa.web.desk import Desk
from qa.web.models import Ask, Check, DocumentOut, FactOut, HitOut, Refusal, Search

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+|[^。！？!?\n]+$")
_SAID: dict[int | str, dict[str, object]] = {
    status: {"model": Refusal} for status in (400, 404, 409, 413, 422, 429)
}


def router(desk: Desk) -> APIRouter:
    """The routes under /api. FastAPI runs them in threads: none holds up the event loop."""
    api = APIRouter(prefix="/api", tags=["budget-qa"], responses=_SAID)

    @api.post("/ask", summary="Answer a question, every figure checked and cited")
    def ask(asked: Ask) -> Answer:
        return desk.ask(asked.question, asked.history, asked.department, asked.year)

    @api.get("/ask", summary="The same as a server-sent stream", response_class=StreamingResponse)
    def ask_stream(q: str, department: str | None = None, year: int | None = None) -> StreamingResponse:
        """Events: `start`, then the answer's text in `text` pieces, then the whole `answer` as JSON."""
        answer = desk.ask(q, (), department, year)
        return StreamingResponse(_events(answer), media_type="text/event-stream", headers={"cache-control": "no-store"})

    @api.post("/search", summary="Find rows and passages over all departments and years")
    def search(wanted: Search) -> list[HitOut]:
        found = desk.search(wanted.terms, wanted.department, wanted.year, wanted.kind, wanted.k)
        return [HitOut.of(hit) for hit in found]

    @api.post("/check", summary="Check the figures of any text")
    def check(given: Check) -> Checked:
        return desk.check(given.text)

    @api.get("/documents", summary="What is in the corpus")
    def documents() -> list[DocumentOut]:
        return [DocumentOut.of(d) for d in desk.documents()]

    @api.get("/facts/{document}", summary="The printed numbers of one document (id, file name or stem)")
    def facts(document: str, all: bool = False) -> list[FactOut]:
        return [FactOut.of(fact) for fact in desk.facts(document, prose=all)]

    return api


def _events(answer: Answer) -> Iterator[str]:
    yield _event("start", {"question": answer.question, "status": answer.status})
    for piece in _SENTENCE.findall(answer.answer):
        yield _event("text", {"text": piece})
    yield _event("answer", answer.model_dump(mode="json"))


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
