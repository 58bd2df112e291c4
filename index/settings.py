"""All settings: environment variables `BUDGET_QA_…` or a `.env` file. Cheap to import; secrets never print."""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import BudgetQAError
from index.home import FACTS, FILES, VECTORS, default_home

PREFIX = "BUDGET_QA_"


class SettingsError(BudgetQAError):
    """A setting has a value that it cannot have."""


def _cores() -> int:
    return max(1, min(8, os.cpu_count() or 1))


class Settings(BaseSettings):
    """What can be set, with what holds when it is not. Each description is the README's."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore",
        frozen=True, ignored_types=(cached_property,),
    )

    home: Path = Field(default_factory=default_home, description="the data directory")
    database_url: SecretStr | None = Field(None, description="a PostgreSQL, instead of SQLite in the data directory")
    files_dir: Path | None = Field(None, description="a folder that every machine reaches, for the copies of what is "
                                   "ingested, instead of one in the data directory of each")
    chroma_url: str | None = Field(None, description="a Chroma server, instead of Chroma in the data directory")
    embedding_model: str | None = Field(None, description="a sentence-transformers model by name or folder, instead of ours")
    reranker: str | None = Field(None, description="a cross-encoder by name or folder, which re-ranks what search finds")
    reader: Literal["auto", "pdfplumber", "pdfium"] = Field("auto", description="what reads PDFs")
    llm: str | None = Field(None, description="a chat model in LangChain's notation, as openai:gpt-5; none unless set")
    llm_base_url: str | None = Field(None, description="an OpenAI-compatible server's address")
    llm_api_key: SecretStr | None = Field(None, description="its key")
    llm_options: Annotated[dict[str, Any], NoDecode] = Field({}, repr=False, description="more of its parameters, as JSON: {\"temperature\": 1}")
    llm_first_seconds: float = Field(10.0, gt=0, description="seconds that the model may be silent")
    llm_seconds: float = Field(60.0, gt=0, description="seconds that the model may take for an answer, all in all")
    llm_tokens: int = Field(1200, ge=16, description="tokens of a reply of the model, at most")
    llm_requests: int = Field(6, ge=1, description="requests to the model for an answer, at most, retries included")
    llm_daily_requests: int | None = Field(None, ge=0, description="requests to the model in a day, at most")
    llm_daily_tokens: int | None = Field(None, ge=0, description="tokens sent and received in a day, at most")
    trace: Path | None = Field(None, description="a file to which all is written that the model is sent and sends")
    workers: int = Field(default_factory=_cores, ge=1, le=64, description="processes that read files")
    ray_address: str | None = Field(None, description="a Ray cluster whose machines read the files, as "
                                    "ray://head:10001; local: Ray on this machine")
    max_pages: int = Field(2000, ge=1, description="pages of a file, at most")
    max_file_mb: int = Field(200, ge=1, description="size of a file, at most")
    page_seconds: float = Field(20.0, gt=0, description="seconds that a page may take to read")
    worker_mb: int = Field(1500, ge=256, description="memory that reading a file may take")
    decoded_mb: int = Field(64, ge=1, description="decoded content of a page, at most")
    host: str = Field("127.0.0.1", description="where the web app listens")
    port: int = Field(7860, ge=1, le=65535, description="its port")
    requests_per_minute: int | None = Field(None, ge=1, description="requests a minute of one client of the web app; "
                                            "600 unless set, and no limit for this machine itself")
    staff_password: SecretStr | None = Field(None, description="opens the web app's page for adding documents; without "
                                             "one there is none")
    upload_mb: int = Field(50, ge=1, description="size of an uploaded file, at most")
    behind_proxy: bool = Field(False, description="a proxy stands before the web app: its X-Forwarded-For is believed")

    @field_validator("llm_options", mode="before")
    @classmethod
    def _from_json(cls, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the facts."""
        if self.database_url is None:
            return f"sqlite:///{self.database_file}"
        url = self.database_url.get_secret_value()
        for scheme in ("postgresql://", "postgres://"):
            if url.startswith(scheme):
                return "postgresql+psycopg://" + url[len(scheme):]
        return url

    @property
    def database_file(self) -> Path:
        """The SQLite file of this home, where no database address is set."""
        return self.home / FACTS

    @property
    def files(self) -> Path:
        return self.home / FILES if self.files_dir is None else self.files_dir.expanduser().absolute()

    @property
    def vectors(self) -> Path:
        return self.home / VECTORS

    @property
    def fresh(self) -> bool:
        """Nothing can have been ingested into this home."""
        return self.database_url is None and not self.database_file.exists()


def load_settings(home: Path | str | None = None) -> Settings:
    """The settings of this environment; `home` wins over it. Raises SettingsError in one sentence."""
    try:
        settings = Settings(home=Path(home)) if home else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} cannot be used: {first['msg'].lower()}; correct it or unset it.") from None
    return settings.model_copy(update={"home": settings.home.expanduser().absolute()})
