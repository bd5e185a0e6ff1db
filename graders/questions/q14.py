"""The error of an untracked tensor: the answer is an exception, so a run that raises may earn full marks."""

from graders.authoring import Credit, Evidence, Question, failure, require

q = Question(14, "The error of an untracked tensor")

ASKED_FOR = "does not require grad"
ENGINE = "torch/autograd/"  #: whence backward raises it; elsewhere torch repeats what it is told to
HIDING = ("exec", "compile", "__code__", "CodeType", "FunctionType", "ctypes")
HINT = "Compute something from torch.tensor(2.0) and call backward on that."


@q.check(3)
def error(seen: Evidence) -> Credit | None:
    """Calling backward on a result that does not track gradients really raises PyTorch's RuntimeError."""
    require(
        not seen.calls("exec", "compile") and not seen.dynamic.intersection(HIDING),
        "What raises the error is hidden in code that your code makes.",
        hint="Call backward directly.",
        known=True,
    )
    texts = [one.message for one in seen.raised if one.type == "RuntimeError" and one.file.startswith(ENGINE)]
    if any(ASKED_FOR in text for text in texts):
        return None
    called = seen.calls("backward", "grad")
    if texts and called:
        return Credit(1 / 3, "backward raises an error, but another one.", "Take a tensor without requires_grad.")
    own = next((one for one in seen.raised if ASKED_FOR in one.message), None)
    require(
        own is None,
        "These words are raised by your own code, and not by PyTorch's backward.",
        hint=HINT,
        place=own.place if own else None,
        known=True,
    )
    require(
        called or not seen.mentions("backward"),
        "backward is mentioned, and not called.",
        hint="It needs its brackets: y.backward().",
        known=True,
    )
    require(called, "backward is never called, so PyTorch has nothing to complain about.", hint=HINT, known=True)
    other = next(iter(seen.raised), None)
    require(
        other is None,
        f"Another error is raised, and not by backward: {other.type if other else ''}.",
        hint=HINT,
        place=other.place if other else None,
        known=True,
    )
    tracks = any(one.seen is not None and one.seen.requires_grad for one in seen.tensors)
    require(
        not tracks,
        "backward is called on a result that does track, so it works and raises nothing.",
        hint="Leave requires_grad=True away.",
    )
    raise failure("seen.raised", found="backward never meets a result that does not track")
