"""Mean squared error: both vectors are the task's own, so they are replaced in a second run."""

from collections.abc import Iterator

import torch

from graders.authoring import Credit, Evidence, Failure, Found, Question, require
from graders.compare import close

q = Question(21, "Mean squared error")
q.data("said", 1, 2)
q.data("right", 1.5, 2.5)

MODULE = "torch.nn.modules.loss.MSELoss"
CALLS = (MODULE, f"{MODULE}.forward")
#: how a wrong value was made, by the end of a name called on the way to it: as written some of them agree
MISTAKES = {
    ("L1Loss", "l1_loss", "abs"): "That is the mean of the absolute differences; here they are to be squared.",
    ("HuberLoss", "SmoothL1Loss", "huber_loss", "smooth_l1_loss"): "That is the Huber loss, which is another one.",
    ("sqrt", "norm", "dist", "cdist", "pow_"): "That is the root of the mean squared error: leave the root away.",
}


@q.check(4)
def loss(seen: Evidence, said: torch.Tensor, right: torch.Tensor) -> Credit | None:
    """nn.MSELoss gives the mean squared error of the two vectors of the task."""
    expected = _mean_square(said, right)
    applied = [one for one in seen.everything if one.callee in CALLS and one.is_tensor]
    sound = [one for one in applied if _is_mean(seen, one)]
    through = [one for one in seen.tensors if any(seen.came_from(one, each) for each in applied)]
    if any(close(one.value, expected) is None and _on(seen, one, said, right) for one in (*sound, *through)):
        return None
    try:
        seen.value(expected, of=torch.cat([said, right]))
    except Failure as why:
        if sound:
            return Credit(
                1 / 2, "nn.MSELoss is applied, to other numbers than the task's.", "Use [1, 2] and [1.5, 2.5]."
            )
        raise _told(seen, applied, said, right) or why from None
    return Credit(3 / 4, "The value is right, but nn.MSELoss is asked for.", "Make nn.MSELoss() and call it.")


def _told(seen: Evidence, applied: list[Found], said: torch.Tensor, right: torch.Tensor) -> Failure | None:
    """What went wrong, by how the values were made; None if that cannot be said."""
    squares = (said - right) ** 2
    for one in applied:
        shapes = {operand.tensor.shape for operand in _operands(seen, one) if operand.tensor is not None}
        require(
            len(shapes) < 2,  # noqa: PLR2004 - two operands
            "The two tensors have different shapes, so every number is compared with every other.",
            hint="Give both the same shape: two vectors of two numbers.",
            place=one.place,
            known=True,
        )
    for one in seen.tensors:
        line = [each.callee.rpartition(".")[2] for each in (one, *seen.origins(one))]
        wrong = next((text for names, text in MISTAKES.items() if set(names) & set(line)), None)
        if wrong and _on(seen, one, said, right):
            return _failure(one, wrong)
        if close(one.value, squares.sum()) is None and _on(seen, one, said, right):
            rooted = any("0.5" in each.source and each.operator == "**" for each in (one, *seen.origins(one)))
            root = MISTAKES["sqrt", "norm", "dist", "cdist", "pow_"]
            return _failure(one, root if rooted else "That is the sum of the squares; their mean is asked for.")
        if one in applied and close(one.value, squares) is None:
            return _failure(one, "These are the squared differences one by one; their mean is asked for.")
    made = next((one for one in seen.everything if one.callee == MODULE and not one.is_tensor), None)
    if made is not None and not applied:
        return Failure(
            "nn.MSELoss is made, and never applied to the two vectors.",
            hint="loss = nn.MSELoss(), then loss(first, second).",
            place=made.place,
        )
    return None


def _failure(one: Found, text: str) -> Failure:
    return Failure(f"`{one.source}` is not the mean squared error.", hint=text, place=one.place, known=True)


def _is_mean(seen: Evidence, one: Found) -> bool:
    """Whether it is the mean squared error of what it was made of, which has one shape."""
    pair = [operand.tensor for operand in _operands(seen, one)]
    if len(pair) != 2 or pair[0] is None or pair[1] is None or pair[0].shape != pair[1].shape:  # noqa: PLR2004 - a pair
        return False
    return close(one.value, _mean_square(pair[0].double(), pair[1].double())) is None


def _mean_square(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    return ((one - other) ** 2).mean()


def _operands(seen: Evidence, one: Found) -> list[Found]:
    return [operand for operand in seen.operands(one) if operand.is_tensor]


def _on(seen: Evidence, one: Found, said: torch.Tensor, right: torch.Tensor) -> bool:
    """Whether both vectors of the task are among what it came from."""
    above = list(_vectors(seen, one))
    return all(any(torch.allclose(vector, each) for each in above) for vector in (said, right))


def _vectors(seen: Evidence, one: Found) -> Iterator[torch.Tensor]:
    for origin in seen.origins(one):
        tensor = origin.tensor
        if origin.is_tensor and tensor is not None and tensor.numel() == 2:  # noqa: PLR2004 - as long as the vectors
            yield tensor.double().reshape(-1)
