"""Measures: ratios taken in one run, interleaved, so that a noisy machine cannot flatter them. Never part of a test."""
