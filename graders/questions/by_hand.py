"""Whether a function of the student's is written by hand, or calls the library's own. Used by Q18."""

from __future__ import annotations

from graders.authoring import Evidence, Found, require
from graders.observation import ModuleSeen, OtherSeen

ANSWER = "Write the formula yourself: exp, where, clamp, maximum and the like are welcome."


def require_by_hand(seen: Evidence, function: str, library: frozenset[str]) -> None:
    """Fail the check if a function is one of the library's, known by the last part of its name, or calls one.

    What is called elsewhere, to compare with, is no fault: a result of the function must come from it. A function that
    the student never calls is judged by the source alone.
    """
    require(
        not seen.dynamic,
        "What is called here is hidden behind a computed name, so nobody can tell whether it is by hand.",
        hint="Call functions by their names.",
        known=True,
    )
    rows = [one for one in seen.everything if _last(one.callee) in library and one.callee.startswith("torch")]
    results = [one for one in rows if one.is_tensor]
    tokens = {one.token for one in results}
    own = [one for one in seen.everything if _is_call_of(one, function)]
    inside = next((one for one in own if _comes_from(seen, one, tokens)), None)
    imported = {_last(name) for name in seen.imported if name.startswith("torch")}
    written = {call for call in seen.called if _last(call) in library and ("." in call or call in imported)}
    written |= {name for name in seen.dotted if _may_be_called(name, library)}
    elsewhere = bool(results and own) and inside is None
    suspect = "" if elsewhere else min(written, default="")
    direct = inside is not None and inside.callee.startswith("torch")
    require(
        not direct and not _is_library(seen, function),
        f"`{function}` is PyTorch's own function under this name; it is to be written by hand.",
        hint=ANSWER,
        place=inside.place if direct and inside else None,
        known=True,
    )
    require(
        inside is None and not suspect,
        f"`{function}` calls {suspect or 'it'}, which is PyTorch's own; it is to be written by hand.",
        hint=ANSWER,
        place=inside.place if inside else None,
        known=True,
    )


def _may_be_called(name: str, library: frozenset[str]) -> bool:
    """Whether it takes something out of the library, or out of a tensor, that can be called as anything afterwards."""
    if name.startswith("torch."):
        return bool(library.intersection(name.split(".")))
    return "." in name and _last(name) in library and not name.startswith(("self.", "cls.", "."))


def _comes_from(seen: Evidence, one: Found, tokens: set[int | None]) -> bool:
    return one.token in tokens or any(
        origin.token in tokens for origin in seen.origins(one) if origin.token is not None
    )


def _is_library(seen: Evidence, function: str) -> bool:
    """Whether the name itself stands for something of the library's."""
    named = [one for one in seen.everything if one.name == function and one.made is None]
    kinds = {one.value.type for one in named if isinstance(one.value, OtherSeen | ModuleSeen)}
    imported = any(_last(name) == function and name.startswith("torch") for name in seen.imported)
    return imported or any(kind.startswith(("builtins.builtin_function", "torch.")) for kind in kinds)


def _is_call_of(one: Found, function: str) -> bool:
    if one.made is None or not one.is_tensor:
        return False
    return one.made.source.startswith(f"{function}(") or one.callee == f"__main__.{function}"


def _last(name: str) -> str:
    return name.rpartition(".")[2]
