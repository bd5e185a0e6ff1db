"""A linear layer, called on hidden inputs: its answers must be x W^T + b for the W and b that it holds."""

import torch

from graders.authoring import Credit, Evidence, Failure, Found, Model, Question, close, normal, require
from graders.compare import close as differs
from graders.evidence.models import is_linear, parts_of
from graders.questions.networks import require_made
from reference import q16 as ref

q = Question(16, "A linear model")
q.give("x", normal(5, 4))
q.model("outputs", "x", own_size=True)


@q.check(2)
def linear(seen: Evidence, outputs: tuple[Model, ...]) -> Credit | None:
    """A model made with nn.Linear gives x W^T + b on inputs that it has never seen."""
    models = [model for model in outputs if model.layers]
    require_made(seen, outputs)
    require(
        models or seen.mentions("Linear") or not any(one.operator == "@" for one in seen.everything),
        "W and b are made by hand here; nn.Linear makes both.",
        hint="model = nn.Linear(inputs, outputs), then model(x).",
        known=True,
    )
    require(models, "No model of yours holds an nn.Linear.", hint="nn.Linear(inputs, outputs) makes W and b.")
    models = [model for model in models if model.layers[0].weight.numel() and _takes(model)]
    require(models, "The layer takes nothing in or gives nothing out: give it at least one of each.", known=True)
    right = [model for model in models if _gives(model)]
    if any(model.layers[0].bias is not None for model in right):
        return None
    if right:
        return Credit(0.5, "The layer has no bias, so there is no b in y = Wx + b.", "Leave bias=False away.")
    if models[0].raised is not None:
        raise Failure(f"Called on inputs of ours, `{models[0].name}` stopped with {models[0].raised.type}.", known=True)
    close(models[0].output, _expected(models[0]), models[0].name)
    return None


@q.check(2)
def applied(seen: Evidence) -> None:
    """It is applied to a tensor of yours, and its output is there."""
    made = [one.module for one in (*seen.everything, *seen.modules) if one.module is not None]
    holders = {part.token for module in made for part in parts_of(module) if any(map(is_linear, parts_of(part)))}
    if any(one.is_tensor and _called(seen, one) & holders for one in seen.everything):
        return
    require(holders, "There is no model with an nn.Linear that could be applied.")
    raise Failure("The model is made and never applied.", hint="Call it on a tensor: output = model(x).")


def _takes(model: Model) -> bool:
    """Whether the hidden rows are as wide as the layer."""
    return model.rows.shape[-1] == model.layers[0].weight.shape[-1]


def _gives(model: Model) -> bool:
    """Whether it gives what its layer does, be it without an axis of size one."""
    expected, output = _expected(model), model.output
    if output is None or output.squeeze().shape != expected.squeeze().shape:
        return False
    return differs(output.reshape(expected.shape), expected) is None


def _expected(model: Model) -> torch.Tensor:
    layer = model.layers[0]
    bias = layer.weight.new_zeros(len(layer.weight)) if layer.bias is None else layer.bias
    return ref.forward(model.rows.float(), layer.weight.float(), bias.float())


def _called(seen: Evidence, one: Found) -> set[int | None]:
    """Which module gave this back: called itself, or by its forward."""
    if one.made is None:
        return set()
    by_forward = [each.token for each in seen.operands(one)[:1]] if one.callee.endswith(".forward") else []
    return {one.made.callee_token, *by_forward} - {None}
