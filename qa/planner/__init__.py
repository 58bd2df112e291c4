"""Questions to plans: typed spans found by data, then a grammar over them."""
