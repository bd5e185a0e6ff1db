"""Largest, smallest and mean of five numbers: the numbers are the task's own, so they are replaced in a second run."""

import torch

from graders.authoring import Context, Evidence, Question

q = Question(9, "Largest, smallest and mean")
q.data("numbers", 4, 7, 9, 2, 5)


@q.check(1)
def largest(seen: Evidence, numbers: torch.Tensor) -> None:
    """The largest of the five numbers is computed by PyTorch."""
    seen.value(
        numbers.max(),
        of=numbers,
        hints={"That is the place at which the largest stands; max() gives the number itself.": numbers.argmax()},
    )


@q.check(1)
def smallest(seen: Evidence, numbers: torch.Tensor) -> None:
    """The smallest of the five numbers is computed by PyTorch."""
    seen.value(
        numbers.min(),
        of=numbers,
        hints={"That is the place at which the smallest stands; min() gives the number itself.": numbers.argmin()},
    )


@q.check(1)
def mean(seen: Evidence, numbers: torch.Tensor) -> None:
    """The mean of the five numbers is computed by PyTorch, with its decimals."""
    middle = {"That is the median, the one in the middle; the mean is the sum over the count.": numbers.median()}
    cut = {"The decimals are cut off: make the numbers floats before taking the mean.": numbers.mean().floor()}
    seen.value(
        numbers.mean(),
        of=numbers,
        hints=middle | cut if seen.calls("median", "quantile", "kthvalue") else cut | middle,
        context=Context(operation=torch.mean, operands=(numbers,), neighbours={"the sum": torch.sum}),
    )
