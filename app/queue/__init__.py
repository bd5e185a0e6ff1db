"""Who runs what next: one small protocol, and the engines behind it."""
