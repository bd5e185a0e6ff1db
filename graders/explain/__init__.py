"""Why two values differ: the class of the mistake, in one sentence, and never a hidden value."""

from graders.explain.case import Explanation
from graders.explain.context import Context, Descent
from graders.explain.ranking import explain, explanations
from graders.explain.sentences import hint, say

__all__ = ["Context", "Descent", "Explanation", "explain", "explanations", "hint", "say"]
