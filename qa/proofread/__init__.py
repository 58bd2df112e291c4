"""The audit's findings on one page to pass on, with the cells framed."""
