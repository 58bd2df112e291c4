"""What a question asks for, once who and when are taken out: stretches of words and the official terms they may mean."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.data.load import Term, economic, functional, glossary, stop_phrases
from index.normal import CJK, bare, plain, sound

_EXACT, _ALIAS, _ENGLISH, _HOLDS = 1.0, 0.92, 0.9, 0.86
_KNOWN = 0.8
"""From here on the glossary's certainty of words is as good as knowledge."""
_HEARD = 0.9
"""What a form written with wrong characters of the same sound is worth, of the form itself."""


@dataclass(frozen=True, slots=True)
class Sense:
    """An official term that words may mean; `weight` says how sure: 1 for its own name."""

    term: Term
    weight: float
    how: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of the question, with what they may mean; no senses: words that only the documents may know."""

    text: str
    senses: tuple[Sense, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a question with nothing between them: matched as they stand, or piece by piece."""

    text: str
    pieces: tuple[Piece, ...]
    of: bool = False
    """Does it only say what the next one is of (工资 in 工资里的津贴)?"""

    @property
    def senses(self) -> tuple[Sense, ...]:
        return tuple(sense for piece in self.pieces for sense in piece.senses)

    @property
    def unknown(self) -> int:
        """How many of its characters have no sense."""
        return sum(len(piece.text) for piece in self.pieces if not piece.senses)

    def share(self, piece: Piece) -> float:
        """How much of the stretch a piece speaks for, against what nothing is known of: 0 to 1.

        Of several pieces the last is the head (法院强制执行): what stands before it counts a little less.
        """
        known = [each for each in self.pieces if each.senses]
        behind = len(known) - 1 - known.index(piece) if piece in known else 0
        return max(0.96, 1 - 0.01 * behind) * math.sqrt(len(piece.text) / (len(piece.text) + self.unknown))

    @property
    def certainty(self) -> float:
        """How surely the glossary knows what it means."""
        return max((s.weight * self.share(piece) for piece in self.pieces for s in piece.senses), default=0.0)


    @property
    def known(self) -> bool:
        """Does the glossary know what it means? Then the model, which only guesses, is not asked."""
        return self.certainty >= _KNOWN


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for."""

    text: str
    stretches: tuple[Stretch, ...]
    codes: tuple[str, ...] = ()

    @property
    def senses(self) -> tuple[Sense, ...]:
        return tuple(sense for stretch in self.stretches for sense in stretch.senses)

    def chain(self, stretch: Stretch) -> tuple[Piece, ...]:
        """The pieces with a meaning that say together what is asked: of this stretch, and of those joined to it by 的."""
        at = self.stretches.index(stretch)
        first = last = at
        while first and self.stretches[first - 1].of:
            first -= 1
        while last < len(self.stretches) - 1 and self.stretches[last].of:
            last += 1
        return tuple(piece for each in self.stretches[first : last + 1] for piece in each.pieces if piece.senses)

    @property
    def texts(self) -> tuple[str, ...]:
        """The words themselves and the names of what they may mean."""
        names = (name for sense in self.senses for name in (*sense.term.names, *sense.term.parts))
        return tuple(dict.fromkeys((*(s.text for s in self.stretches), *names)))


@lru_cache
def official_names() -> frozenset[str]:
    """All official names of the glossary and the classifications, as labels are compared."""
    named = [term.names for term in glossary()]
    named += [subject.names for subject in (*functional().values(), *economic().values())]
    return frozenset(bare(name) for names in named for name in names)


class Lexicon:
    """Every form that names a term, to the senses it may have. Terms of the classifications are among them."""

    def __init__(self, terms: Iterable[Term], subjects: bool = True) -> None:
        self.forms: dict[str, dict[str, Sense]] = {}
        for term in terms:
            self._add(term)
        if subjects:
            known = {bare(name): s for form in self.forms.values() for s in form.values() for name in s.term.names}
            for subject in (*functional().values(), *economic().values()):
                named = next((known[name] for name in map(bare, subject.names) if name in known), None)
                term = named.term if named else Term(subject.name, also=subject.names[1:], code=subject.code)
                if named is None:
                    self._add(term)
                self.forms.setdefault(subject.code, {})[term.name] = Sense(term, _EXACT, "code")
        self.longest = max(map(len, self.forms), default=0)
        self.heard = {sound(form): form for form in self.forms if len(form) > 2 and not form.isascii()}

    def _add(self, term: Term) -> None:
        for forms, weight, how in (
            (term.names, _EXACT, "name"), (term.whole, _ALIAS, "alias"), (term.english, _ENGLISH, "English"),
            (term.holds, _HOLDS, "part"),
        ):
            for form in forms:
                senses = self.forms.setdefault(bare(form), {})
                if term.name not in senses or senses[term.name].weight < weight:
                    senses[term.name] = Sense(term, weight, how)

    def pieces(self, text: str) -> Iterator[Piece]:
        """Take a stretch apart: the longest forms from the left, and the words between them."""
        at = free = 0
        while at < len(text):
            size, senses = self._at(text, at)
            if size:
                if free < at:
                    yield Piece(text[free:at])
                yield Piece(text[at : at + size], tuple(sorted(senses, key=lambda s: -s.weight)))
                free = at + size
            at += size or 1
        if free < len(text):
            yield Piece(text[free:])

    def _at(self, text: str, at: int) -> tuple[int, Iterable[Sense]]:
        """How long the form is that begins here, and its senses; 0 where none does."""
        most = min(self.longest, len(text) - at)
        size = next((n for n in range(most, 1, -1) if self._bounded(text, at, n)), 0)
        for n in range(most, max(size, 2), -1):  # a longer one by its sound: 公物接待费
            word = text[at : at + n]
            form = self.heard.get(sound(word))
            if form and sum(a == b for a, b in zip(word, form, strict=True)) * 2 >= n:
                return n, [replace(sense, weight=sense.weight * _HEARD) for sense in self.forms[form].values()]
        return size, self.forms[text[at : at + size]].values() if size else ()

    def _bounded(self, text: str, at: int, size: int) -> bool:
        """Is this a form, and, in English, of whole words?"""
        form = text[at : at + size]
        if form not in self.forms:
            return False
        if form.isdigit():
            return any(found.span() == (at, at + size) for found in _CODE.finditer(text))
        ends = text[at - 1 : at] + " " + text[at + size : at + size + 1]
        return not (form[0].isascii() and form[0].isalpha()) or not re.search(r"[a-z]", ends.replace(form, ""))


@lru_cache
def lexicon() -> Lexicon:
    """The glossary and both classifications."""
    return Lexicon(glossary())


@lru_cache
def _stops() -> re.Pattern[str]:
    chinese = [w for w in stop_phrases() if not w.isascii() and len(w) > 1]
    english = [w for w in stop_phrases() if w.isascii()]
    return re.compile("|".join((*map(re.escape, chinese), rf"\b(?:{'|'.join(map(re.escape, english))})\b")))


_WEAK = frozenset({"支出", "收入", "经费", "费用", "资金", "钱", "项", "元", "万元", "亿元", "项目", "total", "expenditure", "spending", "money"})
_CODE = re.compile(r"(?<![\d.,])[235]\d{2}(?:\d{2}){0,2}(?![\d.,年月日万亿元%])")
_SUBJECT = re.compile(
    rf"(?:(?:功能|经济)?(?:分类)?科目)?(?:编码|代码|编号)?[为是:：]?(?P<code>{_CODE.pattern})号?(?:科目|[类款项](?!目))?")
"""A code with what says that it is one."""
_NOT_MEANT = re.compile(r"(?:而?不是(?!有|在|说|吗)|不含|不包括|不算|除了|除去|扣除)[^,，。;；?？和的]{2,12}?(?:以外|之外|外)?(?=$|[,，。;；?？)）的])")
"""What a question says that it does not ask for: 公车运行花多少，不是买车."""
_OF = frozenset("的里")
_BREAK = re.compile(r"[^\w%‰]+|(?<![对占同环百分])比(?![例重率赛较对选武])|[的了是有和与及在呢吗吧啊各里占谁]面?")


def read_query(text: str, words: Lexicon | None = None) -> Query:
    """The query of a question whose departments and years are taken out.

    >>> [p.text for s in read_query("养车和请客一共花了多少钱").stretches for p in s.pieces]
    ['养车', '请客']
    """
    words = words or lexicon()
    asked = _NOT_MEANT.sub(" ", plain(text).strip(" ?？。.!！"))
    codes = tuple(_CODE.findall(asked))
    asked = _SUBJECT.sub(lambda found: f" {found['code']} ", asked)
    found: list[Stretch] = []
    for whole in _whole_terms(asked, words):
        found.extend(_stretches(whole, words))
    found = [s for s in found if s.text not in _WEAK] or [s for s in found if s.text in _WEAK]
    if not found and not codes or all(s.text in _WEAK for s in found):  # 预算一共多少钱, 支出是多少: the whole of it
        found = [Stretch(p.text, (p,)) for p in words.pieces("收入总额" if "收入" in asked else "支出预算")]
    return Query(asked, tuple(dict.fromkeys(found)), codes)


def _whole_terms(text: str, words: Lexicon) -> Iterator[str | Stretch]:
    """Terms whose names hold what else would part them (对个人和家庭的补助, “三公”经费) stay whole."""
    compact = [(at, c) for at, c in enumerate(text) if re.match(rf"[\w%‰{CJK}]", c)]
    joined = "".join(c for _, c in compact)
    at = last = 0
    while at < len(joined) - 3:
        size = next((n for n in range(min(words.longest, len(joined) - at), 3, -1) if joined[at : at + n] in words.forms), 0)
        if size and not joined[at : at + size].isascii():
            start, end = compact[at][0], compact[at + size - 1][0] + 1
            if _BREAK.search(text[start:end]) or _stops().search(text[start:end]):
                yield text[last:start]
                piece = Piece(joined[at : at + size], tuple(words.forms[joined[at : at + size]].values()))
                yield Stretch(piece.text, (piece,))
                last = end
        at += size or 1
    yield text[last:]


def _stretches(part: str | Stretch, words: Lexicon) -> Iterator[Stretch]:
    if isinstance(part, Stretch):
        yield part
        return
    for piece in _stops().split(part):
        words_together = [bare(piece)] if piece.isascii() else _BREAK.split(piece)
        joints = () if piece.isascii() else _BREAK.findall(piece)
        for at, said in enumerate(map(bare, words_together)):
            if len(said) > 1:
                more = at < len(joints) and joints[at] in _OF and len(bare("".join(words_together[at + 1 :]))) > 1
                yield Stretch(said, tuple(words.pieces(said)), more)
