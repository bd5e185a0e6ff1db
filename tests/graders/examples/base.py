"""What a labelled mismatch is: a student's value, the right one, what is known around them, the message earned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import torch

from graders.explain import Context, Explanation


class Draw:
    """Numbers from a seed, so that one example is many."""

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape: int) -> torch.Tensor:
        """Around 0, of either sign."""
        return torch.randn(shape, generator=self._generator)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> torch.Tensor:
        """Between two bounds."""
        return low + (high - low) * torch.rand(shape, generator=self._generator)

    def whole(self, *shape: int, low: int = 100, high: int = 10_000) -> torch.Tensor:
        """Distinct whole numbers, too large to be mistaken for a count, in no order."""
        count = int(torch.tensor(shape).prod()) if shape else 1
        return low + torch.randperm(high - low, generator=self._generator)[:count].reshape(shape)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One drawing of an example."""

    student: object
    expected: object
    context: Context = field(default_factory=Context)


@dataclass(frozen=True, kw_only=True)
class Example:
    """A mistake: `label` is the id of the message that a teacher would want, `params` the fields that matter."""

    name: str
    label: str
    params: Mapping[str, str | int]
    build: Callable[[Draw], Sample]

    def meant(self, explanation: Explanation) -> bool:
        """The explanation is the labelled one."""
        fields = explanation.params
        same = all(fields.get(key) == value for key, value in self.params.items())
        return explanation.message_id == self.label and same


class Examples(list[Example]):
    """The examples of one class, in the order in which they are written down."""

    def mistake(
        self, label: str, **params: str | int
    ) -> Callable[[Callable[[Draw], Sample]], Callable[[Draw], Sample]]:
        """Label the function below: it makes the mistake with numbers drawn for it."""

        def keep(build: Callable[[Draw], Sample]) -> Callable[[Draw], Sample]:
            self.append(Example(name=build.__name__, label=label, params=params, build=build))
            return build

        return keep
