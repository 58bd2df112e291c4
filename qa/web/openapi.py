"""The OpenAPI of the app, its fields explained: clients are made from it by people who have seen nothing else."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from qa.web.words import load


def explain(app: FastAPI) -> None:
    """Have the app describe each parameter and each field of its models."""
    plain = app.openapi

    def explained() -> dict[str, Any]:
        if app.openapi_schema is None:
            _fill(plain(), load("api.yaml"))
        return plain()

    app.openapi = explained  # type: ignore[method-assign]


def _fill(schema: dict[str, Any], said: dict[str, dict[str, str]]) -> None:
    for operations in schema["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                parameter.setdefault("description", said["parameters"].get(parameter["name"], ""))
    for name, model in schema["components"]["schemas"].items():
        for field, described in model.get("properties", {}).items():
            described.setdefault("description", said.get(name, {}).get(field, ""))
