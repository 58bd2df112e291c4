"""Scores any variant on any question file; the sample disclosures."""
