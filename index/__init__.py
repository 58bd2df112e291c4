"""Stores disclosures and finds in them: facts in SQL, words, vectors, names."""
