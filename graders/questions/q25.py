"""XOR: more starts if it did not learn, since luck decides no mark; one run on another gate, which no table follows."""

from graders.authoring import Credit, Evidence, Failure, Model, Question, require
from graders.questions import gates

XOR = (0, 1, 1, 0)
ALIKE = "The hidden units start alike, so they stay alike: leave their weights as nn.Linear draws them."
STUCK = "Train longer, or try another seed, more hidden units, Adam, or a larger learning rate."

q = Question(25, "A network that learns XOR", seconds=60)
q.give("rows", gates.CODED)
q.model("outputs", "rows", functions=True)
q.target("target", *gates.orders(XOR), becomes=gates.negate)


@q.learns
def four_rows(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> None:
    """All four rows are right."""
    count = gates.best(seen, outputs, XOR, target).count
    require(count == len(XOR), f"{count} of 4 rows are right.")


@q.check(2)
def hidden(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> None:
    """The network has a hidden layer, with an activation behind it."""
    gates.require_hidden(seen, gates.best(seen, outputs, XOR, target).network)


@q.check(4)
def rows(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> Credit | None:
    """The trained network gets all four rows right."""
    learnt = gates.best(seen, outputs, XOR, target)
    if learnt.count == len(XOR):
        return None
    try:
        gates.require_hidden(seen, learnt.network)
    except Failure:
        advice = "XOR cannot be learnt without a hidden layer and an activation behind it."
    else:
        advice = ALIKE if gates.alike(learnt) else STUCK
    if gates.flat(learnt):
        raise Failure("The outputs are nearly the same for all four rows.", hint=advice, known=True)
    return gates.told(seen, learnt, XOR, advice)


@q.check(2)
def learner(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> None:
    """What the network says comes from training: given another gate to learn, it follows."""
    gates.best(seen, outputs, XOR, target)
