"""Reads budget disclosures into typed facts; pure functions over values: no database, no network, no model."""
