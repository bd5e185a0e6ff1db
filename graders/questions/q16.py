"""A linear layer, called on hidden inputs: its answers must be x W^T + b for the W and b that it holds."""

from graders.authoring import Credit, Evidence, Failure, Model, Question, close, normal
from graders.evidence.models import LINEAR
from reference import q16 as ref

q = Question(16, "A linear model")
q.give("x", normal(5, 4))
q.model("outputs", "x", own_size=True)


@q.check(2)
def linear(outputs: tuple[Model, ...]) -> Credit | None:
    """A model made with nn.Linear gives x W^T + b on inputs that it has never seen."""
    models = [model for model in outputs if model.layers]
    if not models:
        raise Failure("No model of yours holds an nn.Linear.", hint="nn.Linear(inputs, outputs) makes W and b.")
    layer = models[0].layers[0]
    if layer.bias is None:
        return Credit(0.5, "The layer has no bias, so there is no b in y = Wx + b.", "Leave bias=False away.")
    close(models[0].output, ref.forward(models[0].rows, layer.weight, layer.bias), models[0].name)
    return None


@q.check(2)
def applied(seen: Evidence) -> None:
    """It is applied to a tensor of yours, and its output is there."""
    for one in seen.everything:
        if one.callee == LINEAR or (one.made and one.made.callee_token is not None and one.is_tensor):
            return
    raise Failure("The model is made and never called.", hint="Call it on a tensor: model(x).")
