"""What can go wrong with a chat model, by kind; an error's own text is never passed on: it may hold a key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Literal

Kind = Literal[
    "refused", "silent", "slow", "broken", "busy", "server", "rejected", "denied", "empty", "cut", "long", "garbled",
    "spent",
    "resting", "missing", "unknown",
]
"""refused: no connection. silent, slow: out of time before the first word, in all. broken: the stream ended too soon.
busy: 429. server: 5xx. rejected, denied: another 4xx, 401 or 403. cut: at the limit of tokens. long: past what is read.
garbled: no reply of the protocol. spent: a budget is. resting: failed too often just now. missing: its package is."""

AGAIN: frozenset[Kind] = frozenset({"refused", "busy", "server"})
"""What another try may mend, while nothing has been shown yet."""
ILL: frozenset[Kind] = frozenset({"refused", "silent", "slow", "broken", "busy", "server", "garbled", "denied", "long"})
"""What the breaker counts."""


class ModelFailed(Exception):
    """The model gave nothing that can be used; the composer's answer stands."""

    def __init__(self, kind: Kind, after: float | None = None) -> None:
        super().__init__(kind)
        self.kind: Kind = kind
        self.after = after
        """Seconds after which the server wants to be asked again."""


def failure_of(error: BaseException) -> ModelFailed:
    """What an error of whatever provider means, told by what providers' errors have in common.

    Always a new error: the one that came holds the frames of the request, and with them its open streams.
    """
    for each in _chain(error):
        if isinstance(each, ModelFailed):
            return ModelFailed(each.kind, each.after)
        status = _status(each)
        if status is not None:
            return ModelFailed(_of_status(status), _after(each))
        kind = _of_name(each)
        if kind is not None:
            return ModelFailed(kind)
    return ModelFailed("unknown")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from, outermost first."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__


def _status(error: BaseException) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int) and status >= 400:
            return status
    return None


def _of_status(status: int) -> Kind:
    if status == 429:
        return "busy"
    if status >= 500:
        return "server"
    return "denied" if status in (401, 403) else "rejected"


def _after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    try:
        return max(0.0, float(headers["retry-after"])) if headers else None
    except (KeyError, TypeError, ValueError):
        return None


_NAMES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("cut", ("LengthFinishReasonError",)),
    ("silent", ("APITimeoutError", "ReadTimeout", "WriteTimeout", "StreamChunkTimeoutError")),
    ("refused", ("ConnectError", "ConnectTimeout", "ConnectionRefusedError", "gaierror")),
    ("broken", ("RemoteProtocolError", "ReadError", "WriteError", "ConnectionResetError", "IncompleteRead")),
    ("missing", ("ImportError", "ModuleNotFoundError")),
    ("garbled", ("JSONDecodeError", "UnicodeDecodeError", "OutputParserException", "ValidationError", "APIResponseValidationError")),
)


def _of_name(error: BaseException) -> Kind | None:
    if isinstance(error, (TimeoutError, asyncio.TimeoutError)):
        return "slow"
    names = {kind.__name__ for kind in type(error).__mro__}
    found = next((kind for kind, known in _NAMES if names & set(known)), None)
    if found is None and names & {"APIConnectionError", "ConnectionError"} and not (error.__cause__ or error.__context__):
        return "refused"
    if found is None and isinstance(error, (TypeError, AttributeError, LookupError, ValueError)):
        return "garbled"
    return found
