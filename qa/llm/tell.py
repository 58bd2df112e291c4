"""What a chat model adds to an answer: a reading of the question where the rules had none, then its words."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import cast

from index.ports import FactStore
from qa.answer import Alternative, Answer
from qa.check import check_text
from qa.events import Event, Revised
from qa.llm.client import Session
from qa.llm.evidence import evidence_of
from qa.llm.plan import Reading, read_by, wanted
from qa.llm.told import said
from qa.llm.write import write
from qa.operations.ask import Ask
from qa.verdicts import Gate

Compose = Callable[[str], tuple[Answer, Ask]]
"""The rules' answer to a question."""


def tell(answer: Answer, ask: Ask, session: Session, compose: Compose) -> Generator[Event, None, Answer]:
    """The events of a model's part; the answer that stands is the generator's value."""
    if wanted(answer, ask):
        reading = read_by(session, answer.question, ask)
        other = compose(reading.question)[0] if reading is not None else None
        if reading is not None and other is not None and other.figures and other.status in ("answered", "partial"):
            answer = offered(answer, other, reading)
            session.use.planned = True
            yield Revised(answer=other, why=answer.alternatives[0].why)
    store = cast(FactStore, ask.library.store)
    evidence = evidence_of(answer, ask.draft, ask.library)
    return (yield from write(evidence, session, Gate(store), lambda text: check_text(text, store)))


def offered(answer: Answer, other: Answer, reading: Reading) -> Answer:
    """The answer with the model's reading first among the other questions to ask; and who gave what in the plan."""
    offer = Alternative(question=reading.question, why=said("offered", answer.language))
    plan = answer.plan | {"by": "rules", "revision": other.plan | {"by": reading.by}}
    return answer.model_copy(update={"alternatives": [offer, *answer.alternatives], "plan": plan})
