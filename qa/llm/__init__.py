"""An optional chat model: it writes words, never figures."""
