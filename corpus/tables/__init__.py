"""Grids of a page to tables: heads, row trees, stitching over pages, facts."""
