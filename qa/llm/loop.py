"""One event loop in a thread of its own, where all requests to models run and can be given up."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import lru_cache
from typing import Any, Generic, TypeVar

from qa.llm.failure import ModelFailed

T = TypeVar("T")


@lru_cache(1)
def loop() -> asyncio.AbstractEventLoop:
    """The loop, started when the first model is asked; it ends with the process."""
    made = asyncio.new_event_loop()
    threading.Thread(target=made.run_forever, name="budget-qa-model", daemon=True).start()
    return made


class _End(Generic[T]):
    """The end of a stream, with the error that ended it."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def pumped(source: Callable[[], AsyncIterator[T]]) -> Iterator[T]:
    """The items of an asynchronous stream, as they come. Closing this cancels the stream; its errors are raised."""
    out: queue.SimpleQueue[T | _End[T]] = queue.SimpleQueue()

    async def run() -> None:
        try:
            async for item in source():
                out.put(item)
        except asyncio.CancelledError:
            out.put(_End(ModelFailed("broken")))
            raise
        except Exception as error:
            out.put(_End(error))
        else:
            out.put(_End())

    task = asyncio.run_coroutine_threadsafe(run(), loop())
    try:
        while not isinstance(item := out.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        task.cancel()


def waited(source: Callable[[], Any]) -> Any:
    """What a coroutine gives."""

    async def once() -> AsyncIterator[Any]:
        yield await source()

    return next(pumped(once))


def closed(end: Callable[[], Awaitable[None]]) -> None:
    """Have connections ended on the loop that they belong to; a second is enough, or it does not matter."""
    try:
        asyncio.run_coroutine_threadsafe(_awaited(end), loop()).result(1)
    except (TimeoutError, RuntimeError, OSError):
        return


async def _awaited(end: Callable[[], Awaitable[None]]) -> None:
    await end()
