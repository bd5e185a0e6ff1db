"""Model answers: each runs as a submission and is imported for its values. None ever enters the box."""
