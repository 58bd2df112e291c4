"""What was sent to a model and what it sent: a line of JSON a request in a file, and an OpenTelemetry span."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass
class Exchange:
    """One request and what came of it."""

    purpose: str
    prompt: str
    model: str
    messages: list[tuple[str, str]]
    reply: str = ""
    finish: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    requests: int = 0
    seconds: float = 0.0
    first: float | None = None
    failure: str | None = None


@dataclass
class Trace:
    """Appends exchanges to a file that only its owner may read; keys are struck out. `path` None: nothing is written."""

    path: Path | None
    secrets: tuple[str, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def write(self, exchange: Exchange) -> None:
        """One line; where the file cannot be written, the answer matters more."""
        if self.path is None:
            return
        line = json.dumps({"time": datetime.now(UTC).isoformat(), **vars(exchange)}, ensure_ascii=False)
        for secret in self.secrets:
            line = line.replace(json.dumps(secret, ensure_ascii=False)[1:-1], "***")
        with self._lock:
            try:
                handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            except OSError:
                return
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                file.write(line + "\n")


@contextmanager
def span(exchange: Exchange) -> Iterator[None]:
    """A span of OpenTelemetry's conventions for generative models; it holds no words of the exchange."""
    tracer = _tracer()
    if tracer is None:
        yield
        return
    with tracer.start_as_current_span(f"chat {exchange.model}", record_exception=False, set_status_on_exception=False) as made:
        yield
        made.set_attributes(_attributes(exchange))


def _attributes(exchange: Exchange) -> dict[str, Any]:
    found: dict[str, Any] = {
        "gen_ai.operation.name": "chat", "gen_ai.request.model": exchange.model,
        "gen_ai.usage.input_tokens": exchange.input_tokens, "gen_ai.usage.output_tokens": exchange.output_tokens,
        "budget_qa.purpose": exchange.purpose, "budget_qa.prompt": exchange.prompt,
    }
    if exchange.finish:
        found["gen_ai.response.finish_reasons"] = [exchange.finish]
    if exchange.failure:
        found["error.type"] = exchange.failure
    return found


def _tracer() -> Any:
    try:
        from opentelemetry import trace
    except ImportError:
        return None
    return trace.get_tracer("budget_qa")
