"""Answers questions from the store: plan, resolve, compute, write, check."""
