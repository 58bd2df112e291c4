"""A Word file as python-docx opens it: whatever kind of document it calls itself, whatever of its parts is missing."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from lxml import etree

from corpus.read.limits import ordinary

_MAIN = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*?/?>(?:\s*</(?:\w+:)?Relationship>)?")
_BESIDE = re.compile(r"(?:word/(?:styles|numbering|settings|theme/[^/]+|fontTable|webSettings|comments\w*)|docProps/\w+)\.xml")
"""Parts that tell nothing of what is printed, but for fonts and numbers: without them the text is still read."""


def mended(path: Path) -> io.BytesIO:
    """A copy of a .docx or .docm: called a document, without links to parts that are not there, and without parts beside the
    text that are no XML. Raises what zipfile does."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as pack, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        kept = [n for n in dict.fromkeys(pack.namelist()) if not _BESIDE.fullmatch(n) or _is_xml(pack.read(n))]
        for name in kept:
            data = ordinary(pack.read(name)) if name.endswith((".xml", ".rels")) else pack.read(name)
            if name == "[Content_Types].xml":
                data = _MAIN.sub(_DOCUMENT, data)
            elif name.endswith(".rels"):
                data = _with_targets(data, name, kept)
            copy.writestr(name, data)
    out.seek(0)
    return out


def _is_xml(data: bytes) -> bool:
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True


def _with_targets(data: bytes, name: str, parts: Collection[str]) -> bytes:
    """The links of a part that lead somewhere: outside, or to one of the parts."""
    folder = posixpath.dirname(posixpath.dirname(name))

    def kept(link: re.Match[bytes]) -> bytes:
        found = re.search(rb"\sTarget=[\"']([^\"']*)", link.group())
        target = found.group(1).decode("utf-8", "replace") if found else ""
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        outside = re.search(rb"\sTargetMode=[\"']External", link.group())
        return link.group() if outside or place in parts else b""

    return _LINK.sub(kept, data)
