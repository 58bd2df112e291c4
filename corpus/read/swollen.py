"""How far the content streams of a PDF swell when they are decoded, counted before any reader decodes them.

A file of 52 KB can hold a reader for minutes. Streams stand open in the file (only dictionaries may be packed into
object streams), so that they are found by their keyword and inflated up to the limit without a PDF library.
"""

from __future__ import annotations

import base64
import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.read.limits import DEFAULTS, MB, Limits, check_stream, inflated_size

_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_ASCII85 = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
SUSPECT_MB, SUSPECT_RATIO = 8, 100
"""Drawing packs to a tenth or a twentieth; what packs to a hundredth and is this large repeats itself to do harm."""
_MOST_RATIO = 1032
"""No deflated stream swells further than this."""
_DICTIONARY = 2048
"""How far before its keyword a stream's dictionary is looked for, in bytes."""


def check_streams(path: Path, limits: Limits = DEFAULTS) -> None:
    """Raise TooLarge where a stream that is no picture swells past the limit."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for packed, size in _sizes(data, limits.decoded_mb * MB):
            check_stream(path.name, "页面内容", [size], limits)
            if size > SUSPECT_RATIO * packed:
                check_stream(
                    path.name, "页面内容", [size], replace(limits, decoded_mb=min(SUSPECT_MB, limits.decoded_mb))
                )


def _sizes(data: mmap.mmap, most: int) -> Iterator[tuple[int, int]]:
    """The packed and the decoded size of each stream that could be too large."""
    end = 0
    for found in _STREAM.finditer(data):
        if found.start() < end or data[max(0, found.start() - 3) : found.start()] == b"end":
            continue
        stop = data.find(b"endstream", found.end())
        end = stop if stop > 0 else len(data)
        head = data[max(0, found.start() - _DICTIONARY) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        filters = len(_FLATE.findall(head))
        if (
            filters
            and not _PICTURE.search(head)
            and (filters > 1 or (end - found.end()) * _MOST_RATIO > SUSPECT_MB * MB)
        ):
            yield end - found.end(), _decoded(data[found.end() : end], filters, bool(_ASCII85.search(head)), most)


def _decoded(body: bytes, filters: int, ascii85: bool, most: int) -> int:
    if ascii85:
        try:
            body = base64.a85decode(re.sub(rb"\s|~>.*$", b"", body, flags=re.S))
        except ValueError:
            return 0
    for _ in range(filters - 1):
        engine = zlib.decompressobj()
        try:
            body = engine.decompress(body, most)
        except zlib.error:
            return 0
    return inflated_size(body, most)
