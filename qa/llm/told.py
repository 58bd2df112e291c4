"""What is told of a model: to the user why its text is not shown, to the model what its draft lacks."""

from __future__ import annotations

from qa.answer import Language, Verdict
from qa.data.load import read
from qa.events import Doubt
from qa.llm.failure import Kind
from qa.llm.judge import Judgement


def said(key: str, language: Language, **words: str) -> str:
    """A sentence of model.yaml."""
    return str(read("model")[key][language]).format(**words)


def failed(kind: Kind, language: Language) -> str:
    """The warning where the model gave nothing; an error's own words are never part of it."""
    return said("failed", language, why=str(read("model")["kinds"][kind][language]))


def doubts(found: Judgement, language: Language) -> list[Doubt]:
    """What speaks against a draft, each once."""
    out = []
    for text, doubt in found.doubts:
        verdict: Verdict = "contradicted" if doubt.why == "contradicted" else "unsupported"
        why = str(read("model")["doubts"][doubt.why][language]).format(about=doubt.about[:40])
        out.append(Doubt(text=text, verdict=verdict, why=why))
    return list(dict.fromkeys(out))
