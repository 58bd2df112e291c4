"""What a run amounts to: shares with intervals, figures, citations, refusals, retrieval, verdicts, pairs of systems."""
