"""A text to its figures with their verdicts."""

from __future__ import annotations

import re

from index.ports import FactStore
from qa.check.agree import shown
from qa.check.claim import Judged, Thread
from qa.check.corpus import corpus_of
from qa.check.reasons import Language, say
from qa.check.report import Checked, CheckedFigure, Citations
from qa.check.scope import Scope, read_sentence
from qa.check.text import half_width, sentences
from qa.check.verify import judge_sentence

_ENGLISH = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")


def check_text(text: str, store: FactStore) -> Checked:
    """Judge every number of `text` against the disclosures in `store`."""
    corpus = corpus_of(store)
    half = half_width(text)
    cited = Citations({document.id: document for document in corpus.documents})
    figures: list[CheckedFigure] = []
    language: Language = "en" if _ENGLISH.search(text) and not re.search(r"[，。；]", text) else "zh"
    scope, thread = Scope(), Thread()
    for start, end in sentences(half):
        sentence = read_sentence(half[start:end], start, scope, corpus.bodies, corpus.newest, corpus.bodied)
        for judged in judge_sentence(sentence, corpus, thread):
            figures.append(_figure(judged, text, start, language, cited))
        scope = sentence.end()
    return Checked(text=text, figures=figures, citations=cited.found)


def _figure(judged: Judged, text: str, offset: int, language: Language, cited: Citations) -> CheckedFigure:
    start, end = offset + judged.numeral.start, offset + judged.numeral.end
    return CheckedFigure(
        text=text[start:end],
        start=start,
        end=end,
        value=shown(judged.numeral.value),
        unit=judged.numeral.unit.name if judged.numeral.unit else "",
        verdict=judged.verdict,
        expected=judged.expected,
        expression=judged.expression,
        why=say(judged.why, language),
        citations=cited.number(judged.evidence),
    )
