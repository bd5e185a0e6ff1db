"""What marks say about questions: classical test theory, time to a pass, clusters of failures. Numbers in, numbers out.

Nothing here is ever NaN: a figure that cannot be had is None, with the reason in words.
"""
