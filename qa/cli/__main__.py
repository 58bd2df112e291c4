"""`python -m qa.cli`, the same as `budget-qa`."""

from qa.cli.main import main

main()
