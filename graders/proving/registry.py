"""All operators. What is named first gives its name to a mutant that two of them make, so the special come first."""

from __future__ import annotations

from graders.proving import (
    activations,
    arguments,
    arithmetic,
    conditions,
    constants,
    constructors,
    dropping,
    dtypes,
    elements,
    functions,
    gates,
    indexing,
    layers,
    losses,
    names,
    optimisers,
    reductions,
    shapes,
    statements,
    training,
)
from graders.proving.mutant import Operator

THEMES = (
    gates,
    training,
    losses,
    optimisers,
    layers,
    activations,
    reductions,
    constructors,
    shapes,
    dtypes,
    functions,
    arguments,
    indexing,
    elements,
    arithmetic,
    conditions,
    statements,
    dropping,
    names,
    constants,
)
OPERATORS: tuple[Operator, ...] = tuple(
    each for theme in THEMES for each in vars(theme).values() if isinstance(each, Operator)
)
