"""An offset mixed into every seed that the program sets itself, so that it starts from elsewhere.

What is mixed stays a function of the seed: the same seed twice gives the same numbers twice, and others give others.
A seed that the generator would refuse is handed on as it is, and so is none at all. Python's own generator is changed
in its class, NumPy's and torch's by subclasses, which pass for the class that they stand for: theirs are closed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
import torch

_LOW, _HIGH = -(1 << 63), 1 << 64  # what torch takes
_NUMPY = 1 << 32


def mix(offset: int) -> None:
    """Do so from now on, in this process; with no offset everything is left untouched."""
    if not offset:
        return
    step = random.Random(f"offset {offset}").getrandbits(32) | 1  # noqa: S311 - it must come out alike again
    _torch(step)
    _numpy(step)
    _python(step)


def _torch(step: int) -> None:
    def mixed(seed: Any) -> Any:
        number = int(seed)
        return (number + step) % _HIGH if _LOW <= number < _HIGH else seed

    class Generator(torch.Generator, metaclass=_standing_in(torch.Generator)):  # type: ignore[metaclass]
        def manual_seed(self, seed: Any) -> torch.Generator:
            return super().manual_seed(_or_as_it_is(mixed, seed))

    _dress(Generator, torch.Generator)
    torch.Generator = Generator  # type: ignore[misc]
    torch.manual_seed = torch.random.manual_seed = _mixing(torch.manual_seed, mixed)
    for name in ("manual_seed", "manual_seed_all"):
        setattr(torch.cuda, name, _mixing(getattr(torch.cuda, name), mixed))


def _numpy(step: int) -> None:
    def mixed(seed: Any) -> Any:
        """A whole number, or several of them, the first of which is enough."""
        if isinstance(seed, list | tuple | np.ndarray) and len(seed):
            return [mixed(seed[0]), *seed[1:]]
        return (int(seed) + step) % _NUMPY if _whole(seed) and 0 <= seed < _NUMPY else seed

    def mixed_wide(seed: Any) -> Any:
        """The newer generators take whole numbers of any size."""
        if isinstance(seed, list | tuple | np.ndarray) and len(seed):
            return [mixed_wide(seed[0]), *seed[1:]]
        return int(seed) + step if _whole(seed) and seed >= 0 else seed

    class RandomState(np.random.RandomState, metaclass=_standing_in(np.random.RandomState)):  # type: ignore[metaclass]
        def __init__(self, seed: Any = None) -> None:
            super().__init__(_or_as_it_is(mixed, seed))

        def seed(self, seed: Any = None) -> None:
            super().seed(_or_as_it_is(mixed, seed))

    _dress(RandomState, np.random.RandomState)
    np.random.RandomState = np.random.mtrand.RandomState = RandomState  # type: ignore[misc]
    np.random.seed = _mixing(np.random.seed, mixed)
    np.random.default_rng = _mixing(np.random.default_rng, mixed_wide)


def _python(step: int) -> None:
    seed = random.Random.seed

    def mixed(value: Any) -> Any:
        if type(value) is int:
            return value + step if value >= 0 else value - step  # a seed and its negative give the same stream
        if isinstance(value, str):
            return f"{value}{step}"
        if isinstance(value, bytes | bytearray):
            return bytes(value) + str(step).encode()
        return value + step if isinstance(value, float) else value

    @wraps(seed)
    def seeded(self: random.Random, a: Any = None, version: int = 2) -> None:
        seed(self, _or_as_it_is(mixed, a), version)

    random.Random.seed = seeded  # type: ignore[method-assign]
    random.seed = random._inst.seed


def _mixing(function: Callable[..., Any], mixed: Callable[[Any], Any]) -> Callable[..., Any]:
    """A function whose first argument, or the one called `seed`, is mixed."""

    @wraps(function)
    def seeding(*arguments: Any, **named: Any) -> Any:
        if arguments:
            arguments = (_or_as_it_is(mixed, arguments[0]), *arguments[1:])
        elif "seed" in named:
            named["seed"] = _or_as_it_is(mixed, named["seed"])
        return function(*arguments, **named)

    return seeding


def _or_as_it_is(mixed: Callable[[Any], Any], seed: Any) -> Any:
    """What cannot be mixed is for the generator to refuse, in its own words."""
    try:
        return mixed(seed)
    except Exception:
        return seed


def _standing_in(original: type) -> type:
    """A metaclass for a subclass that passes for its base: an object of the base is one of it, too."""

    class Standing(type(original)):  # type: ignore[misc]
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, original)

        def __subclasscheck__(cls, subclass: type) -> bool:
            return issubclass(subclass, original)

    return Standing


def _dress(kind: type, original: type) -> None:
    kind.__name__, kind.__qualname__, kind.__module__ = original.__name__, original.__qualname__, original.__module__
    kind.__doc__ = original.__doc__


def _whole(seed: object) -> bool:
    return isinstance(seed, int | np.integer) and not isinstance(seed, bool)
