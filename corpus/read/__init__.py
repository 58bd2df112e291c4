"""Files to pages of words and grids: the only place that knows the reading libraries."""
