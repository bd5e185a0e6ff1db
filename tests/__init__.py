"""The tests mirror the source: `tests/graders/test_compare.py` is about `graders/compare.py`."""
