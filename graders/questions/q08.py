"""The identity matrix: it may be typed in, made by PyTorch or filled in a loop, so only what it holds is looked at."""

import torch

from graders.authoring import Credit, Evidence, Failure, Question
from graders.evidence.sentences import failure
from graders.questions.tensors import called, has_shape, shape_of

q = Question(8, "The identity matrix")

SIZE = 4
EYE = "torch.eye(4) makes it."
TYPED = 12  #: digits in a call that holds the whole matrix


@q.check(2)
def identity(seen: Evidence) -> Credit | None:
    """A tensor of 4 rows and 4 columns is the identity: ones on the diagonal, zeros beside it."""
    found = [one for one in seen.tensors if _is_identity(one.tensor)]
    for one in found:
        if has_shape(one, SIZE, SIZE):
            typed = one.callee.endswith("tensor") and sum(map(str.isdigit, one.source)) > TYPED
            return Credit(1, "Right, and typed in: torch.eye(4) makes it in one go.") if typed else None
    for one in found:
        text = f"`{called(one)}` is an identity, but its shape is {shape_of(one)}; (4, 4) is asked for."
        return Credit(0.5, text, EYE, one.place)
    raise _why_not(seen)


def _is_identity(tensor: torch.Tensor | None) -> bool:
    if tensor is None or tensor.dim() != 2 or tensor.shape[0] < 2:  # noqa: PLR2004 - a matrix of two rows or more
        return False
    return tensor.shape[0] == tensor.shape[1] and torch.equal(tensor.double(), torch.eye(len(tensor)).double())


def _why_not(seen: Evidence) -> Failure:
    other = next((one for one in seen.everything if not one.is_tensor and _is_identity(one.tensor)), None)
    if other is not None:
        return failure("seen.array" if other.is_array else "seen.list", place=other.place, known=True)
    for one in [one for one in seen.tensors if has_shape(one, SIZE, SIZE)][::-1]:
        text = f"`{called(one)}` has the right shape, but it is not the identity."
        if one.tensor is not None and bool((one.tensor == 1).all()):
            text = f"`{called(one)}` is full of ones; the identity has them on the diagonal only."
        elif one.tensor is not None and not one.tensor.any():
            text = f"`{called(one)}` holds nothing but zeros."
        elif one.tensor is not None and _is_identity(one.tensor.flip(0)):
            text = f"`{called(one)}` has its ones on the other diagonal."
        return Failure(text, hint=EYE, place=one.place)
    if not seen.tensors:
        return failure("seen.nothing")
    return Failure("No tensor of yours is the identity of 4 rows and 4 columns.", hint=EYE)
