"""XOR: more starts if it did not learn, since luck decides no mark; one run on another gate, which no table follows."""

from graders.authoring import Credit, Evidence, Failure, Model, Question, require
from graders.questions import gates

XOR = (0, 1, 1, 0)

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
    if learnt.count < len(XOR) and gates.flat(learnt):
        raise Failure(
            "The outputs are nearly the same for all four rows.",
            hint="A symmetric start? Try another seed, more hidden units, Adam, or a larger learning rate.",
            known=True,
        )
    return gates.told(seen, learnt, XOR, "It got stuck: try another seed, more hidden units, or train longer.")


@q.check(2)
def learner(seen: Evidence, outputs: tuple[Model, ...], target: gates.Gate) -> None:
    """What the network says comes from training: given another gate to learn, it follows."""
    gates.best(seen, outputs, XOR, target)
