"""Anything that answers: variants of this system, a command that speaks JSON lines, an HTTP address."""
