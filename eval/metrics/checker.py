"""The confusion of the numeric checker over a corpus: true sentences and falsified ones, and what it makes of them."""

from __future__ import annotations

from eval.systems.ground import Ground


def confusion(ground: Ground, n: int) -> dict[str, dict[str, int]]:
    """ "true" and "false" to outcome to count, over up to `n` picks of each kind of sentence."""
    from eval.checker.run import run

    score = run(ground.store, n)
    return {name: {str(k): n for k, n in score.total(truth).items()} for name, truth in (("true", True), ("false", False))}
