"""The audit's findings to take away: a page with the cells framed, a spreadsheet, CSV, JSON."""
