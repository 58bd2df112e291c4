"""What can be checked of a file before it is read: its size, its pages, how far its streams swell.

Time and memory of the reading itself are bounded outside, by the process that reads and can be killed.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Damaged, NotFound, TooLarge

MB = 2**20
_CHUNK = 2**16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of what a file may hold."""

    file_mb: int = 200
    decoded_mb: int = 64
    """Decoded content of one page, or of one part of a packed document."""
    unpacked_mb: int = 512
    """Decoded content of all parts of a packed document (.xlsx, .docx)."""


DEFAULTS = Limits()


def check_file(path: Path, limits: Limits = DEFAULTS) -> None:
    """Raise NotFound, Damaged or TooLarge unless there is a file of a fit size."""
    if not path.is_file():
        raise NotFound(f"没有这个文件：{path}。请检查路径。 (There is no file {path}: check the path.)")
    size = path.stat().st_size
    if not size:
        raise Damaged(f"{path.name} 是空文件，请重新下载。 ({path.name} is empty: download it again.)")
    if size > limits.file_mb * MB:
        raise TooLarge(
            f"{path.name} 有 {size / MB:.0f} MB，超过 {limits.file_mb} MB 的上限。"
            f" ({path.name} is larger than {limits.file_mb} MB: raise the limit or split the file.)"
        )


def check_pages(name: str, pages: int, most: int) -> None:
    """Raise TooLarge where a document has more pages than it may."""
    if pages > most:
        raise TooLarge(
            f"{name} 有 {pages} 页，超过 {most} 页的上限。"
            f" ({name} has {pages} pages, more than {most}: raise the limit or split the file.)"
        )


def check_stream(name: str, where: str, sizes: Iterable[int], limits: Limits = DEFAULTS) -> None:
    """Raise TooLarge where the decoded sizes of the streams of one place (a page, a part) add up to too much."""
    if sum(sizes) > limits.decoded_mb * MB:
        raise TooLarge(
            f"{name} 的{where}解压后超过 {limits.decoded_mb} MB，可能是恶意文件，未读取。"
            f" ({name} swells past {limits.decoded_mb} MB when decoded: it was not read.)"
        )


def inflated_size(data: bytes, most: int) -> int:
    """How large a deflated stream is, counted up to `most` and never held as a whole.

    >>> inflated_size(zlib.compress(bytes(1000)), 10_000)
    1000
    """
    engine, size, rest = zlib.decompressobj(), 0, data
    try:
        while rest and size <= most and not engine.eof:
            size += len(engine.decompress(rest, _CHUNK))
            rest = engine.unconsumed_tail
    except zlib.error:
        return size
    return size


def check_packed(path: Path, limits: Limits = DEFAULTS) -> None:
    """Raise Damaged or TooLarge unless a packed document (.xlsx, .docx) unpacks to a fit size."""
    try:
        with zipfile.ZipFile(path) as pack:
            parts = pack.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Damaged(f"{path.name} 已损坏，请重新下载。 ({path.name} is damaged: download it again.)") from error
    if len(parts) > 10_000:
        raise TooLarge(f"{path.name} 里的文件过多，未读取。 ({path.name} holds too many parts: it was not read.)")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            check_stream(path.name, "内容", [part.file_size], limits)
    if sum(part.file_size for part in parts) > limits.unpacked_mb * MB:
        check_stream(path.name, "内容", [part.file_size for part in parts], limits)


_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/((?:\w+/)?)(\w+)")


def ordinary(part: bytes) -> bytes:
    """A part of a packed document that was saved as "strict" in the names that every library knows."""
    return _STRICT.sub(lambda m: b"http://schemas.openxmlformats.org/" + m[1] + b"2006/" + m[2], part)
