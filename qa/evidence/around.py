"""What stands around a number in its sentence: the words before it, those behind it, its clause."""

from __future__ import annotations

import re

from index.normal import bare
from qa.evidence.claims import Claim, stands_in_brackets


def counted(claim: Claim) -> str:
    """What stands behind a number of things, up to the next: 共6个项目实行绩效目标管理, 为1862名退伍军人发放补助1420.55万元."""
    return bare(re.split(r"\d", _rest(claim))[0])[:20]


def _place(claim: Claim) -> int:
    """Where the number stands; its digits may stand in its sentence before: 预算数68万元，执行数68万元; 截至2024年，0辆."""
    at = 0
    for fact in claim.sentence.facts:
        found = re.compile(rf"(?<![\d.,]){re.escape(fact.text)}(?=\s*{re.escape(fact.unit or '')})").search(claim.sentence.text, at)
        if fact.id == claim.fact.id or found is None:
            return found.start() if found else -1
        at = found.end()
    return -1


def clause_of(claim: Claim) -> str:
    """The whole clause, where the thing counted has a number in its name: 单位价值100万元以上专用设备21台（套）."""
    text, at = claim.sentence.text, _place(claim)
    if at < 0:
        return ""
    start = max(text.rfind(mark, 0, at) for mark in "，,。；;：:、") + 1
    end = min((k for mark in "，,。；;、" if (k := text.find(mark, at)) >= 0), default=len(text))
    clause = text[start:end].strip()
    return clause if re.search(r"\d", text[start:at]) and len(clause) < 80 else ""


def before(claim: Claim) -> str:
    """The words before a number in its clause, as they stand, with what is in their brackets."""
    clause = re.split("[，,。；;：:、]", claim.sentence.text[: max(0, _place(claim))])[-1].strip().removeprefix("其中")
    return clause if 1 < len(clause) < 40 and not re.search(r"\d", clause) else ""


def bracketed(claim: Claim) -> bool:
    """Does the number stand in brackets of its sentence?"""
    return stands_in_brackets(claim.sentence.text, max(0, _place(claim)))


def _rest(claim: Claim) -> str:
    """What stands behind a number and its unit, up to the end of the clause."""
    at = max(0, _place(claim))
    rest = claim.sentence.text[at + len(claim.fact.text) :].lstrip().removeprefix(claim.fact.unit or "")
    return re.split("[，,。；;（(、]", rest)[0]


def behind(claim: Claim) -> str:
    """The words behind a number and its unit, up to the end of the clause."""
    text = _rest(claim)
    return text if len(text) < 24 and not re.search(r"\d", text) else ""


_BOUGHT = re.compile(r"(购置|购买|购入|更新|新增|新购)[^，。；、\d]{0,12}$")


def is_bought(claim: Claim) -> bool:
    """Is it a number of vehicles that are bought?"""
    at = claim.sentence.text.find(f"{claim.fact.text}{claim.fact.unit}")
    return claim.fact.unit == "辆" and at > 0 and _BOUGHT.search(claim.sentence.text[:at]) is not None
