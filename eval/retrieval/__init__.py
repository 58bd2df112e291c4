"""Scores search alone: the right line among all lines of the classifications, and beside what others do."""
