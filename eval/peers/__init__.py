"""Other tools on the same inputs, for comparison; none is a dependency of the project."""
