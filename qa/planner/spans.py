"""A question taken apart into typed spans: the cover by known words that leaves the least unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.normal import bare
from qa.data.load import read
from qa.lexicon import known

LONGEST = 44
_SKIP = re.compile(r"[\s\"'()\[\]{}《》<>「」·‘’]")
_MARK = re.compile(r"[、，,；;。.？?！!：:/]")
_CODE = re.compile(r"(?<!\d)\d{3}(?:\d{2}){0,2}(?!\d|年|[.,]\d)")
_DATED = re.compile(r"(19|20)\d\d年?度?(?=.)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGNS = frozenset("+-=*×÷&")
_WEIGHT = {
    "department": 0.4, "unknown_body": 0.4, "year": 0.4, "level": 0.6, "limit": 0.3, "fraction": 0.3, "amount": 0.4,
    "region": 0.6, "kind": 0.8, "metric": 0.95, "stop": 1.1,
}
_JOINING = "+&"
UNKNOWN = 6.0
CONTENT = 1.9
_CLAUSES = re.compile("[，；。？！;?!]|,(?![0-9])(?! )")
_SUM = re.compile("(支出|收入|收支)(合计|总计|总额)")


@dataclass(frozen=True, slots=True)
class Token:
    """A span of the normalised question; `roles` empty: nothing known has this text."""

    roles: frozenset[str]
    text: str
    start: int
    end: int
    key: str = ""

    def has(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A span that linking accounts for: a department, a year, a kind, a level."""

    role: str
    start: int
    end: int


@lru_cache
def _words() -> dict[str, frozenset[str]]:
    """Every word of operations.yaml to its roles; units and levels as `unit:万元`, `level:款`."""
    found: dict[str, set[str]] = {}
    for role, words in read("operations").items():
        if isinstance(words, str):
            continue
        groups = words.items() if isinstance(words, dict) else [("", words)]
        for sub, group in groups:
            for word in group:
                found.setdefault(_key(str(word)), set()).add(f"{role}:{sub}" if sub else role)
    return {word: frozenset(roles) for word, roles in found.items()}


def _key(text: str) -> str:
    return text.strip().lower() if text.isascii() else bare(text)


def _other_numbers(key: str) -> tuple[str, ...]:
    """An English word in the singular for a plural, and the other way round."""
    single = key[:-3] + "y" if key.endswith("ies") else key[:-1] if key.endswith("s") and not key.endswith("ss") else ""
    return (single,) if single else (key + "s",)


_CONTENT = frozenset({"content"})
_MONEY_OF = "的钱"


def _candidates(text: str, labels: frozenset[str]) -> Iterator[Token]:
    """Every substring that is a known word or names something."""
    words = _words()
    for start in range(len(text)):
        if _SKIP.match(text[start]) or _MARK.match(text[start]):
            continue
        for end in range(start + 1, min(len(text), start + LONGEST) + 1):
            piece = text[start:end]
            if len(piece) > 1 and (piece[0] in _JOINING or piece[-1] in _JOINING):
                break  # a sign that joins two names is part of neither
            if _MARK.match(piece[-1]) or _SKIP.match(piece[-1]) and piece[-1] not in ")）":
                continue
            if len(piece) > 1 and (piece[0] in _SIGNS or piece[-1] in _SIGNS):
                continue
            if piece.isascii() and _splits_word(text, start, end):
                continue
            key = _key(piece)
            if key.endswith(_MONEY_OF) and len(key) > 4 and not (key in words or key in labels or known(key)):
                key = key.removesuffix(_MONEY_OF)  # 退休老干部的钱: not 老干部的钱, though that is a word
            if not (key in words or key in labels or known(key) or key.isascii()):
                continue
            if (dated := _DATED.match(key)) is not None and (key[dated.end() :] in labels or known(key[dated.end() :])):
                continue  # 2025年三公 is a year and a thing
            if not key or ("、" in piece and all(known(bare(part)) for part in piece.split("、"))):
                continue  # a title that lists three things is three things
            if _CLAUSES.search(piece):
                continue  # 预算，绩效工资: no name goes over the end of a clause
            roles = words.get(key, frozenset())
            if not roles and key.isascii() and len(key) > 3 and not known(key):
                key = next((form for form in _other_numbers(key) if form in words or known(form)), key)
                roles = words.get(key, frozenset())
            if (len(key) > 1 or roles) and (key in labels or known(key)) and not (roles & _PLAIN):
                roles |= {"metric", "label"} if key in labels else {"metric"}
            if roles == _CONTENT:
                yield Token(frozenset(), piece, start, end, key)
            elif roles:
                yield Token(roles - _CONTENT, piece, start, end, key)


def _abbreviated(text: str, labels: frozenset[str]) -> Iterator[Token]:
    """Long labels of which the question leaves out a middle part: 其他政府办公厅事务支出."""
    begun = {text[at : at + 3] for at in range(len(text) - 5)}
    heads: dict[str, list[str]] = {}
    for label in (label for label in labels if len(label) >= 8 and label[:3] in begun):
        heads.setdefault(label[:3], []).append(label)
    for start in range(len(text) - 5):
        for label in heads.get(text[start : start + 3], ()):
            at, end = 3, start + 3
            while end < len(text):
                found = label.find(text[end], at)
                if found < 0:
                    break
                at, end = found + 1, end + 1
            piece = text[start:end]
            if at == len(label) and piece[-2:] == label[-2:] and piece != label and 2 * len(piece) >= len(label) and len(piece) > 5:
                yield Token(frozenset({"metric", "short"}), piece, start, end, label)


_PLAIN = frozenset({"stop", "sum", "list", "performance", "and", "within", "each", "unspent"})
"""A label of these words says nothing by itself: 合计, 用途, 目标."""


def _splits_word(text: str, start: int, end: int) -> bool:
    def joined(at: int) -> bool:
        return all(c.isascii() and c.isalpha() for c in text[at - 1 : at + 1])

    return start > 0 and joined(start) or end < len(text) and joined(end)


def _cost(token: Token) -> float:
    extra = 1.5 if "short" in token.roles else 0.1 if _SUM.fullmatch(token.key) else 0.0  # X支出 合计 before X 支出合计
    alone = CONTENT if token.key else UNKNOWN  # 编外 names something, whatever 编 and 外 say by themselves
    return extra + min((_WEIGHT.get(role, 1.0) for role in token.roles), default=alone)


def tokens_of(text: str, fixed: Sequence[Fixed], labels: Iterable[frozenset[str]]) -> tuple[Token, ...]:
    """The cheapest cover of normalised `text`. `labels`: what the disclosures in question print, by document."""
    every = frozenset().union(*labels)
    by_end: dict[int, list[Token]] = {}
    spans = [Token(frozenset({f.role}), text[f.start : f.end], f.start, f.end) for f in fixed if f.end > f.start]
    spans += [Token(frozenset({"code"}), m[0], *m.span()) for m in _CODE.finditer(text)]
    spans += [Token(frozenset({"number"}), m[0], *m.span()) for m in _NUMBER.finditer(text)]
    for token in (*spans, *_candidates(text, every), *_abbreviated(text, every)):
        by_end.setdefault(token.end, []).append(token)
    best: list[tuple[float, Token | None]] = [(0.0, None)]
    for end in range(1, len(text) + 1):
        last = text[end - 1]
        free = bool(_SKIP.match(last))
        roles = {"mark"} if _MARK.match(last) else {"blank"} if free else set()
        plain = Token(frozenset(roles), last, end - 1, end)
        cost = 0.05 if free else 0.2 if plain.roles else UNKNOWN
        choice = (best[end - 1][0] + cost, plain)
        for token in by_end.get(end, ()):
            total = best[token.start][0] + _cost(token)
            if total < choice[0]:
                choice = (total, token)
        best.append(choice)
    out: list[Token] = []
    at = len(text)
    while at:
        found = best[at][1]
        assert found is not None
        out.append(found)
        at = found.start
    return tuple(_merged(out[::-1], text))


_KEEP = frozenset("的和与及比占在")


def _merged(tokens: Sequence[Token], text: str) -> list[Token]:
    """Runs of unexplained characters as one token each, with the small words that stand inside them."""
    out: list[Token] = []
    for token in tokens:
        if token.has("blank"):
            continue
        while len(out) > 1 and _inside(out[-2], out[-1], token):
            out[-2:] = [_joined(out[-2], out[-1], text)]
        if out and not token.roles and not out[-1].roles and out[-1].end == token.start:
            out[-1] = _joined(out[-1], token, text)
        else:
            out.append(token)
    light = (not t.roles and not t.key and set(t.text) <= _light() for t in out)
    marked = zip(out, light, strict=True)
    return [Token(frozenset({"stop"}), t.text, t.start, t.end) if says_nothing else t for t, says_nothing in marked]


@lru_cache
def _light() -> frozenset[str]:
    return frozenset(str(read("operations")["light"]))


def _inside(before: Token, small: Token, after: Token) -> bool:
    """Is `small` no word of its own, but a part of a name that is not known?"""
    other = small.has("metric", "mark", "department", "year", "kind", "unknown_body")
    if small.text in _KEEP or other or len(small.text) > 1:
        return False
    content = all(not t.roles or t.has("metric") for t in (before, after))
    return content and (not before.roles or not after.roles) and before.end == small.start and small.end == after.start


def _joined(first: Token, second: Token, text: str) -> Token:
    """The two as one; its key tells that a word of content (外事) is in it."""
    content = next((t.key for t in (first, second) if not t.roles and t.key), "")
    return Token(frozenset(), text[first.start : second.end], first.start, second.end, content)
