"""Two layers on plain tensors: the output is looked for among all that the student's own tensors give."""

from graders.authoring import Evidence, Question
from graders.questions.plain import require_hidden, require_output

q = Question(20, "A forward pass with plain tensors")
q.vary(own=True, seeds=1)


@q.check(2)
def hidden(seen: Evidence) -> None:
    """The hidden layer is activation(x·W1 + b1) of tensors of your own."""
    require_hidden(seen)


@q.check(3)
def output(seen: Evidence) -> None:
    """The output is hidden·W2 + b2, again of tensors of your own."""
    require_output(seen)
