"""Searching what a run produced: any expression, any variable, whatever it is called."""

from graders.evidence.derived import Reading, Rule
from graders.evidence.evidence import Evidence
from graders.evidence.failure import Failure, Undecided
from graders.evidence.found import Found
from graders.evidence.models import Layer, Model
from graders.evidence.sentences import failure

__all__ = ["Evidence", "Failure", "Found", "Layer", "Model", "Reading", "Rule", "Undecided", "failure"]
