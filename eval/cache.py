"""Replies that were given before, by the content of case, corpus and variant: a line each, written as they come."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eval.case import Case
from eval.systems.reply import Hit, Reply
from qa.answer import Answer

ROOT = Path(__file__).resolve().parent.parent
_SOURCES = ("*.py", "*.yaml", "*.npz", "*.txt", "*.md")


def default_folder() -> Path:
    """Where replies are kept unless said otherwise: the user's cache directory."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "budget-qa" / "eval"


@functools.cache
def code_of(packages: tuple[str, ...]) -> str:
    """A short text that changes with the code and the data of these folders of the project."""
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted({p for pattern in _SOURCES for p in (ROOT / package).rglob(pattern)}):
            if "samples" not in path.parts:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


class Cache:
    """The replies of one variant on one corpus, in a file of their own."""

    def __init__(self, folder: Path, *identity: str) -> None:
        name = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:24]
        self.path = folder / f"{name}.jsonl"
        self._held = dict(_read(self.path))
        self.found = 0

    def __contains__(self, case: Case) -> bool:
        return case.asked in self._held

    def get(self, case: Case) -> Reply | None:
        """What was said to this question before."""
        reply = self._held.get(case.asked)
        self.found += reply is not None
        return reply

    def put(self, case: Case, reply: Reply) -> None:
        """Keep a reply, at once: a run may be stopped after any of them."""
        self._held[case.asked] = reply
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"asked": case.asked, "reply": _told(reply)}, ensure_ascii=False).encode() + b"\n"
        with self.path.open("a+b") as file:
            if file.tell() and os.pread(file.fileno(), 1, file.tell() - 1) != b"\n":
                line = b"\n" + line  # a run was killed while it wrote
            file.write(line)

    def clear(self) -> None:
        """Forget what is held of this variant on this corpus."""
        self._held = {}
        self.path.unlink(missing_ok=True)


def _told(reply: Reply) -> dict[str, Any]:
    hits = None if reply.hits is None else [hit.model_dump() for hit in reply.hits]
    return {
        "answer": reply.answer.model_dump(mode="json"),
        "hits": hits,
        "tokens": reply.tokens,
        "seconds": reply.seconds,
    }


def _read(path: Path) -> Iterable[tuple[str, Reply]]:
    """What a file holds; a last line that was cut off is no reply."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            held = json.loads(line)
            told = held["reply"]
            hits = None if told["hits"] is None else tuple(Hit.model_validate(hit) for hit in told["hits"])
            yield held["asked"], Reply(Answer.model_validate(told["answer"]), hits, told["tokens"], told["seconds"])
        except (ValueError, KeyError, TypeError):
            continue
