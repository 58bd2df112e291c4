"""Prose of a disclosure: sections, passages, sentences and their figures."""
