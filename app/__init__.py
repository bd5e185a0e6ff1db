"""Carries a submission from the upload to its report; knows nothing of what a tensor means."""
