"""Another way to make one number of many."""

from __future__ import annotations

from collections.abc import Iterator

from graders.proving.answer import Answer, Edit
from graders.proving.mutant import operator
from graders.proving.pieces import BUILTIN, METHOD, NUMPY, TORCH, added, calls, keyword, renames

NEIGHBOURS = {
    "mean": ("sum", "median", "max"),
    "sum": ("mean", "prod"),
    "prod": ("sum",),
    "max": ("min", "argmax", "mean"),
    "min": ("max", "argmin"),
    "amax": ("amin",),
    "amin": ("amax",),
    "median": ("mean",),
    "argmax": ("argmin", "max"),
    "argmin": ("argmax", "min"),
    "std": ("var",),
    "var": ("std",),
    "norm": ("sum",),
    "all": ("any",),
    "any": ("all",),
    "cumsum": ("cumprod",),
}
BUILTINS = {"max": ("min",), "min": ("max",), "sum": ("max",), "all": ("any",), "any": ("all",)}
ALONG = ("mean", "sum", "prod", "max", "min", "amax", "amin", "argmax", "argmin", "std", "var", "median")


@operator("reduction.other", "another reduction", "x.mean()", "x.sum()")
def other(answer: Answer) -> Iterator[Edit]:
    """As a method, as torch's or NumPy's function, or as the language's own."""
    yield from renames(answer, dict.fromkeys((METHOD, TORCH, NUMPY), NEIGHBOURS) | {BUILTIN: BUILTINS})


@operator("reduction.along", "along an axis instead of over all", "x.sum()", "x.sum(dim=0)")
def along(answer: Answer) -> Iterator[Edit]:
    """Only where no axis was named."""
    for homes, arguments in (((METHOD,), 0), ((TORCH,), 1)):
        for call in calls(answer, homes, ALONG):
            if len(call.args) == arguments and keyword(call, "dim", "axis") is None:
                yield added(answer, call, "dim=0")


@operator("reduction.kept", "the reduced axis kept", "x.sum(dim=1)", "x.sum(dim=1, keepdim=True)")
def kept(answer: Answer) -> Iterator[Edit]:
    """A keepdim that is written is turned over with the other flags."""
    for call in calls(answer, [METHOD, TORCH], ALONG):
        if keyword(call, "dim", "axis") and not keyword(call, "keepdim", "keepdims"):
            yield added(answer, call, "keepdim=True")
