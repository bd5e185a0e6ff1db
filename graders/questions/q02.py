"""To NumPy and back: it counts what came from what, and then whether the numbers are those of the task."""

import torch

from graders.authoring import Credit, Evidence, Failure, Found, Question
from graders.questions.tensors import called, same_numbers

q = Question(2, "To NumPy and back")
q.data("numbers", 10, 20, 30)


@q.check(2)
def there(seen: Evidence, numbers: torch.Tensor) -> Credit | None:
    """A tensor with 10, 20, 30 becomes a NumPy array."""
    arrays = [one for one in seen.arrays if _source(seen, one) is not None]
    if not arrays:
        raise _no_array(seen)
    return _credit(arrays, numbers)


@q.check(2)
def back(seen: Evidence, numbers: torch.Tensor) -> Credit | None:
    """An array that came from a tensor becomes a tensor again."""
    tensors = [one for one in seen.tensors if (above := _source(seen, one)) and _source(seen, above) is not None]
    if not tensors:
        raise _no_way_back(seen, numbers)
    return _credit(tensors, numbers)


def _source(seen: Evidence, one: Found) -> Found | None:
    """What it was converted from: the nearest tensor behind an array, or array behind a tensor, of equal numbers."""
    above = (other for other in seen.origins(one) if (other.is_tensor if one.is_array else other.is_array))
    return next((other for other in above if other.tensor is not None and same_numbers(one, other.tensor)), None)


def _credit(found: list[Found], numbers: torch.Tensor) -> Credit | None:
    if any(same_numbers(one, numbers) for one in found):
        return None
    hint = "Make the tensor of the numbers that the task gives."
    return Credit(0.5, "The conversion is right, but the numbers are not 10, 20, 30.", hint, found[0].place)


def _no_array(seen: Evidence) -> Failure:
    how = "tensor.numpy() makes a NumPy array of a tensor."
    if seen.arrays:
        one = seen.arrays[0]
        text = f"`{called(one)}` is a NumPy array, but it does not come from a tensor."
        return Failure(text, hint=how, place=one.place, known=True)
    lists = next((one for one in seen.everything if one.callee.endswith(".tolist")), None)
    if lists is not None:
        text = f"`{called(lists)}` is a Python list; a NumPy array is asked for."
        return Failure(text, hint=how, place=lists.place, known=True)
    if seen.mentions("numpy") and not seen.calls("numpy") and any(one.is_tensor for one in seen.everything):
        return Failure("numpy is mentioned, and not called.", hint="It needs brackets: tensor.numpy().")
    return Failure("No tensor of yours becomes a NumPy array.", hint=how)


def _no_way_back(seen: Evidence, numbers: torch.Tensor) -> Failure:
    how = "torch.from_numpy(array) makes a tensor of the array."
    typed = next((one for one in seen.tensors if _source(seen, one) is not None), None)
    if typed is not None:
        text = f"`{called(typed)}` comes from an array that never was a tensor."
        return Failure(text, hint="Start from the array that you got from your tensor.", place=typed.place, known=True)
    fresh = [one for one in seen.tensors if not one.looked_at and same_numbers(one, numbers)]
    if len(fresh) > 1:
        text = f"`{called(fresh[-1])}` is made from a Python list again, and not from the array."
        return Failure(text, hint=how, place=fresh[-1].place, known=True)
    lists = next((one for one in seen.everything if one.callee == "numpy.ndarray.tolist"), None)
    if lists is not None:
        text = f"`{called(lists)}` is a Python list; a tensor is asked for."
        return Failure(text, hint=how, place=lists.place, known=True)
    return Failure("No array of yours becomes a tensor again.", hint=how)
