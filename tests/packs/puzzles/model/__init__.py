"""Model answers."""
