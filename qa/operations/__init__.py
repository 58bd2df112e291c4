"""What can be done with figures that were found: one module for each kind of question."""
