"""Metric phrases to printed figures: which row and column, judged exact, narrower or broader."""
