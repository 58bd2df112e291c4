"""Reading on a Ray cluster: each file a task that gets bytes and gives a snapshot, pure and tried again where a
machine dies."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import NotFound, ReadError
from index.encoding import encode
from index.pool import Read, Reader
from index.ports import StoreError
from index.settings import Settings
from index.snapshot import decode

_RETRIES = 3
_AHEAD = 2
"""Files that are on their way for each core of the cluster: what bounds the memory of the object store."""


def read_all(paths: Sequence[Path], settings: Settings) -> Iterator[Read]:
    """Every file, as it is done, in no particular order; at most `_AHEAD` a core are under way. Raises StoreError."""
    ray = _ray(settings)
    task = ray.remote(max_retries=_RETRIES, num_cpus=1)(_read)
    limits = settings.model_dump(mode="json", include={"reader", "max_pages", "max_file_mb", "page_seconds", "worker_mb",
                                                       "decoded_mb"})
    todo = list(reversed(paths))
    under_way: dict[Any, Path] = {}
    most = _AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
    try:
        while todo or under_way:
            while todo and len(under_way) < most:
                path = todo.pop()
                try:
                    under_way[task.remote(path.name, path.read_bytes(), limits)] = path
                except OSError as error:
                    yield Read(path, error=NotFound(
                        f"{path.name} cannot be opened ({error.strerror}): see its permissions."))
            for reference in ray.wait(list(under_way), num_returns=1)[0] if under_way else ():
                yield _got(ray, reference, under_way.pop(reference))
    finally:
        for reference in under_way:
            ray.cancel(reference, force=True)


def _got(ray: Any, reference: Any, path: Path) -> Read:
    try:
        body, said = ray.get(reference)
    except ray.exceptions.RayError as error:
        return Read(path, error=ReadError(
            f"{path.name} could not be read on the cluster ({type(error).__name__}): run it again."))
    return Read(path, decode(body)) if body is not None else Read(path, error=ReadError(said))


def _read(name: str, data: bytes, limits: dict[str, Any]) -> tuple[bytes | None, str]:
    """A snapshot of these bytes, or why there is none: the task. The file's name is all that it knows of where
    it lay."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        read = _reader(tuple(sorted(limits.items()))).read(path)
    return (encode(read.disclosure), "") if read.disclosure is not None else (None, str(read.error))


@lru_cache(maxsize=1)
def _reader(limits: tuple[tuple[str, Any], ...]) -> Reader:
    """One reading process for each of Ray's, which may be killed where a file makes it hang."""
    return Reader(Settings(**dict(limits)))


def _ray(settings: Settings) -> Any:
    try:
        import ray
    except ImportError:
        raise StoreError("BUDGET_QA_RAY_ADDRESS wants Ray: pip install 'budget-qa[ray]', or unset it.") from None
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if not ray.is_initialized():
        try:
            ray.init(address=settings.ray_address, include_dashboard=False if settings.ray_address == "local" else None,
                     log_to_driver=False)
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise StoreError(f"The Ray cluster at {settings.ray_address} does not answer: see that it runs and "
                             "BUDGET_QA_RAY_ADDRESS is right.") from error
    return ray
