"""An optimiser: nothing is varied. The one that is most of what is asked for is looked at; others do no harm."""

from collections.abc import Iterator

from graders.authoring import Evidence, Failure, Found, Question, require
from graders.compare import close
from graders.evidence.models import LINEAR
from graders.observation import How, ModuleSeen, OptimiserSeen, TensorSeen, Value
from reference import q22 as ref

q = Question(22, "An optimiser")

SGD = "torch.optim.sgd.SGD"


@q.check(1)
def sgd(seen: Evidence) -> None:
    """An SGD optimiser of torch.optim is made."""
    one = _best(seen)
    name = one.optimiser.type.rpartition(".")[2] if one.optimiser else ""
    dressed = "It is called SGD, and is not the SGD of torch.optim." if name == "SGD" else ""
    require(
        _is_sgd(seen, one),
        dressed or f"The optimiser is {name}; SGD is asked for.",
        hint="torch.optim.SGD(model.parameters(), lr=0.01) makes one.",
        place=one.place,
        known=True,
    )


@q.check(1)
def rate(seen: Evidence) -> None:
    """Its learning rate is 0.01."""
    one = _best(seen)
    told = ", ".join(f"{rate:g}" for rate in sorted(_rates(seen, one)))
    require(
        _has_rate(seen, one),
        f"The learning rate is {told}; 0.01 is asked for." if told else "The optimiser has no learning rate.",
        hint="Say lr=0.01 where the optimiser is made.",
        place=one.place,
        known=True,
    )


@q.check(1)
def parameters(seen: Evidence) -> None:
    """It holds the parameters of your linear model."""
    one = _best(seen)
    if _holds(seen, one):
        return
    linear = [module for module in _modules(seen) if any(part.type == LINEAR for part in _parts(module))]
    require(linear, "There is no nn.Linear whose parameters the optimiser could hold.", place=one.place)
    raise Failure(
        "The optimiser does not hold the parameters of your linear model, so it would never change them.",
        hint="Give it model.parameters(), of the model that you keep.",
        place=one.place,
        known=True,
    )


def _best(seen: Evidence) -> Found:
    """The optimiser that is most of what is asked for."""
    optimisers = seen.optimisers
    if not optimisers:
        called = seen.mentions("SGD", "Adam") and seen.mentions("optim")
        raise Failure(
            "An optimiser's class is named, and none is made." if called else "Your code makes no optimiser.",
            hint="torch.optim.SGD(model.parameters(), lr=0.01) makes one.",
        )
    return max(optimisers, key=lambda one: _is_sgd(seen, one) + _has_rate(seen, one) + _holds(seen, one))


def _states(seen: Evidence, one: Found) -> list[OptimiserSeen]:
    """The optimiser as it was made, and as each cell left it."""
    known = sorted((each for each in seen.everything if each.token == one.token), key=lambda each: each.cell)
    both = (value for each in known for value in (each.made.value if each.made else None, each.value))
    return [state for state in both if isinstance(state, OptimiserSeen)]


def _is_sgd(seen: Evidence, one: Found) -> bool:
    states = _states(seen, one)
    options = [group.options for state in states for group in state.groups]
    return all(state.type == SGD for state in states) and all("dampening" in each for each in options)


def _rates(seen: Evidence, one: Found) -> set[float]:
    rates = {group.options.get("lr") for state in _states(seen, one)[-1:] for group in state.groups}
    return {float(rate) for rate in rates if isinstance(rate, int | float)}


def _has_rate(seen: Evidence, one: Found) -> bool:
    return any(
        state.groups and all(close(group.options.get("lr"), ref.RATE) is None for group in state.groups)
        for state in _states(seen, one)
    )


def _holds(seen: Evidence, one: Found) -> bool:
    """Whether all parameters of a linear layer are in it, of a model that the code can still reach."""
    held = {token for state in _states(seen, one) for group in state.groups for token in group.parameters}
    kept = {each.token for each in seen.everything if each.looked_at or (each.made and each.made.how is How.ATTRIBUTE)}
    for module in _modules(seen):
        parts = list(_parts(module))
        for part in parts:
            tokens = {parameter.token for parameter in part.parameters if _has_numbers(parameter.value)}
            if (
                part.type == LINEAR
                and len(tokens) == len(part.parameters)
                and tokens <= held
                and {each.token for each in parts} & kept
            ):
                return True
    return False


def _has_numbers(value: Value) -> bool:
    return isinstance(value, TensorSeen) and 0 not in value.shape


def _modules(seen: Evidence) -> list[ModuleSeen]:
    every = [one.value for one in seen.everything] + [one.made.value for one in seen.everything if one.made]
    return [value for value in every if isinstance(value, ModuleSeen)]


def _parts(module: ModuleSeen) -> Iterator[ModuleSeen]:
    yield module
    for _, child in module.children:
        yield from _parts(child)
