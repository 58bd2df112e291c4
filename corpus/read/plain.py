"""Bytes to text: what a Chinese web page or table of text is encoded in."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_CHINESE = {"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80"}


_SPOILT = 0.002
"""Of a text's letters, so many that cannot be read (a byte lost or cut) leave its encoding certain."""


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of bytes, and what is to be said of it: marks first, then UTF-8, a declared encoding, GB 18030, a guess.

    UTF-8 comes before what is declared: bytes that are valid UTF-8 throughout are nothing else, whatever a page says that
    was saved again by a browser. A mark may lie too, where a program wrote it before bytes of another encoding.

    >>> decoded("收入总表".encode("gbk"))[0]
    '收入总表'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).lstrip("\ufeff"), ()
            except UnicodeDecodeError:
                data = data[len(mark) :] if encoding == "utf-8" else data
    wide = "utf-16-le" if b"\0" in data[1:1000:2] else "utf-16-be" if b"\0" in data[:1000:2] else None
    for name in (wide, "utf-8", _declared(data), "gb18030"):
        if name is not None:
            try:
                return data.decode(name), ()
            except (UnicodeDecodeError, LookupError):
                continue
    return _mended(data) or _guessed(data)


def is_archive(head: bytes) -> bool:
    """Does a file begin as a web page that was saved as one file (.mht) does?"""
    begun = head[:2048].lstrip(b"\xef\xbb\xbf").lower()
    return begun.startswith((b"mime-version:", b"from: <saved", b"from: \"saved")) and b"content-type: multipart/related" in begun


def page_of_archive(data: bytes) -> bytes:
    """The web page of a file that holds it with its pictures; no bytes where it holds none."""
    import email

    pages = (part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    content = page.get_payload(decode=True) if page is not None else b""
    return content if isinstance(content, bytes) else b""


def _mended(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text in the encoding that only a few of its bytes contradict."""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        lost = text.count("\ufffd")
        if lost <= max(2, _SPOILT * len(text)):
            told = f"文件里有 {lost} 处字符已损坏。 ({lost} characters of the file are damaged.)"
            return text.lstrip("\ufeff"), (told,)
    return None


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
