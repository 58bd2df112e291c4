"""Bytes to text: what a Chinese web page or table of text is encoded in."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_CHINESE = {"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80"}


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes, and what is to be said of it: marks first, then a declared encoding, UTF-8, GB 18030, a guess.

    >>> decoded("收入总表".encode("gbk"))[0]
    '收入总表'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff"), ()
    for name in (_declared(data), "utf-8", "gb18030"):
        if name is not None:
            try:
                return data.decode(name), ()
            except (UnicodeDecodeError, LookupError):
                continue
    return _guessed(data)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii").lower()
    return "gb18030" if name in _CHINESE else name


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    encoding = best.encoding if best is not None else "gb18030"
    told = "文件编码不明，个别文字可能有误。 (The encoding of the file is not certain: some characters may be wrong.)"
    return data.decode(encoding, "replace"), (told,)
