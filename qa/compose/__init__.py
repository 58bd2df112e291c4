"""The deterministic writer: words from templates, figures from slots."""
