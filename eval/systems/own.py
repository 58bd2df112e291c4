"""Variants of this system: in this process, or in a process of its own that leaves parts out."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.ablation import PARTS, Part, leave_out
from eval.systems.command import Command
from eval.systems.ground import Ground, of_home
from eval.systems.reply import Hit, Reply
from index.dense import open_dense
from index.embed import reranker
from index.memory import MemoryStore
from index.search import search
from qa.service import Service

K = 10
"""How many rows and passages a system tells of."""


class Own:
    """The service on a corpus, and what its search finds for the same question."""

    def __init__(self, ground: Ground, llm: bool = False) -> None:
        settings = ground.settings if llm else ground.settings.model_copy(update={"llm": None})
        self._store = ground.store
        self._service = Service(ground.store, settings)
        # what was read anew into memory has no stored vectors
        self._dense = None if isinstance(ground.store, MemoryStore) else open_dense(settings)
        self._rerank = reranker(settings.reranker)

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        begun = time.perf_counter()
        answer = self._service.ask(question, history)
        seconds = time.perf_counter() - begun
        tokens = answer.model.input_tokens + answer.model.output_tokens if answer.model else None
        found = search(question, self._store, k=K, dense=self._dense, rerank=self._rerank)
        return Reply(answer, tuple(Hit(document=h.document, text=h.text, page=h.page) for h in found), tokens, seconds)


def without(parts: Sequence[Part], ground: Ground, llm: bool = False) -> Command:
    """The same system less these parts, in a process of its own: nothing is left out in this one."""
    words = [
        sys.executable,
        "-m",
        "eval.systems.own",
        "--home",
        str(ground.settings.home),
        *(f"--without={p}" for p in parts),
    ]
    return Command([*words, *(["--llm"] if llm else [])])


def _read_anew(ground: Ground) -> Ground:
    """The corpus read again in this process, so that what reads may lack a part."""
    from corpus.ingest import read_disclosure

    store = MemoryStore()
    for document in ground.documents:
        read = read_disclosure(ground.file(document), ground.settings.reader)
        store.put(replace(read, document=replace(read.document, name=document.name)))
    return Ground(ground.settings, store)


def main(arguments: Iterable[str] | None = None) -> None:
    """A question a line on stdin, a reply a line on stdout."""
    cli = argparse.ArgumentParser(prog="python -m eval.systems.own", description=__doc__)
    cli.add_argument("--home", type=Path)
    cli.add_argument("--without", action="append", choices=PARTS, default=[])
    cli.add_argument("--llm", action="store_true")
    args = cli.parse_args(None if arguments is None else list(arguments))
    leave_out(args.without)
    ground = of_home(args.home)
    system = Own(_read_anew(ground) if "stitching" in args.without else ground, args.llm)
    for line in sys.stdin:
        asked = json.loads(line)
        reply = system.ask(asked["question"], asked.get("history", ()))
        told = reply.answer.model_dump(mode="json") | {"seconds": reply.seconds, "tokens": reply.tokens}
        told["hits"] = [hit.model_dump() for hit in reply.hits or ()]
        print(json.dumps(told, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
