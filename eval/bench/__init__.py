"""How the store grows: synthetic corpora of the real shape, measured step by step."""
