"""Outside benchmarks by adapters: the full data is the user's, by path; small files of the same formats are in the tests."""
