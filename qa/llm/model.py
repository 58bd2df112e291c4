"""The chat model that the settings name, through LangChain; nothing of it is imported until it is asked."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

from index.settings import Settings
from qa.llm.failure import ModelFailed

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_BYTES = 4_000_000
"""A reply is read no further than this, whatever the server sends."""
_NO_KEY = "none"
"""What a server that wants no key is given, for the client of OpenAI demands one."""


def open_model(settings: Settings) -> BaseChatModel:
    """The model, without a request. Raises what its provider raises where a package or a key is missing."""
    from langchain.chat_models import init_chat_model

    assert settings.llm is not None
    model: BaseChatModel = init_chat_model(settings.llm, **_parameters(settings))
    return model


def closing(model: BaseChatModel) -> Callable[[], Awaitable[None]] | None:
    """What ends the connections of a model that we opened, where they can be told; providers have no way of their own."""
    own = getattr(model, "http_async_client", None) or getattr(getattr(model, "_async_client", None), "_client", None)
    found: Callable[[], Awaitable[None]] | None = getattr(own, "aclose", None)
    return found


def _parameters(settings: Settings) -> dict[str, Any]:
    """What every provider understands, and what only one does. The tries are ours, not the provider's."""
    given: dict[str, Any] = {"temperature": 0, "max_retries": 0, "timeout": settings.llm_seconds}
    if settings.llm_base_url:
        given["base_url"] = settings.llm_base_url
    if settings.llm_api_key:
        given["api_key"] = settings.llm_api_key.get_secret_value()
    provider = (settings.llm or "").partition(":")[0]
    if provider == "ollama":
        import httpx

        given |= {"num_predict": settings.llm_tokens, "async_client_kwargs": {"event_hooks": _bounded(httpx)}}
    else:
        given["max_tokens"] = settings.llm_tokens
    if provider == "openai":
        given |= _openai(settings)
    return given | settings.llm_options


def _openai(settings: Settings) -> dict[str, Any]:
    import httpx2

    given: dict[str, Any] = {"stream_usage": True, "stream_chunk_timeout": None}
    given["http_async_client"] = httpx2.AsyncClient(
        timeout=settings.llm_seconds, follow_redirects=True, event_hooks=_bounded(httpx2)
    )
    if settings.llm_base_url and not settings.llm_api_key and not os.environ.get("OPENAI_API_KEY"):
        given["api_key"] = _NO_KEY
    return given


def _bounded(library: Any) -> dict[str, list[Any]]:
    """Hooks for a client of httpx or httpx2 that end a reply past `MOST_BYTES`: a line without an end fills no memory."""

    class Bounded(library.AsyncByteStream):  # type: ignore[misc]
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = MOST_BYTES
            async for piece in self._stream:
                left -= len(piece)
                if left < 0:
                    raise ModelFailed("long")
                yield piece

        async def aclose(self) -> None:
            await self._stream.aclose()

    async def bound(response: Any) -> None:
        response.stream = Bounded(response.stream)

    return {"response": [bound]}


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """What must stand in no trace: the key that is set, and what the environment holds as keys for providers."""
    held = [settings.llm_api_key.get_secret_value()] if settings.llm_api_key else []
    held += [value for name, value in os.environ.items() if name.endswith(("_API_KEY", "_TOKEN", "_SECRET"))]
    held += [value for value in _texts(settings.llm_options) if len(value) > 11]
    return tuple(sorted({value for value in held if len(value) > 3}, key=len, reverse=True))


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    return [value] if isinstance(value, str) else []
