"""AND: more starts if it did not learn; one run on another gate, which no table follows."""

from graders.authoring import Credit, Evidence, Model, Question, require
from graders.questions import gates

AND = (0, 0, 0, 1)

q = Question(24, "A network that learns AND", seconds=60)
q.give("inputs", gates.CODED)
q.model("outputs", "inputs", functions=True)
q.target("target", *gates.orders(AND), becomes=gates.negate)


@q.learns
def four_rows(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> None:
    """All four rows are right."""
    count = gates.best(seen, outputs, AND, target).count
    require(count == len(AND), f"{count} of 4 rows are right.")


@q.check(4)
def rows(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> Credit | None:
    """The trained network gets all four rows right, at the border between 0 and 1 that it uses."""
    learnt = gates.best(seen, outputs, AND, target)
    return gates.told(seen, learnt, AND, "It is not trained enough: train longer, or with a larger learning rate.")


@q.check(2)
def trained(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> None:
    """What the network says comes from training its parameters: given another gate to learn, it follows."""
    gates.best(seen, outputs, AND, target)
