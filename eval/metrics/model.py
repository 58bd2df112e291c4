"""What a chat model did for a system's answers: written, repaired, fallen back from, not asked; and what it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from eval.run import Result


def outcomes(results: Sequence[Result]) -> dict[str, Any] | None:
    """Counts of answers by outcome (qa.answer.ModelUse), requests, tokens, and seconds of the model; None without one."""
    uses = [r.answer.model for r in results if r.answer.model is not None]
    if not uses:
        return None
    count = Counter(use.outcome for use in uses)
    return {
        **{name: count[name] for name in ("written", "repaired", "fell_back", "unasked")},
        "planned": sum(use.planned for use in uses),
        "requests": sum(use.requests for use in uses),
        "input_tokens": sum(use.input_tokens for use in uses),
        "output_tokens": sum(use.output_tokens for use in uses),
        "seconds": round(sum(use.seconds for use in uses), 3),
        "failures": dict(Counter(kind for use in uses for kind in use.failures)),
    }
