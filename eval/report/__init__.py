"""The report: one HTML file without outside requests, JSON beside it, and what changed between two of them."""
