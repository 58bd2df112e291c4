"""Names that are another's: a code with a name that is not its own, an item with the purpose of another, a body's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from corpus.data.load import Subject, economic, functional
from corpus.model import Fact, Passage, Sentence
from corpus.model.finding import Finding, Place
from corpus.rules.book import Book, plain

_TAIL = re.compile(r"(支出|经费|费用|费|事务)$")
_PURPOSE = re.compile(r"(?:主要)?用于[：:]?(?P<said>[^。；\d]{8,})")
_ITEM = re.compile(r"(?:[（(][类款][)）])?(?P<item>[一-鿿、]{3,30}?)[（(]项[)）]")
_WORDLESS = re.compile(
    r"机关事业单位|行政事业单位|行政单位|事业单位|其他|一般|支出|经费|缴费|费用?|补助|管理|事务|活动|工作"
)


def codes(book: Book) -> Iterator[Finding]:
    """A row's code and name belong together: the name is not that of another code of the classification."""
    for table in book.tables:
        seen: set[tuple[str, str]] = set()
        for row in table.rows:
            if not row.code or (row.code, row.label) in seen:
                continue
            seen.add((row.code, row.label))
            own, other = _subjects(row.code, row.label)
            if own is None or other is None:
                continue
            printed = [(r.code, r.label) for t in book.tables for r in t.rows if r.code]
            known = any(code == row.code and _alike(name, label) for name in own.names for code, label in printed)
            if not known and (other.code, row.label) not in printed:
                continue  # the document calls it so throughout: a name of another year that is not on file
            place = Place(_document(book, row.facts, table.id), row.page, row.bbox, f"{row.code} {row.label}")
            why = f"《{table.title}》编码 {row.code} 应为“{own.name}”，“{row.label}”的编码是 {other.code}。"
            yield Finding(
                place.document,
                row.page,
                "text",
                f"{row.code} {row.label}",
                own.name,
                None,
                "mismatch",
                False,
                why,
                (),
                place,
            )


def _subjects(code: str, label: str) -> tuple[Subject | None, Subject | None]:
    """The subject of a code, where the label is none of its names but exactly another's of the same depth."""
    for book in (functional(), economic()):
        own = book.get(code)
        if own is None or any(_alike(name, label) for name in own.names):
            continue
        same = [s for s in book.values() if s.scheme == own.scheme and len(s.code) == len(code)]
        other = [s for s in same if any(plain(name) == plain(label) for name in s.names)]
        if len(other) == 1:
            return own, other[0]
    return None, None


def _alike(one: str, other: str) -> bool:
    short, long = sorted((_TAIL.sub("", plain(one)), _TAIL.sub("", plain(other))), key=len)
    return short in long


def _document(book: Book, facts: tuple[Fact, ...], table_id: str) -> str:
    if facts:
        return facts[0].document
    return next(f.document.id for f in book.files if any(t.id == table_id for t in f.tables))


def purposes(book: Book) -> Iterator[Finding]:
    """Two items with one and the same purpose, which names the one and not the other: it is the other's by mistake."""
    told: dict[str, list[tuple[str, Passage, Sentence, str]]] = defaultdict(list)
    for file in book.files:
        for passage in file.passages:
            for item, sentence, said in _purposes_of(passage):
                told[plain(said)].append((item, passage, sentence, file.document.id))
    for said, those in told.items():
        items = dict.fromkeys(item for item, *_ in those)
        owners = [item for item in items if _named(item, said)]
        for item, _, sentence, document in those:
            core = _WORDLESS.sub("", item)
            if len(items) < 2 or len(owners) != 1 or item in owners or len(core) < 2 or _shares(core, said):
                continue
            place = Place(document, sentence.page, sentence.bbox, sentence.text)
            why = f"“{item}”的用途与“{owners[0]}”的完全相同，所写的是后者。"
            yield Finding(document, sentence.page, "text", item, owners[0], None, "mismatch", False, why, (), place)


def _purposes_of(passage: Passage) -> Iterator[tuple[str, Sentence, str]]:
    """(item, sentence, purpose) of a paragraph that names an item and says what it is for."""
    item: str | None = None
    heading = _ITEM.search(passage.section[-1]) if passage.section else None
    for sentence in passage.sentences:
        found = _ITEM.findall(sentence.text)
        item = found[-1] if found else item or (heading["item"] if heading else None)
        said = _PURPOSE.search(sentence.text)
        if item is not None and said is not None and len(found) < 2:
            yield item, sentence, said["said"]


def _named(item: str, said: str) -> bool:
    """Does a purpose name the item itself, in its distinctive words?"""
    core = _WORDLESS.sub("", item)
    return len(core) >= 2 and core in said


def _shares(core: str, said: str) -> bool:
    return any(core[k : k + 2] in said for k in range(len(core) - 1))


_HEADED = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分)?(?P<body>[一-鿿]{1,30}?(?:局|委员会|办公厅|办公室|法院|检察院|厅|署|中心|政府))(?:[（(][^（）()]*[)）])?"
    r"20\d\d年(?:度)?(?:部门|单位|本级)?(?:预算|决算)(?:公开|情况说明|说明|公开说明)?。?$"
)


def bodies(book: Book) -> Iterator[Finding]:
    """A heading names a body that is not the one of the cover."""
    for file in book.files:
        own = plain(file.document.department or "")
        for passage in file.passages if own else ():
            for sentence in passage.sentences or (Sentence(passage.text, passage.page, passage.bbox),):
                found = _HEADED.match(plain(sentence.text))
                body = plain(found["body"]) if found else own
                if _same_body(body, own) or "XX" in body:
                    continue
                place = Place(file.document.id, sentence.page, sentence.bbox, sentence.text)
                why = f"标题写的是“{body}”，本公开是{file.document.department}的。"
                yield Finding(
                    file.document.id, sentence.page, "text", body, file.document.department or "", None, "mismatch", False,
                    why, (), place,
                )  # fmt: skip


def _same_body(one: str, other: str) -> bool:
    """One name for one body: the same, a part of it, or its letters in their order (县发改局, 县发展和改革局)."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return short in long or all(letter in letters for letter in short)
