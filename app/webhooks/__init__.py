"""Webhooks, as Standard Webhooks 1.0.0 has them: what is signed, when it is tried, where it may go."""
