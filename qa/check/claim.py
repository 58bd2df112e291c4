"""A number of a text with what is said of it, what the text said before, and the verdict that it gets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.model import Kind
from qa.answer import Verdict
from qa.check.numerals import Numeral
from qa.check.reading import Reading
from qa.check.reasons import Reason
from qa.check.relations import Name, Operand
from qa.check.report import Evidence
from qa.check.scope import Scope, Sentence
from qa.check.text import MASK, plain
from qa.check.words import edge, pattern

_AFTER = re.compile(
    r"\s*(?:元|整)*[”\x22]?(?:[,，—\-]*\s*(?:这|那|即|便|也|就)+(?:是|为)|计的|的|用于|用在|用到|花在了?|花到|投入到?|投向了?|投给了?|给了"
    r"|给|拨给|拨付给|安排给|分给|是|为"
    r"|(?:(?:has|have|had)\s+been|was|were|is|are)?\s*(?:set aside|earmarked|allocated|budgeted|reserved|spent|used|approved)?"
    r"(?:\s*by\s+\x00+)?\s*(?:into|to|on|for|of|in)\b|is the (?:amount|figure|sum|budget|total)\w* (?:of|for)|is|was"
    r"|went (?:in)?to|goes (?:in)?to)\s*"
    r"(?P<phrase>[^\d，,。;；.]{2,60})",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[\d.,，。;；:：()（）\s\x00、%→>—–]|万元|亿元|元")


@dataclass(frozen=True, slots=True)
class Judged:
    """A number with its verdict."""

    numeral: Numeral
    verdict: Verdict
    why: tuple[Reason, ...]
    expected: str | None = None
    expression: str | None = None
    evidence: tuple[Evidence, ...] = ()
    operand: Operand | None = None


@dataclass
class Thread:
    """What a text has said so far: earlier figures for 前者 and 两项合计, and the subject that is carried on."""

    figures: list[Operand] = field(default_factory=list)
    subject: tuple[Reading, ...] = ()
    phrase: str = ""
    among: str = ""
    """What the parts of the last 其中 are parts of, as the sentence names it."""
    parts_from: int = 0
    """Where the parts of the last 其中 begin."""
    gaps: int = 0
    """Figures of this sentence that could not be told: what is summed up may not be all."""
    base: tuple[int, Kind | None] | None = None
    changes: list[Operand] = field(default_factory=list)
    rates: list[Operand] = field(default_factory=list)
    """The shares and growths that this sentence has stated."""
    rate: Claim | None = None
    """The last percentage that states a relation, and (`rated`) how it was judged."""
    rated: Judged | None = None
    asked: Sentence | None = None
    """The question that stood before, if it held no number."""
    heading: str = ""
    """What a line without figures announced (住房公积金如下：)."""
    in_list: bool = False
    """Is this an item of a list, and the one before it one too? Then its figures are still spoken of."""
    consumed: int = 0
    """The words up to here said what an earlier number is of (10万元用于甲，20万元用于乙)."""

    def new_sentence(self) -> None:
        """前者 and 合计 do not reach back over a full stop, but over the items of a list; the subject does."""
        if not self.in_list:
            self.figures.clear()
            self.parts_from = self.gaps = 0
        self.changes.clear()
        self.rates.clear()
        self.rate = self.rated = None
        self.among = ""
        self.consumed = 0
        self.base = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with the words before it (back to the number before) and what they narrow it to."""

    numeral: Numeral
    sentence: Sentence
    begin: int
    scope: Scope
    relation: Name | None
    given: str | None = None
    """What the number is of where its name stands elsewhere (A、B分别为1、2)."""

    @property
    def words(self) -> str:
        """The words before the number without names, years and kinds, letter for letter."""
        return self.sentence.bare[self.begin : self.numeral.begin] if self.given is None else self.given

    @property
    def said(self) -> str:
        """The same without what was blotted out."""
        return self.words.replace(MASK, "")

    @property
    def phrases(self) -> tuple[str, str]:
        """The words with and without the years that may be part of a label."""
        if self.given is not None:
            return self.given, self.given
        return self.sentence.kept[self.begin : self.numeral.begin], self.words

    @property
    def behind(self) -> str:
        """The words behind the number up to the next number or stop, for the relations that are said there."""
        rest = self.sentence.bare[self.numeral.end :]
        return re.split(r"[;；。]|(?<!\d)\d{2}|\d[\d,]*\.\d", rest, maxsplit=1)[0]

    @property
    def after(self) -> str:
        """The words behind the number that say what it is of: 15万元用于公务接待, 1.2 million yuan on receptions."""
        found = _AFTER.match(self.sentence.bare[self.numeral.end :])
        return (
            re.sub(r"[”\x22]?\s*(?:赫然在列|之一|中的一笔|的一笔|的支出)?[”\x22]?$", "", found["phrase"])
            if found
            else ""
        )

    @property
    def after_end(self) -> int:
        """Where those words end."""
        found = _AFTER.match(self.sentence.bare[self.numeral.end :])
        return self.numeral.end + found.end() if found else self.numeral.end

    @property
    def says_nothing(self) -> bool:
        """Do the words name no item, so that the one before is still spoken of?"""
        return bool(edge("silent").fullmatch(plain(_EMPTY.sub("", self.words))))

    @property
    def only_kind(self) -> bool:
        """Do they say no more than 支出决算, which after another figure means the same item's?"""
        return pattern("weak_total").fullmatch(edge("lead").sub("", plain(self.words))) is not None

    @property
    def direct(self) -> bool:
        """Is it a total or a rate that the text computes? Then 合计 stands alone before it."""
        total = pattern("relation", "total").search(self.said)
        return total is not None and not edge("lead").sub("", plain(self.said[: total.start()]))
