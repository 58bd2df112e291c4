"""Requests to a chat model within their limits: of time, tokens and tries. What fails is a ModelFailed of a kind."""

from __future__ import annotations

import asyncio
import time
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from index.settings import Settings
from qa.answer import ModelUse
from qa.llm.failure import AGAIN, ILL, ModelFailed, failure_of
from qa.llm.limits import Breaker, Purse
from qa.llm.loop import alone, closed, pumped, waited
from qa.llm.model import closing, open_model, secrets_of
from qa.llm.prompts import Filled
from qa.llm.think import Spoken
from qa.llm.trace import Exchange, Trace, span

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig
    from tenacity import RetryCallState

LETTERS_A_TOKEN = 6
"""A reply longer than this many letters for each token it may have is no reply."""
REFUSED_PAUSE = 0.2
"""Seconds before a refused connection is tried once more: with that the composer's answer is final within a second."""
FIRST_PAUSE = 0.5
"""Seconds before a busy or broken server is asked again."""
MOST_TRIES = 4
_REASONS = ("finish_reason", "done_reason", "stop_reason", "stopReason")
_CUT = ("length", "max_tokens")
_SAYS_END = ("openai", "azure_openai", "ollama")
"""Providers whose streams end with a reason: one that has none was cut."""
T = TypeVar("T")


class Client:
    """The model of the settings, opened when it is first asked. `callbacks` are LangChain's (LangSmith, Langfuse)."""

    def __init__(
        self, settings: Settings, model: BaseChatModel | None = None, callbacks: Sequence[Any] = (),
        breaker: Breaker | None = None, purse: Purse | None = None,
    ) -> None:
        self.settings = settings
        self.callbacks = tuple(callbacks)
        self.breaker = breaker or Breaker()
        self.purse = purse or Purse(settings.llm_daily_requests, settings.llm_daily_tokens)
        self.trace = Trace(settings.trace, secrets_of(settings))
        self.says_end = model is None and (settings.llm or "").partition(":")[0] in _SAYS_END
        self._model = model

    @property
    def name(self) -> str:
        return self.settings.llm or type(self._model).__name__

    @property
    def opened(self) -> bool:
        return self._model is not None

    @property
    def model(self) -> BaseChatModel:
        """The model. Raises ModelFailed where it cannot even be made."""
        if self._model is None:
            try:
                self._model = open_model(self.settings)
            except Exception:
                raise ModelFailed("missing") from None
            if (end := closing(self._model)) is not None:
                weakref.finalize(self, closed, end)
        return self._model

    def session(self) -> Session:
        """What one answer may ask of the model."""
        return Session(self)


@dataclass
class Session:
    """The requests of one answer, under one deadline and one budget, with what they took."""

    client: Client
    begun: float = field(default_factory=time.monotonic)
    use: ModelUse = field(default_factory=ModelUse)

    def __post_init__(self) -> None:
        self.use = ModelUse(name=self.client.name)

    def stream(self, purpose: str, prompt: Filled) -> Iterator[str]:
        """The words of a reply as they come, its thoughts left out. Raises ModelFailed, also after some words."""
        exchange = self._exchange(purpose, prompt)
        with self._watched(exchange):
            spoken, read = Spoken(), 0
            for piece in pumped(lambda: self._pieces(exchange, prompt)):
                read += len(piece)
                if read > LETTERS_A_TOKEN * self.client.settings.llm_tokens:
                    raise ModelFailed("long")
                if said := spoken.more(piece):
                    exchange.reply += said
                    yield said
            if said := spoken.rest():
                exchange.reply += said
                yield said
            if exchange.finish in _CUT:
                raise ModelFailed("cut")
            if not exchange.reply.strip():
                raise ModelFailed("empty")

    def structured(self, purpose: str, prompt: Filled, schema: dict[str, Any]) -> dict[str, Any]:
        """A reply decoded to a JSON schema. Raises ModelFailed."""
        exchange = self._exchange(purpose, prompt)
        with self._watched(exchange):
            found = waited(lambda: self._decoded(exchange, prompt, schema))
            if not isinstance(found, dict):
                raise ModelFailed("garbled")
            return found

    def _exchange(self, purpose: str, prompt: Filled) -> Exchange:
        return Exchange(purpose, prompt.version, self.client.name, [("system", prompt.system), ("human", prompt.user)])

    @contextmanager
    def _watched(self, exchange: Exchange) -> Iterator[None]:
        """Round one exchange: the breaker, the clock, the counts, the trace and the span. Raises only ModelFailed."""
        client, begun = self.client, time.monotonic()
        failed: ModelFailed | None = None
        try:
            if not client.breaker.lets():
                raise ModelFailed("resting")
            if not client.opened:
                assert client.model is not None
                begun = self.begun = time.monotonic()  # what its packages take to load is not the model's time
            with span(exchange):
                try:
                    yield
                    client.breaker.worked()
                except Exception as error:
                    failed = failure_of(error)
                    exchange.failure = failed.kind
                    (client.breaker.failed if failed.kind in ILL else client.breaker.worked)()
        except ModelFailed as resting:
            failed = resting
        finally:
            exchange.seconds = round(time.monotonic() - begun, 5)
            self._count(exchange)
        if failed is not None:
            self.use.failures.append(failed.kind)
            raise failed

    def _count(self, exchange: Exchange) -> None:
        use = self.use
        use.input_tokens += exchange.input_tokens
        use.output_tokens += exchange.output_tokens
        use.seconds = round(use.seconds + exchange.seconds, 5)
        if use.first_token is None and exchange.first is not None:
            use.first_token = round(exchange.first, 5)
        self.client.trace.write(exchange)

    @property
    def left(self) -> float:
        """Seconds that the answer still has."""
        return self.begun + self.client.settings.llm_seconds - time.monotonic()

    def _config(self, exchange: Exchange) -> RunnableConfig:
        return {
            "callbacks": list(self.client.callbacks), "run_name": f"budget-qa {exchange.purpose}",
            "metadata": {"purpose": exchange.purpose, "prompt": exchange.prompt},
        }

    def _admit(self, exchange: Exchange) -> int:
        """One more request, where the budgets have room; its tokens, guessed by letters."""
        guess = sum(len(text) for _, text in exchange.messages) + self.client.settings.llm_tokens
        if self.use.requests >= self.client.settings.llm_requests or not self.client.purse.take(guess):
            raise ModelFailed("spent")
        self.use.requests += 1
        exchange.requests += 1
        return guess

    async def _tried(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What an attempt gives; tried again after a pause where that may mend it. Nothing has been shown yet."""
        from tenacity import AsyncRetrying, retry_if_exception

        def again(error: BaseException) -> bool:
            failed = failure_of(error)
            return failed.kind in AGAIN and (failed.after or 0) < self.left

        async def once() -> T:
            return await alone(attempt())

        retrying = AsyncRetrying(retry=retry_if_exception(again), wait=_pause, stop=_enough, reraise=True)
        return await retrying(once)

    async def _pieces(self, exchange: Exchange, prompt: Filled) -> AsyncIterator[str]:
        """The reply's text in pieces, empty ones for thoughts and other signs of life."""
        settings, model = self.client.settings, self.client.model
        guesses: list[int] = []
        state = _Stream(exchange)

        async def opened() -> tuple[Any, Any]:
            guesses.append(self._admit(exchange))
            stream = model.astream(prompt.messages(), config=self._config(exchange))
            try:
                async with asyncio.timeout(settings.llm_first_seconds):
                    return await anext(stream), stream
            except StopAsyncIteration:
                raise ModelFailed("empty") from None
            except TimeoutError:  # no first word within its time is silence, not slowness
                raise ModelFailed("silent") from None

        try:
            async with asyncio.timeout(max(self.left, 0.01)):
                first, stream = await self._tried(opened)
                exchange.first = time.monotonic() - self.begun
                yield state.take(first)
                while True:
                    try:
                        async with asyncio.timeout(settings.llm_first_seconds):
                            chunk = await anext(stream)
                    except StopAsyncIteration:
                        break
                    except TimeoutError:
                        raise ModelFailed("silent") from None
                    yield state.take(chunk)
        finally:
            self._settle(exchange, guesses)
        if exchange.finish is None and self.client.says_end:
            raise ModelFailed("broken")

    async def _decoded(self, exchange: Exchange, prompt: Filled, schema: dict[str, Any]) -> Any:
        settings, guesses = self.client.settings, list[int]()
        model = self.client.model.with_structured_output(schema, method="json_schema", include_raw=True)

        async def asked() -> Any:
            guesses.append(self._admit(exchange))
            return await model.ainvoke(prompt.messages(), config=self._config(exchange))

        try:
            async with asyncio.timeout(max(min(self.left, settings.llm_seconds), 0.01)):
                found = await self._tried(asked)
            raw = found["raw"]
            _Stream(exchange).take(raw)
            if found.get("parsing_error") is not None or exchange.finish in _CUT:
                raise ModelFailed("cut" if exchange.finish in _CUT else "garbled")
            return found["parsed"]
        finally:
            self._settle(exchange, guesses)

    def _settle(self, exchange: Exchange, guesses: list[int]) -> None:
        used = exchange.input_tokens + exchange.output_tokens
        if used:
            self.client.purse.settle(sum(guesses), used)


def _failure(state: RetryCallState) -> ModelFailed:
    error = state.outcome.exception() if state.outcome else None
    return failure_of(error) if error else ModelFailed("unknown")


def _pause(state: RetryCallState) -> float:
    """Seconds before the next try: what the server asks for, else twice as long each time."""
    failed = _failure(state)
    if failed.kind == "refused":
        return REFUSED_PAUSE
    return failed.after if failed.after is not None else FIRST_PAUSE * 2.0 ** (state.attempt_number - 1)


def _enough(state: RetryCallState) -> bool:
    return state.attempt_number >= (2 if _failure(state).kind == "refused" else MOST_TRIES)


class _Stream:
    """What the chunks of a reply say beside its text."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    def take(self, chunk: Any) -> str:
        """The text of a chunk; its use of tokens and the reason of its end are noted."""
        usage = getattr(chunk, "usage_metadata", None)
        if usage:
            self.exchange.input_tokens = max(self.exchange.input_tokens, int(usage.get("input_tokens") or 0))
            self.exchange.output_tokens = max(self.exchange.output_tokens, int(usage.get("output_tokens") or 0))
        said = getattr(chunk, "response_metadata", None) or {}
        reason = next((said[key] for key in _REASONS if said.get(key)), None)
        if reason:
            self.exchange.finish = str(reason)
        text = getattr(chunk, "text", "")
        return text if isinstance(text, str) else str(text() if callable(text) else text)
