"""Questions about a chapter of the disclosure: its duties, its offices, the grounds of a project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Document, Passage
from index.normal import bare, plain
from qa.answer import Status
from qa.data.load import read
from qa.operations.ask import Ask

_LONG = 420
_ABOUT = re.compile("概况|概括|基本情况|职能|职责|机构|简介")
_MONEY = re.compile(r"\d\s*(?:万元|亿元|元)")
_MARK = re.compile(r"^(第[一二三四五六七八九十]+(部分|章|节)|[(（]?[一二三四五六七八九十\d]+[)）、.．]+)\s*")


def chapter(ask: Ask) -> Status | None:
    """The words of the chapter that is asked for by what its heading says; None where none is asked for, or found."""
    topic = bare(ask.plan.topic)
    wanted = asked_chapter(topic)
    if wanted is None or ask.plan.operation not in ("lookup", "list", "define", "performance", "explain", "count"):
        return None
    if ask.plan.asks_number and not re.search("哪|什么", topic):
        return None
    said = _said_without(topic)
    for body in ask.bodies:
        for year in ask.years(body):
            documents = body.of(year, ask.kinds(body)[0], ask.plan.level)
            for document in documents:
                found = _passages(ask, document, topic, wanted)
                if found:
                    _say(ask, ask.place_of(body, year, document.kind), document, found, wanted)
                    return "answered"
            named = any(m.known and not wanted.search(m.phrase) for m in ask.plan.metrics)
            if said is not None and documents and not named and not _of_a_project(ask, documents, topic):
                return _overview(ask, ask.place_of(body, year, documents[0].kind), documents, said)
    return None


def _said_without(topic: str) -> re.Pattern[str] | None:
    """What the sentences of the overview say, where the chapter asked for has no heading of its own."""
    return next((re.compile(rest[1]) for said, *rest in read("chapters") if re.search(said, topic) and len(rest) > 1), None)


def _of_a_project(ask: Ask, documents: Sequence[Document], topic: str) -> bool:
    return any(len(name) > 3 and name in topic for d in documents for name in ask.library.book(d).projects)


def _overview(ask: Ask, place: str, documents: Sequence[Document], said: re.Pattern[str]) -> Status:
    """The sentences of the overview that say what the chapter would; a refusal where none does: it is no question of money."""
    quoted, used = [], 0
    for document in documents:
        for passage in ask.library.book(document).disclosure.passages:
            headings = [plain(h) for h in passage.section]
            if headings and not any(_ABOUT.search(h) for h in headings):
                continue
            for sentence in passage.sentences:
                long = bare(sentence.text) in map(bare, headings) or used + len(sentence.text) > _LONG
                if said.search(bare(sentence.text)) and not long and not _MONEY.search(sentence.text):
                    used += len(sentence.text)
                    quoted.append(ask.draft.quote(sentence, sentence.text.strip().rstrip("。；;"), document, passage.section))
    if not quoted:
        ask.say("no_item", place=place, item=bare(ask.plan.topic))
        return "not_disclosed"
    ask.say("count_quoted", place=place, quote=ask.joined(quoted, "；"))
    return "answered"


def asked_chapter(topic: str) -> re.Pattern[str] | None:
    """What the heading of the chapter says that a question asks for; None where it asks for none."""
    return next((re.compile(heading) for said, heading, *_ in read("chapters") if re.search(said, bare(topic))), None)


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
