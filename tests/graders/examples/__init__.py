"""Labelled mismatches, a file for each class: mistakes that students make, written as they write them."""

from __future__ import annotations

from tests.graders.examples.axis import AXIS
from tests.graders.examples.base import Draw, Example, Sample
from tests.graders.examples.identity import IDENTITY
from tests.graders.examples.layout import LAYOUT
from tests.graders.examples.linear import LINEAR
from tests.graders.examples.operation import OPERATION
from tests.graders.examples.places import PLACES
from tests.graders.examples.size import SIZE
from tests.graders.examples.training import TRAINING
from tests.graders.examples.type import TYPE

EXAMPLES: dict[str, list[Example]] = {
    "layout": LAYOUT,
    "linear": LINEAR,
    "axis": AXIS,
    "operation": OPERATION,
    "type": TYPE,
    "places": PLACES,
    "training": TRAINING,
    "identity": IDENTITY,
    "size": SIZE,
}

__all__ = ["EXAMPLES", "Draw", "Example", "Sample"]
