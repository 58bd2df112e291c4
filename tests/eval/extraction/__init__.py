"""Tests of the extraction benchmark."""
