"""A text to its figures with their verdicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from corpus.data.load import simplified
from corpus.read.letters import is_traditional
from index.ports import FactStore
from qa.check.agree import shown
from qa.check.bodies import Mention
from qa.check.claim import Judged, Thread
from qa.check.corpus import Corpus, corpus_of
from qa.check.pasted import PastedRow, PastedTable, tables
from qa.check.reasons import Language, say
from qa.check.relations import UNKNOWN, Operand
from qa.check.report import Checked, CheckedFigure, Citations
from qa.check.scope import Scope, Sentence, read_sentence
from qa.check.text import half_width, is_item, sentences, sums_up, unmarked, untagged
from qa.check.totalled import summed
from qa.check.verify import judge_sentence
from qa.check.words import pattern

_LONGEST_NOTE = 60
_AMOUNT = re.compile(r"\d\s*[百千万亿]*元|\d\s*%|\d\.\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENGLISH = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")


def check_text(text: str, store: FactStore, language: Language | None = None) -> Checked:
    """Judge every number of `text` against the disclosures in `store`."""
    corpus = corpus_of(store)
    cited = Citations({document.id: document for document in corpus.documents})
    bare, places = untagged(text)
    own: Language = "en" if _ENGLISH.search(bare) and not re.search(r"[，。；]", bare) else "zh"
    reader = _Reader(half_width(_in_simplified(bare)), corpus)
    return Checked(
        text=text,
        figures=[_figure(judged, text, offset, places, language or own, cited) for judged, offset in reader.judged()],
        citations=cited.found,
    )


def _in_simplified(text: str) -> str:
    """A text in traditional letters in the simplified ones that disclosures are read in."""
    return text.translate(simplified()).replace("「", "“").replace("」", "”") if is_traditional(text) else text


class _Reader:
    """A half-width text, read sentence by sentence and table by table; what is said is carried on."""

    def __init__(self, text: str, corpus: Corpus) -> None:
        self._text, self._corpus = text, corpus
        self._scope, self._thread, self._caption = Scope(), Thread(), ""
        self._scope = self._said_last()

    def _said_last(self) -> Scope:
        """What the last line says of all before it, where it has no amounts and that has no body: ——某局, 以上为某局决算."""
        lines = [self._text[a:b] for a, b in sentences(self._text) if self._text[a:b].strip()]
        if len(lines) < 2 or len(lines[-1]) > _LONGEST_NOTE or _AMOUNT.search(lines[-1]):
            return Scope()
        last = self._sentence(unmarked(lines[-1]), 0)
        rest = "\n".join(lines[:-1])
        body = last.bodies[-1] if last.bodies and not self._corpus.bodies.mentions(rest) else None
        if body is None and (last.bodies or not re.match(r"\s*[(（]|\s*(?:注|备注|说明|以上|数据|口径)", lines[-1])):
            return Scope()
        noted = last.at(len(last.text))
        year = None if _YEAR.search(rest) else noted.year
        return Scope(body=body, year=year, kind=None if re.search("预算|决算", rest) else noted.kind)

    def judged(self) -> Iterator[tuple[Judged, int]]:
        """Its figures, each with the place in the text that its own place counts from."""
        at = 0
        for table in tables(self._text):
            yield from self._prose(at, table.start)
            yield from ((judged, 0) for judged in self._table(table))
            at = table.end
        yield from self._prose(at, len(self._text))

    def _prose(self, begin: int, end: int) -> Iterator[tuple[Judged, int]]:
        listed = False
        for start, stop in sentences(self._text[begin:end]):
            line = self._text[begin + start : begin + stop]
            if not line.strip():
                continue
            if pattern("answer", "given").match(line) and not self._corpus.bodies.mentions(line):
                self._based_on(self._text[begin + stop : end])
            self._thread.in_list, listed = listed and (is_item(line) or sums_up(line)), is_item(line)
            sentence = self._sentence(unmarked(line), begin + start)
            before = self._thread.subject
            found = judge_sentence(sentence, self._corpus, self._thread)
            yield from ((judged, begin + start) for judged in found)
            if is_item(line) and not found and self._thread.subject is before:
                self._thread.subject, self._thread.phrase = (), ""  # （二）… announces something else, known or not
            self._scope, self._caption = sentence.end(), line.strip()

    def _based_on(self, rest: str) -> None:
        """答案：5万元 / 依据：甲局2023年培训费: what the line behind says that the answer is of."""
        basis = pattern("answer", "basis").match(rest)
        if basis is None:
            return
        sentence, aside = self._sentence(unmarked(basis["said"]), 0), Thread()
        judge_sentence(sentence, self._corpus, aside)
        if aside.subject or not self._thread.subject:
            self._scope, self._thread.subject = sentence.end(), aside.subject

    def _table(self, table: PastedTable) -> Iterator[Judged]:
        """The rows of a pasted table; what is said before it holds for each of them."""
        above: dict[int, list[Operand]] = defaultdict(list)
        if table.corner:
            self._scope = self._sentence(table.corner, table.start).end()
        for row in table.rows(self._caption, self._is_body):
            found = judge_sentence(self._sentence(row.said, 0), self._corpus, Thread(), firm=True)
            partial = False
            for column, judged in zip(row.columns, found, strict=False) if len(found) == len(row.columns) else ():
                total = summed(judged, above[column], partial) if row.total else judged
                partial = partial or total.verdict == "verified" and total is not judged
                above[column].append(total.operand or UNKNOWN)
                yield _moved(total, row)
            if len(found) != len(row.columns):
                yield from (_moved(judged, row) for judged in found)

    def _is_body(self, label: str) -> bool:
        mentions = self._corpus.bodies.mentions(label)
        return bool(mentions) and mentions[0].end - mentions[0].start >= len(label) - 1

    def _newest(self, text: str) -> int | None:
        """The year that 今年 stands for: the newest of the one body that is spoken of, else of all."""
        if not re.search("今年|去年|本年|当年", text):
            return self._corpus.newest
        named = next((m for m in self._corpus.bodies.mentions(text) if m.documents), self._scope.body)
        ids = named.documents if named is not None else frozenset()
        return max((d.year for d in self._corpus.documents if d.id in ids and d.year), default=self._corpus.newest)

    def _sentence(self, text: str, start: int) -> Sentence:
        corpus = self._corpus
        sentence = read_sentence(text, start, self._scope, corpus.bodies, self._newest(text), corpus.bodied)
        if not sentence.bodies and self._scope.body is None and not corpus.alone and (ids := corpus.saying(text)):
            name = next(d.department or d.title for d in corpus.documents if d.id in ids)
            sentence.scope = replace(sentence.scope, body=Mention(0, 0, name, ids))
        return sentence


def _moved(judged: Judged, row: PastedRow) -> Judged:
    """The number at its place in the text."""
    numeral = judged.numeral
    said, at, length = max((p for p in row.places if p[0] <= numeral.end), default=row.places[0])
    begin = at + max(0, numeral.start - said)
    return replace(
        judged, numeral=replace(numeral, start=begin, end=max(begin + 1, at + min(length, numeral.end - said)))
    )


def _figure(
    judged: Judged, text: str, offset: int, places: list[int], language: Language, cited: Citations
) -> CheckedFigure:
    start, end = offset + judged.numeral.start, offset + judged.numeral.end
    if places:
        start, end = places[start], places[end - 1] + 1
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
