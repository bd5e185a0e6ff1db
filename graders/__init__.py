"""Judges what a run produced. Pure: no clock, no disk, no network, and nothing of `app`."""
