"""From the type and the text of an error to the first kind that knows it."""

from __future__ import annotations

import re
from functools import cache

from graders.run_errors import (
    attributes,
    calls,
    devices,
    dtypes,
    gradients,
    names,
    networks,
    shapes,
    syntax,
    values,
    warned,
)
from graders.run_errors.kinds import ErrorExplanation, Kind

LOOKED_AT = 2000  #: characters; PyTorch's advice after that helps nobody
SHOWN = 60  #: characters of a group

KINDS: tuple[Kind, ...] = (  # the first that fits is told, so the special stands before the general
    *warned.KINDS,
    *shapes.KINDS,
    *dtypes.KINDS,
    *gradients.KINDS,
    *devices.KINDS,
    *networks.KINDS,
    *values.KINDS,
    *syntax.KINDS,
    *names.KINDS,
    *attributes.KINDS,
    *calls.KINDS,
)


def explain_error(type: str, message: str, device: str = "cpu") -> ErrorExplanation | None:  # noqa: A002 - the exception's
    """Explain an exception, or a warning by its category; None for one that is not known.

    `type` is the class's name, `message` the text of the exception, `device` where the run had its tensors ("cpu",
    "cuda", "cuda:0"): a wording that only CUDA has is not looked for elsewhere.
    """
    head = message[:LOOKED_AT]
    name = type.rpartition(".")[2]
    for kind, patterns in _compiled():
        if (kind.types and name not in kind.types) or not device.startswith(kind.device):
            continue
        for pattern in patterns:
            if found := pattern.search(head):
                return _filled(kind, found)
    return None


@cache
def _compiled() -> tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...]:
    return tuple((kind, kind.patterns()) for kind in KINDS)


def _filled(kind: Kind, found: re.Match[str]) -> ErrorExplanation:
    groups = {name: _shown(value or "") for name, value in found.groupdict().items()}
    params = {**groups, **kind.more(groups)} if kind.more else groups
    return ErrorExplanation(
        id=kind.id, meaning=kind.meaning.format_map(params), hint=kind.hint.format_map(params), params=params
    )


def _shown(value: str) -> str:
    """Cut a student's own text short and take out what cannot be shown."""
    return "".join(letter if letter.isprintable() else "?" for letter in value[:SHOWN])
