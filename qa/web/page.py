"""Gradio's page made ours: scripts under a nonce, no address of another host, the right language."""

from __future__ import annotations

import re

_META = re.compile(r"<meta\s[^>]*(?:og:|twitter:)[^>]*>\s*", re.IGNORECASE)
_SCRIPT = re.compile(r"<script(?=[\s>])")
_LANG = re.compile(r"(<html\b[^>]*?\blang=)\"[^\"]*\"", re.DOTALL)


def harden(html: str, nonce: str, language: str) -> str:
    """The page with its own scripts allowed and nothing that names another host."""
    html = _META.sub("", html)
    html = _LANG.sub(rf'\1"{"zh-CN" if language == "zh" else "en"}"', html, count=1)
    return _SCRIPT.sub(f'<script nonce="{nonce}"', html)
