"""Who may take part in a run, by name: variants of this system, its peers, commands and addresses."""

from __future__ import annotations

import importlib.util
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.ablation import Part
from corpus.errors import BudgetQAError
from eval.cache import code_of
from eval.peers.rank import Bm25, Vectors
from eval.peers.reader import Chat, Chunked
from eval.systems.address import Address
from eval.systems.command import Command
from eval.systems.ground import Ground
from eval.systems.own import Own, without
from eval.systems.reply import System
from index.settings import Settings


class UnknownVariant(BudgetQAError):
    """A variant that there is not, or that cannot run here."""


@dataclass(frozen=True)
class Entrant:
    """A name, what it is, how it is opened, and what besides case and corpus its answers depend on."""

    name: str
    what: str
    open: Callable[[Ground], System]
    identity: tuple[str, ...]
    needs: tuple[str, ...] = ()
    llm: bool = False

    def lacks(self, settings: Settings) -> str | None:
        """Why it cannot run here, as what to do; None where it can."""
        missing = [name for name in self.needs if importlib.util.find_spec(name) is None]
        if missing:
            return f'{", ".join(missing)} is not installed: pip install -e ".[peers]"'
        if self.llm and not settings.llm:
            return "it needs a chat model: set BUDGET_QA_LLM"
        return None


ABLATIONS: dict[str, tuple[Part, str]] = {
    "no-glossary": ("glossary", "less the glossary of what people call things"),
    "no-dense": ("dense", "less the embedding model"),
    "no-checker": ("checker", "less the last check of every figure"),
    "no-stitching": ("stitching", "less the joining of tables over pages; the files are read anew"),
}
_OURS = ("corpus", "index", "qa", "eval/systems")
_THEIRS = ("corpus", "index", "eval/systems", "eval/peers")


def own(settings: Settings) -> dict[str, Entrant]:
    """Variants of this system."""
    code, model = code_of(_OURS), settings.llm or ""
    found = [
        Entrant("composer", "this system, no model", Own, (code,)),
        Entrant("llm", "this system, a chat model writes", lambda g: Own(g, llm=True), (code, model), llm=True),
        *(
            Entrant(name, f"this system, {what}", _ablated((part,)), (code,))
            for name, (part, what) in ABLATIONS.items()
        ),
        Entrant(
            "llm-no-checker",
            "a chat model writes and nothing checks it",
            _ablated(("checker",), llm=True),
            (code, model),
            llm=True,
        ),
    ]
    return {entrant.name: entrant for entrant in found}


def _ablated(parts: Sequence[Part], llm: bool = False) -> Callable[[Ground], System]:
    return lambda ground: without(parts, ground, llm)


def peers(settings: Settings) -> dict[str, Entrant]:
    """What people build for the same task; without a chat model each reads the number off the likeliest line."""
    code, model = code_of(_THEIRS), settings.llm or ""
    reads = model or "no model: the number of the likeliest line"

    def recipe(name: str, what: str, make: Callable[[Ground, Chat | None], System], *needs: str) -> Entrant:
        return Entrant(name, f"{what}; {reads}", lambda g: make(g, _chat(g.settings)), (code, model), needs)

    found = [
        recipe(
            "langchain-rag",
            "pdfplumber text, LangChain's splitter, Chroma, 5 chunks",
            _langchain,
            "langchain_text_splitters",
        ),
        recipe(
            "bm25-chunks",
            "the same chunks, BM25 over characters and 2-grams",
            _bm25,
            "langchain_text_splitters",
            "bm25s",
        ),
        recipe("markdown-rag", "pdfplumber tables as Markdown, BM25", _markdown, "bm25s"),
        Entrant("text-to-sql", "a model writes SQL over the extracted cells", _sql, (code, model), llm=True),
    ]
    return {entrant.name: entrant for entrant in found}


def _chat(settings: Settings) -> Chat | None:
    if not settings.llm:
        return None
    from eval.peers.model import chat

    return chat(settings)


def _langchain(ground: Ground, chat: Chat | None) -> System:
    from eval.peers.chunks import text_chunks

    return Chunked(Vectors(text_chunks(ground), ground.settings.embedding_model), chat)


def _bm25(ground: Ground, chat: Chat | None) -> System:
    from eval.peers.chunks import text_chunks

    return Chunked(Bm25(text_chunks(ground)), chat)


def _markdown(ground: Ground, chat: Chat | None) -> System:
    from eval.peers.chunks import markdown_chunks

    return Chunked(Bm25(markdown_chunks(ground)), chat)


def _sql(ground: Ground) -> System:
    from eval.peers.model import chat
    from eval.peers.sql import TextToSql

    return TextToSql(ground, chat(ground.settings))


def chosen(names: Sequence[str], settings: Settings) -> list[Entrant]:
    """The entrants of these names: `all`, `ablations`, `peers`, single ones, `cmd:WORDS`, an http address. Raises UnknownVariant."""
    known = own(settings) | peers(settings)
    groups = {"all": [*known], "ablations": ["composer", *ABLATIONS], "peers": ["composer", *peers(settings)]}
    found: dict[str, Entrant] = {}
    for name in names:
        if name.startswith("cmd:"):
            words = shlex.split(name.removeprefix("cmd:"))
            found[name] = Entrant(name, "a command", lambda _, w=words: Command(w), (name,))  # type: ignore[misc]
        elif name.startswith(("http://", "https://")):
            found[name] = Entrant(name, "an address", lambda _, url=name: Address(url), (name,))  # type: ignore[misc]
        elif name in groups:
            found |= {each: known[each] for each in groups[name]}
        elif name in known:
            found[name] = known[name]
        else:
            raise UnknownVariant(
                f"There is no variant {name}: take one of {', '.join(known)}; the groups {', '.join(groups)}; "
                "cmd:COMMAND for a command that speaks JSON lines; or an http address."
            )
    return list(found.values())
