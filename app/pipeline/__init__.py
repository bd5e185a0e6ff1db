"""The corridor that a submission walks down: one file is one step, and one step is one transaction."""
