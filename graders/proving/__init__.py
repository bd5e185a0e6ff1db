"""Proves that questions are well marked: mistakes made by machine, and a bot that reads only the feedback."""

from graders.proving.attacker import Climb, climb
from graders.proving.data import same_but_for_data, same_but_for_prints
from graders.proving.engine import mutants, sample
from graders.proving.mutant import Mutant, Operator
from graders.proving.registry import OPERATORS

__all__ = [
    "OPERATORS",
    "Climb",
    "Mutant",
    "Operator",
    "climb",
    "mutants",
    "same_but_for_data",
    "same_but_for_prints",
    "sample",
]
