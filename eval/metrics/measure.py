"""All measures of one system on one set of cases, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from eval.metrics.chance import bootstrap, mcnemar
from eval.metrics.citations import Printed, Share, exactness, precision, recall
from eval.metrics.facets import NAMES, by
from eval.metrics.found import retrieval
from eval.metrics.model import outcomes
from eval.metrics.verdicts import calibration, refusals, statuses
from eval.run import Score
from eval.systems.ground import Ground


def measures(score: Score, ground: Ground) -> dict[str, Any]:
    """Shares are {held, of, share}; intervals are of 95 %; times in seconds, of the warm answers."""
    results, printed = score.results, Printed(ground)
    refused, due = refusals(results)
    found = retrieval(results)
    return {
        "questions": len(results),
        "count": {verdict: score.count()[verdict] for verdict in ("right", "wrong", "missed")},
        "right": score.right,
        "interval": bootstrap([r.right for r in results]),
        "wrong_interval": bootstrap([r.judgement.verdict == "wrong" for r in results]),
        "by": {name: {value: dict(count) for value, count in score.by(by(name, ground)).items()} for name in NAMES},
        "figures": _told(exactness(results)),
        "citation_precision": _told(precision(results, printed)),
        "citation_recall": _told(recall(results, printed)),
        "refusal_precision": _told(refused),
        "refusal_recall": _told(due),
        "verdicts": {verdict: dict(count) for verdict, count in calibration(results).items()},
        "statuses": {status: dict(count) for status, count in statuses(results).items()},
        "retrieval": None
        if found is None
        else asdict(found) | {"recall": {str(k): share for k, share in found.recall.items()}},
        "p50": score.percentile(0.5),
        "p95": score.percentile(0.95),
        "tokens": score.tokens,
        "model": outcomes(results),
    }


def pairs(scores: Sequence[Score]) -> list[dict[str, Any]]:
    """The first system against each other one, question by question."""
    if not scores:
        return []
    first, *others = scores
    ours = [r.right for r in first.results]
    out = []
    for other in others:
        ahead, behind, p = mcnemar(ours, [r.right for r in other.results])
        out.append({"one": first.system, "other": other.system, "only_one": ahead, "only_other": behind, "p": p})
    return out


def _told(share: Share) -> dict[str, Any]:
    return asdict(share) | {"share": share.share}
