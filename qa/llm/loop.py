"""One event loop in a thread of its own, where all requests to models run and can be given up."""

from __future__ import annotations

import asyncio
import gc
import queue
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import lru_cache
from typing import Any, Generic, TypeVar

from qa.llm.failure import ModelFailed, failure_of

T = TypeVar("T")


@lru_cache(1)
def loop() -> asyncio.AbstractEventLoop:
    """The loop, started when the first model is asked; it ends with the process."""
    made = asyncio.new_event_loop()
    threading.Thread(target=made.run_forever, name="budget-qa-model", daemon=True).start()
    return made


class _End(Generic[T]):
    """The end of a stream, with the error that ended it."""

    def __init__(self, error: ModelFailed | None = None) -> None:
        self.error = error


async def alone(source: Awaitable[T]) -> T:
    """What it gives, or what its error means. Raises ModelFailed without the error that it came from.

    An error kept (by whoever tries again, or by the thread that waits) keeps the streams that were open in its frames.
    Collected later by another thread, they would be closed there and on this loop at the same time.
    """
    try:
        return await source
    except Exception as error:
        failed = failure_of(error)
    raise failed


def pumped(source: Callable[[], AsyncIterator[T]]) -> Iterator[T]:
    """The items of an asynchronous stream, as they come. Closing this cancels the stream. Raises ModelFailed."""
    out: queue.SimpleQueue[T | _End[T]] = queue.SimpleQueue()

    async def run() -> None:
        try:
            async for item in source():
                out.put(item)
        except asyncio.CancelledError:
            out.put(_End(ModelFailed("broken")))
            raise
        except Exception as error:
            failed = failure_of(error)
            out.put(_End(failed))
            if failed.kind == "garbled":  # its streams stand in a circle with the provider's client: see `alone`
                asyncio.get_running_loop().call_soon(gc.collect)
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
    """Have connections ended on the loop that they belong to, without waiting for it.

    The collector calls this in whichever thread it runs, the loop's own too: waiting there would stop every stream.
    """
    ending = _awaited(end)
    try:
        asyncio.run_coroutine_threadsafe(ending, loop())
    except RuntimeError:  # the loop is gone, and the connections with it
        ending.close()


async def _awaited(end: Callable[[], Awaitable[None]]) -> None:
    await end()
