"""What an exception or a warning means, in plain words: known by its text, which CPU and CUDA word differently."""

from graders.run_errors.kinds import ErrorExplanation
from graders.run_errors.match import explain_error

__all__ = ["ErrorExplanation", "explain_error"]
