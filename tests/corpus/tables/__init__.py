"""Tests of the corpus layer."""
