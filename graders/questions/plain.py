"""One or two layers by hand, in any of the usual layouts, with any of the usual activations. Used by Q20."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress

import torch
from torch.nn import functional

from graders.authoring import Evidence, Failure, Found, require
from graders.compare import close
from graders.evidence import Reading, Undecided
from graders.evidence.models import parts_of
from graders.evidence.value import HANDING
from graders.observation import How, ModuleSeen
from graders.questions.plain_rules import HIDDEN, OUTPUT, Activation, Kind, Rule, nothing

USUAL: Mapping[str, Activation] = {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}
RARE: Mapping[str, Activation] = {  #: tried where the source names them
    "leaky_relu": functional.leaky_relu,
    "LeakyReLU": functional.leaky_relu,
    "gelu": functional.gelu,
    "GELU": functional.gelu,
    "elu": functional.elu,
    "ELU": functional.elu,
    "silu": functional.silu,
    "SiLU": functional.silu,
    "softplus": functional.softplus,
    "Softplus": functional.softplus,
}
MODULE = "The weights are those of an nn.Module; plain tensors of your own are asked for."
PLAIN = "Make W1, b1, W2 and b2 with torch.tensor or torch.randn, and multiply with @."
PRODUCTS = ("matmul", "mm", "mv", "einsum", "dot", "tensordot")
AT_ONCE = ("linear", "addmm", "addmv")  #: with the bias
MANY = 60  #: tensors; among more of them no mistake is looked for


def require_hidden(seen: Evidence) -> None:
    """Fail the check, saying why, unless one activated layer is there, of tensors that are no module's."""
    if not _holding(seen, HIDDEN, _activations(seen), one=True) and not _dead(seen):
        _raise(seen, HIDDEN, USUAL.values())


def require_output(seen: Evidence) -> None:
    """Fail the check, saying why, unless a second layer is there behind an activated one."""
    hidden = _holding(seen, HIDDEN, _activations(seen))
    if _holding(seen, OUTPUT, hidden, one=True):
        return
    if hidden or not any(_adds_only_bias(seen, one) for one in _dead(seen)):
        _raise(seen, OUTPUT, hidden or USUAL.values())


def _activations(seen: Evidence) -> list[Activation]:
    """Those that the source names come first; of the rare ones there are no others."""
    named = [activation for name, activation in {**USUAL, **RARE}.items() if seen.mentions(name)]
    return named + [activation for activation in USUAL.values() if activation not in named]


def _holding(seen: Evidence, kind: Kind, activations: Collection[Activation], *, one: bool = False) -> list[Activation]:
    """Those activations with which it holds, or only the first. A search that had to stop may be made up for."""
    found, undecided = [], None
    for activation in activations:
        try:
            if _holds(seen, kind, activation):
                found.append(activation)
        except Undecided as why:
            undecided = undecided or why
        if found and one:
            break
    if undecided and not found:
        raise undecided
    return found


def _holds(seen: Evidence, kind: Kind, activation: Activation) -> bool:
    rule, bare = kind.rule(activation), kind.rule(nothing)
    reading = _search(seen, rule, kind, lambda one: _is_active(seen, one, rule, bare))
    if reading is None:
        return False
    require(not _of_a_module(seen, reading.inputs.values()), MODULE, hint=PLAIN, known=True)
    for one in (reading.output, *reading.inputs.values()):
        seen.note(one)
    return True


def _raise(seen: Evidence, kind: Kind, activations: Collection[Activation]) -> None:
    require(not _modules(seen), MODULE, hint=PLAIN, known=True)
    numpy_only = seen.arrays and not seen.tensors
    require(not numpy_only, "This is done with NumPy arrays; torch tensors are asked for.", known=True)
    for mistake in kind.mistakes if len(seen.tensors) < MANY else ():
        for activation in (nothing,) if mistake.bare else activations:
            with suppress(Undecided):
                reading = _search(seen, mistake.rule(activation), kind)
                if reading is None:
                    continue
                used = sum(seen.came_from(reading.output, one) for one in reading.inputs.values())
                active = mistake.bare or _makes_a_difference(reading, mistake.rule(activation), mistake.rule(nothing))
                if active and used >= len(reading.inputs) - mistake.unused:
                    place = reading.output.place
                    raise Failure(mistake.text, hint=kind.hint, place=place, known=True)
    raise Failure(kind.missing, hint=kind.hint)


def _search(seen: Evidence, rule: Rule, kind: Kind, accept: Callable[[Reading], bool] | None = None) -> Reading | None:
    """A reading of the run by this rule; what it found is not yet what the check rests on."""
    used = list(seen.used)
    try:
        return seen.derived(rule, hints=None, accept=accept, **dict(kind.shapes))
    except Failure:
        return None
    finally:
        seen.used = used


def _inputs(reading: Reading) -> list[torch.Tensor]:
    return [
        pattern.laid_out(tensor, reading.layouts[pattern.name]).double()
        for pattern in reading.patterns
        if (tensor := reading.inputs[pattern.name].tensor) is not None
    ]


def _makes_a_difference(reading: Reading, rule: Rule, bare: Rule) -> bool:
    return close(rule(*_inputs(reading)), bare(*_inputs(reading))) is not None


def _is_active(seen: Evidence, reading: Reading, rule: Rule, bare: Rule) -> bool:
    """Whether the activation was made. A ReLU of what is positive all over leaves no trace but that it was applied."""
    if _makes_a_difference(reading, rule, bare):
        return True
    x, weight, bias = _inputs(reading)[:3]
    before = x @ weight + bias
    same = [one for one in seen.tensors if one.tensor is not None and _like(one.tensor, before)]
    acted = [one for one in same if _acts(one)]
    return any(seen.came_from(one, other) for one in acted for other in same if one.token != other.token)


def _acts(one: Found) -> bool:
    """Whether it can be an activation at work: it is no copy, nor a sum with nothing."""
    return one.operator not in {"+", "-"} and one.callee.rpartition(".")[2] not in HANDING


def _dead(seen: Evidence) -> list[Found]:
    """Layers that a ReLU has made nothing but noughts: of few units or rows, that is bad luck and no fault."""
    noughts = [one for one in _made(seen) if one.tensor is not None and not one.tensor.any()]
    found = [one for one in noughts if any(_is_negative_layer(seen, each, one) for each in seen.origins(one))]
    found = [one for one in found if not _of_a_module(seen, seen.origins(one))]
    for one in found[:1]:
        seen.note(one)
    return found


def _is_negative_layer(seen: Evidence, before: Found, after: Found) -> bool:
    """Whether it is a product and a bias, of which a ReLU leaves nothing."""
    one, other = before.tensor, after.tensor
    if before.looked_at or one is None or other is None or one.shape != other.shape or bool((one > 0).any()):
        return False
    if before.callee.endswith(AT_ONCE):
        return True
    parts = [made for each in seen.operands(before) for made in ([each] if not each.looked_at else seen.operands(each))]
    added = before.operator in {"+", "+="} or before.callee.endswith("add")
    return added and any(part.operator == "@" or part.callee.endswith(PRODUCTS) for part in parts)


def _adds_only_bias(seen: Evidence, hidden: Found) -> bool:
    """Whether the layer after such a one was made: of a weight and a bias, and so with the bias's own values."""
    behind = {one.token for one in seen.origins(hidden)}
    for output in _made(seen):
        if output.tensor is None or not seen.came_from(output, hidden):
            continue
        new = [one for one in seen.origins(output) if one.is_tensor and one.token not in behind | {hidden.token}]
        given = {one.token: one.tensor for one in new if not one.looked_at and not _of_tensors(seen, one)}
        biases = [token for token, bias in given.items() if bias is not None and _is_spread(bias, output.tensor)]
        if biases and len(given) > 1:
            return True
    return False


def _of_tensors(seen: Evidence, one: Found) -> bool:
    """Whether it was made of tensors; sizes that a variable held are none."""
    return any(operand.is_tensor for operand in seen.operands(one))


def _is_spread(bias: torch.Tensor, output: torch.Tensor) -> bool:
    """Whether an output is a bias in every row, or in every column."""
    flat = bias.reshape(-1)
    ways = [flat.expand(output.shape)] if output.shape[-1:] in {(len(flat),), ()} or len(flat) == 1 else []
    if output.dim() > 1 and len(flat) == len(output):
        ways.append(flat[:, None].expand(output.shape))
    return bool(bias.any()) and any(close(output, each) is None for each in ways)


def _like(tensor: torch.Tensor, wanted: torch.Tensor) -> bool:
    flat = [each.reshape(-1) for each in (wanted, wanted.T)]
    return any(close(tensor.reshape(-1), each, rtol=1e-4, atol=1e-5) is None for each in flat)


def _made(seen: Evidence) -> Iterator[Found]:
    return (one for one in seen.tensors if not one.looked_at)


def _of_a_module(seen: Evidence, inputs: Collection[Found]) -> bool:
    """Whether one of them is a parameter of a module: held by one, or taken out of one as an attribute."""
    modules = {one.token for one in seen.everything if one.module is not None}
    tokens = {part.token for module in _modules(seen) for each in parts_of(module) for part in each.parameters}
    tokens |= {
        one.token
        for one in seen.everything
        if one.made and one.made.how is How.ATTRIBUTE and any(each.token in modules for each in seen.operands(one))
    }
    return any(one.token in tokens for one in inputs if one.token is not None)


def _modules(seen: Evidence) -> list[ModuleSeen]:
    """The modules of the question's own cells that have parameters; an activation has none."""
    every = [one.module for one in seen.everything if one.module is not None]
    return [module for module in every if any(each.parameters for each in parts_of(module))]
