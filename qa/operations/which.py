"""Which department is meant: the few likeliest ones, each as a question to ask, and how to see them all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.likely import likely
from index.link import bodies_in
from qa.answer import Alternative
from qa.library import Body
from qa.operations.ask import Ask

MOST_NAMED = 3
"""Departments that a refusal names."""
MOST_OFFERED = 6
"""Departments that are offered where the question leaves open which is meant."""


def have(ask: Ask, said: str = "") -> None:
    """What the corpus has instead of `said`: the departments most like it, or the first few."""
    like = _like(ask, said) if said else []
    shown = (like or list(ask.library.bodies))[:MOST_NAMED]
    names = "、".join(body.name for body in shown)
    more = "_more" if len(ask.library.bodies) > len(shown) else ""
    ask.say(f"{'like' if like else 'have'}_bodies{more}", list=names, n=len(ask.library.bodies))
    if like:
        _offer(ask, shown, said)


def which(ask: Ask, bodies: Sequence[Body]) -> None:
    """Ask back: the departments that may be meant, those that have the thing first."""
    shown = list(bodies or ask.library.bodies)[:MOST_OFFERED]
    names = "、".join(body.name for body in shown)
    more = "_more" if len(ask.library.bodies) > len(shown) else ""
    ask.say(f"which_department{more}", list=names, n=len(ask.library.bodies))
    _offer(ask, shown, "")


def _like(ask: Ask, said: str) -> list[Body]:
    found = (ask.library.body(name) for name in likely(said, bodies_in(ask.library.documents)).departments)
    return list(dict.fromkeys(body for body in found if body is not None))


def _offer(ask: Ask, bodies: Sequence[Body], said: str) -> None:
    """The question with each of them in the place of what was said, or before it."""
    english = ask.language == "en"
    for body in bodies if ask.question else ():
        joined = f"{ask.question.rstrip('?？ ')} — {body.name}?" if english else f"{body.name}{ask.question}"
        held = bool(said) and said in ask.question
        question = re.sub(f"[省市区县]?{re.escape(said)}", body.name, ask.question, count=1) if held else joined
        ask.alternatives.append(Alternative(question=question, why=ask.t("alt_body_why", dept=body.name)))
