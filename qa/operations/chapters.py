"""Questions about a chapter of the disclosure: its duties, its offices, the grounds of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Document, Passage
from index.normal import bare, plain
from qa.answer import Status
from qa.data.load import read
from qa.operations.ask import Ask

_LONG = 420
_MARK = re.compile(r"^(第[一二三四五六七八九十]+(部分|章|节)|[(（]?[一二三四五六七八九十\d]+[)）、.．]+)\s*")


def chapter(ask: Ask) -> Status | None:
    """The words of the chapter that is asked for by what its heading says; None where none is asked for, or found."""
    topic = bare(ask.plan.topic)
    wanted = asked_chapter(topic)
    if wanted is None or ask.plan.operation not in ("lookup", "list", "define", "performance", "explain", "count"):
        return None
    if ask.plan.asks_number and not re.search("哪|什么", topic):
        return None
    for body in ask.bodies:
        for year in ask.years(body):
            for document in body.of(year, ask.kinds(body)[0], ask.plan.level):
                found = _passages(ask, document, topic, wanted)
                if found:
                    _say(ask, ask.place_of(body, year, document.kind), document, found, wanted)
                    return "answered"
    return None


def asked_chapter(topic: str) -> re.Pattern[str] | None:
    """What the heading of the chapter says that a question asks for; None where it asks for none."""
    return next((re.compile(heading) for said, heading in read("chapters") if re.search(said, bare(topic))), None)


def _passages(ask: Ask, document: Document, topic: str, wanted: re.Pattern[str]) -> list[Passage]:
    """The passages under a heading that fits; of the project that the question names, where it names one."""
    book = ask.library.book(document)
    named = max((n for n in book.projects if len(n) > 3 and n in topic), key=len, default=None)
    if named is None and any(not m.known or m.phrase for m in ask.plan.metrics if not wanted.search(m.phrase)):
        return []
    pool = book.projects[named] if named else list(book.disclosure.passages)
    return list(_under(pool, wanted))


def _under(pool: list[Passage], wanted: re.Pattern[str]) -> Iterator[Passage]:
    """The text below the first such heading, without the headings themselves."""
    first: str | None = None
    for passage in pool:
        if any("名词解释" in h for h in passage.section):
            continue
        heading = next((h for h in passage.section if wanted.search(bare(_MARK.sub("", plain(h)))) and len(bare(h)) < 30), None)
        if heading is None or (first is not None and heading != first):
            continue
        first = heading
        if bare(passage.text) != bare(heading) and not re.fullmatch(r"[\s\d—─–-]+", passage.text):
            yield passage


def _say(ask: Ask, place: str, document: Document, found: list[Passage], wanted: re.Pattern[str]) -> None:
    quoted, used = [], 0
    for passage in found:
        for sentence in passage.sentences:
            if used and used + len(sentence.text) > _LONG:
                break
            used += len(sentence.text)
            quoted.append(ask.draft.quote(sentence, sentence.text, document, passage.section))
    heading = next((h for h in found[0].section if wanted.search(bare(h)) and len(bare(h)) < 30), "")
    ask.say("chapter", place=place, heading=_MARK.sub("", plain(heading)), quote="".join(quoted) + ("……" if used > _LONG else ""))
