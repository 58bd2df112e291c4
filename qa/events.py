"""What answering a question yields, in its order: the checked figures at once, then what a chat model adds, then the end."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.answer import Answer, Verdict


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)


class Composed(_Event):
    """The composer's whole answer: text, figures with verdicts, citations. Always the first event, without any model."""

    type: Literal["composed"] = "composed"
    answer: Answer


class Revised(_Event):
    """A chat model read the question otherwise, where the rules resolved nothing. Show it beside the answer, marked as its reading.

    The rules answered its reading, so the figures of `answer` are checked like any; that the asker meant it is not. `why` is a
    sentence for the user.
    """

    type: Literal["revised"] = "revised"
    answer: Answer
    why: str


class Prose(_Event):
    """The next piece of the model's text, its slots filled. Not checked yet: show it marked so ("核对中")."""

    type: Literal["prose"] = "prose"
    draft: int
    text: str


class Doubt(_Event):
    """A figure of the model's text, or words around one, that were not borne out; `text` stands in that draft."""

    text: str
    verdict: Verdict
    why: str


class Judged(_Event):
    """The verdict on a draft, after its last `prose`. Not accepted: take that draft away; a repaired one may follow."""

    type: Literal["judged"] = "judged"
    draft: int
    accepted: bool
    doubts: list[Doubt] = Field(default_factory=list)


class Final(_Event):
    """The answer that stands, as `Service.ask` gives it. Always the last event."""

    type: Literal["final"] = "final"
    answer: Answer


Event = Composed | Revised | Prose | Judged | Final
