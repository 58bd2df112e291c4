"""Outside benchmarks by adapters: the full data is the user's, by path; the tests have small files."""
