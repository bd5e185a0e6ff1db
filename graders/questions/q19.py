"""The parameters of a linear layer, shown: run from a second seed, so that they are the layer's and not a copy."""

from collections.abc import Iterator

from graders.authoring import Evidence, Failure, Question, require
from graders.evidence.models import is_linear, parts_of
from graders.observation import ModuleSeen, PartSeen, TensorSeen
from graders.questions.showing import Shown

q = Question(19, "The parameters of a layer", shows=True)
q.vary(seeds=1)


@q.check(2)
def weight(seen: Evidence) -> None:
    """The numbers of the weight are shown."""
    _require_shown(seen, "weight")


@q.check(1)
def bias(seen: Evidence) -> None:
    """The numbers of the bias are shown."""
    layers = [layer for _, layer in _layers(seen)]
    biased = any(_part(layer, "bias") for layer in layers)
    require(biased or not layers, "This layer has no bias to be shown.", hint="Leave bias=False away.", known=True)
    _require_shown(seen, "bias")


def _require_shown(seen: Evidence, name: str) -> None:
    layers, shown = list(_layers(seen)), Shown(seen)
    require(layers, "There is no nn.Linear whose parameters could be shown.", hint="layer = nn.Linear(2, 1)")
    for outer, layer in layers:
        part = _part(layer, name)
        if part is not None and part.value is not None:
            tokens = (outer.token, layer.token)
            if any(shown.holds(part.value, token) for token in tokens):
                return
    lazy = shown.row(".parameters", ".named_parameters", ".children")
    require(
        lazy is None,
        "That shows a generator, which would give the parameters one by one, and not the parameters.",
        hint="Go through it: for p in layer.parameters(): print(p).",
        place=lazy.place if lazy else None,
        known=True,
    )
    whole = shown.module()
    require(
        whole is None,
        "That shows what the layer is, and not the numbers in it.",
        hint=f"print(layer.{name}) shows them.",
        place=whole.place if whole else None,
        known=True,
    )
    require(
        not seen.mentions("shape", "size"),
        f"The sizes are shown; the numbers of the {name} are not.",
        hint=f"print(layer.{name}) shows them.",
    )
    raise Failure(f"The numbers of the layer's {name} are never shown.", hint=f"print(layer.{name}) shows them.")


def _layers(seen: Evidence) -> Iterator[tuple[ModuleSeen, ModuleSeen]]:
    """Every module as often as it was seen, with each linear layer in it."""
    for one in (*seen.everything, *seen.modules):
        if one.module is not None:
            yield from ((one.module, part) for part in parts_of(one.module) if is_linear(part))


def _part(layer: ModuleSeen, name: str) -> TensorSeen | None:
    """A parameter that holds numbers; a layer without any in or out has none to be shown."""
    parts: tuple[PartSeen, ...] = layer.parameters
    seen = (one.value for one in parts if one.name == name and isinstance(one.value, TensorSeen))
    return next((one for one in seen if 0 not in one.shape), None)
