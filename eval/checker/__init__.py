"""An adversarial bench for the numeric checker: true sentences and falsified twins, made from whatever is ingested."""
