"""Words that cannot be right: templates left unfilled, doubled points, another year, a note of another table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.contents import missing_in
from corpus.model import Fact, Sentence, Table
from corpus.model.finding import Finding, FindingKind, Place
from corpus.rules.book import Book
from corpus.rules.judge import judge_sum
from corpus.rules.sums import finding_of

_WORDS = (
    (re.compile(r"[XxＸ×]{2,}(局|委|厅|办|部门|单位|年|万元|元|项目)"), "模板中的占位字没有填写"),
    (re.compile(r"。。|，，|；；|、、(?!、)|，。|。，"), "标点重复或相连"),
    (re.compile(r"(支出|收入|预算|决算|增加|减少)(为)?万元"), "金额没有填写"),
)


def wording(book: Book) -> Iterator[Finding]:
    """Unfilled templates and doubled punctuation."""
    for file in book.files:
        for passage in file.passages:
            for sentence in passage.sentences or (Sentence(passage.text, passage.page, passage.bbox),):
                for found, why in _WORDS:
                    match = found.search(sentence.text)
                    if match:
                        yield _at(
                            file.document.id, sentence, "text", match.group(0), "", f"{why}：“{match.group(0)}”。"
                        )
            joined = re.search(r"[。！]{2}|，，", passage.text)
            if joined and not any(joined.group(0) in s.text for s in passage.sentences):
                whole = Sentence(passage.text[-40:], passage.page, passage.bbox)
                yield _at(file.document.id, whole, "text", joined.group(0), "。", f"标点重复：“{joined.group(0)}”。")


_HALF = re.compile(r"(?<=[一-鿿）”])[,;:!?](?=\s*[一-鿿“（])")
_OWN = re.compile(r"[，；：！？]")
FEW = 20
"""A half-width mark is a slip where the file has so many times as many full-width ones."""


def half_width(book: Book) -> Iterator[Finding]:
    """Half-width stops between Chinese characters, in a file that sets full-width ones (GB/T 15834): its first, with how
    many there are."""
    for file in book.files:
        sentences = [s for passage in file.passages for s in passage.sentences]
        slips = [(s, m) for s in sentences for m in _HALF.finditer(s.text)]
        own = sum(len(_OWN.findall(s.text)) for s in sentences)
        if not slips or own < FEW * len(slips):
            continue
        sentence, mark = slips[0]
        around = sentence.text[max(0, mark.start() - 6) : mark.end() + 6]
        more = f"，本文件共 {len(slips)} 处" if len(slips) > 1 else ""
        right = chr(ord(mark.group()) + 0xFEE0)
        yield _at(file.document.id, sentence, "text", around, right, f"中文里用了半角标点：“{around}”{more}。")


_HEADED_YEAR = re.compile(r"(20\d\d)年度?(部门|单位)(汇总)?(预算|决算)(情况说明|编制范围|表|公开)|公开(20\d\d)年度?(?:部门|单位)(?:预算|决算)(?=[。，；]|$)")
_AS_OF = re.compile(r"截至\s*(20\d\d)年\s*12\s*月\s*31\s*日")


def years(book: Book) -> Iterator[Finding]:
    """A heading, a scope or a closing date of another year than the disclosure's."""
    for file in book.files:
        d = file.document
        if d.year is None:
            continue
        for passage in file.passages:
            for sentence in passage.sentences:
                found = _HEADED_YEAR.search(sentence.text)
                named = int(found.group(1) or found.group(6)) if found else None
                if found and named == d.year - 1 and not re.search("比|较|上年", sentence.text):
                    why = f"这里写的是 {named} 年，本公开是 {d.year} 年。"
                    yield _at(d.id, sentence, "year", found.group(0), f"{d.year}年", why)
                closed = _AS_OF.search(sentence.text)
                if closed and d.kind == "final" and int(closed.group(1)) != d.year:
                    why = f"决算年度是 {d.year} 年，这里截至 {closed.group(1)} 年末。"
                    yield _at(d.id, sentence, "year", closed.group(0), f"{d.year}年12月31日", why)


def empty_tables(book: Book) -> Iterator[Finding]:
    """An empty table says that it is empty; its note speaks of its own money, not of another table's."""
    for file in book.files:
        for table in file.tables:
            if table.kind not in ("gov_fund", "state_capital", "three_public") or not table.columns:
                continue
            if table.empty and table.kind == "three_public":
                yield from _told_elsewhere(book, file.document.id, table)
            elif table.empty and not table.note:
                why = f"《{table.title}》没有数字，也没有空表说明。"
                yield _of_table(file.document.id, table, "", "空表说明", why)
            elif table.empty and table.note:
                other = {"gov_fund": "国有资本经营", "state_capital": "政府性基金"}[table.kind]
                own = {"gov_fund": "政府性基金", "state_capital": "国有资本经营"}[table.kind]
                if other in table.note and own not in table.note:
                    yield _of_table(file.document.id, table, table.note, own, f"《{table.title}》的说明写的是{other}。")


_SAYS_EMPTY = re.compile(r"空表|此表为空|本表为空|本表无数据|本表没有数据")


def filled_tables(book: Book) -> Iterator[Finding]:
    """A table that says that it is empty holds no amounts."""
    for file in book.files:
        for table in file.tables:
            held = next((f for f in table.facts if f.amount.value and f.amount.mils is not None), None)
            if table.note and _SAYS_EMPTY.search(table.note) and held is not None:
                why = f"《{table.title}》的说明写本表为空，表内却印有 {held.text}{held.unit or ''}。"
                yield _of_table(file.document.id, table, table.note, held.text, why)


_LEVEL = re.compile(r"收入支出(决算|预算)?总计[^，。；]{0,8}持平|收、?支(出)?总计[^，。；]{0,8}持平")
_MOVED = re.compile(r"主要(原因)?(是|为|：)[^。；]*?(?P<word>减少|下降|压减|增加|增长)")


def level(book: Book) -> Iterator[Finding]:
    """总计持平, and then a reason for a change of it."""
    for file in book.files:
        sentences = [sentence for passage in file.passages for sentence in passage.sentences]
        for k, one in enumerate(sentences):
            said = _LEVEL.search(one.text)
            after = one.text[said.end() :] + "".join(s.text for s in sentences[k + 1 : k + 3]) if said else ""
            reason = _MOVED.match(after.lstrip("，。；"))
            if said and reason:
                why = f"这里写总计持平，随后的原因说的却是{reason['word']}。"
                yield _at(file.document.id, one, "text", said.group(0), reason["word"], why)


def missing(book: Book) -> Iterator[Finding]:
    """A table that the contents list and that is not there."""
    for file in book.files:
        for title, page in missing_in(file.document.warnings):
            why = f"目录列有《{title}》，第 {page} 页之后没有这张表。"
            place = Place(file.document.id, page, (0.0, 0.0, 0.0, 0.0), title)
            yield Finding(file.document.id, page, "text", "", title, None, "mismatch", False, why, (), place)


def _told_elsewhere(book: Book, document: str, table: Table) -> Iterator[Finding]:
    """An empty “三公” table while prose names an amount that is not zero."""
    for _, sentence in book.sentences():
        if "三公" not in sentence.text:
            continue
        told = next((f for f in sentence.facts if f.amount.mils and f.year == book.year and f.direction is None), None)
        if told is not None:
            why = f"《{table.title}》没有数字，第 {told.page} 页的文字写有 {told.text}{told.unit}。"
            page, box = table.pages[0], table.bbox or (0.0, 0.0, 0.0, 0.0)
            place = Place(document, page, box, table.title)
            yield Finding(document, page, "prose_vs_table", "", told.text, None, "mismatch", False, why, (told,), place)
            return


def purchases(book: Book) -> Iterator[Finding]:
    """政府采购 = 货物 + 工程 + 服务, where one sentence names all four (DOMAIN 12); those that it names are never more."""
    for _, sentence in book.sentences():
        if "采购" not in sentence.text:
            continue
        parts: dict[str, Fact] = {}
        for fact in sentence.facts:
            for word in ("货物", "工程", "服务"):
                if fact.amount.mils is not None and re.search(rf"{word}[^，、；]{{0,8}}$", fact.subject or ""):
                    parts.setdefault(word, fact)
        total = next((f for f in sentence.facts if f.amount.mils is not None and f not in parts.values()), None)
        if parts and total is not None and all(p.unit == total.unit for p in parts.values()):
            found = judge_sum(total.amount, [(1, p.amount) for p in parts.values()])
            less = found.expected < total.amount.value and len(parts) < 3  # a kind that is not named may be the rest
            if found.outcome != "equal" and not less:
                why = f"政府采购印的是 {total.text}，货物、工程、服务之和为 {found.expected}。"
                yield finding_of(total, list(parts.values()), found, "sum", why)


def _at(document: str, sentence: Sentence, kind: FindingKind, printed: str, expected: str, why: str) -> Finding:
    place = Place(document, sentence.page, sentence.bbox, sentence.text)
    return Finding(document, sentence.page, kind, printed, expected, None, "mismatch", False, why, (), place)


def _of_table(document: str, table: Table, printed: str, expected: str, why: str) -> Finding:
    page = table.note_page or table.pages[0]
    box = table.note_bbox or table.bbox or (0.0, 0.0, 0.0, 0.0)
    place = Place(document, page, box, table.note or table.title)
    return Finding(document, page, "text", printed, expected, None, "mismatch", False, why, (), place)
