"""A small network, called on hidden inputs: its outputs must be what its own weights give with a ReLU between."""

from graders.authoring import Credit, Evidence, Failure, Model, Question, require, uniform
from graders.questions import networks
from reference import q17 as ref

q = Question(17, "A small network")
q.give("x", uniform(-20.0, 20.0, 24, 2))
q.model("outputs", "x")
q.vary(seeds=2)  # with weights that make no output negative, a ReLU after it does nothing

SHAPES = sorted([(ref.INPUTS, ref.HIDDEN), (ref.HIDDEN,), (ref.HIDDEN,), ()])


@q.check(2)
def layers(seen: Evidence, outputs: tuple[Model, ...]) -> None:
    """The network has 2 inputs, 4 hidden units and 1 output, each layer with its bias."""
    networks.require_made(seen, outputs)
    require(outputs, "No network was there to be looked at when your code had ended.")
    if any(networks.shapes(model) == SHAPES for model in outputs):
        return
    wide = next((one.width for one in networks.two_layers(outputs, ref.INPUTS)), None)
    require(wide is None, f"There are {wide} hidden units; 4 are asked for.", hint="nn.Linear(2, 4) first.", known=True)
    sizes = ", ".join(str(tuple(value.shape)) for value in outputs[0].parameters.values()) or "none"
    raise Failure(
        f"The parameters of `{outputs[0].name}` are not two layers from 2 over 4 to 1; their shapes are {sizes}.",
        hint="nn.Linear(2, 4) and nn.Linear(4, 1) hold (4, 2), (4), (1, 4) and (1).",
        known=True,
    )


@q.check(3)
def forward(seen: Evidence, outputs: tuple[Model, ...]) -> Credit | None:
    """On inputs that it has never seen, it gives what its own weights give, with a ReLU after the hidden layer."""
    networks.require_made(seen, outputs)
    require(outputs, "No network was there to be tried when your code had ended.")
    found = list(networks.two_layers(outputs, ref.INPUTS))
    named = seen.mentions(*networks.RELU)  # else weights of nought, or a high bias, would hide that there is none
    right = [one for one in found if one.follows(ref.forward) and (named or not one.follows(networks.BARE))]
    if any(one.width == ref.HIDDEN for one in right):
        return None
    if right:
        return Credit(0.5, f"The forward pass is right, with {right[0].width} hidden units in place of 4.")
    require(found, "There are no two layers from 2 inputs to 1 output that could be followed.")
    for text, rule in networks.MISTAKES.items():
        require(not any(one.follows(rule) for one in found), text, hint="nn.Linear, nn.ReLU, nn.Linear.", known=True)
    error = found[0].model.raised
    stopped = f"Called on inputs of ours, `{found[0].model.name}` stopped with {error.type}." if error else ""
    raise Failure(stopped or "Its outputs are not those that its own weights give with a ReLU between.", known=True)
