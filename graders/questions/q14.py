"""The error of an untracked tensor: the answer is an exception, so a run that raises may earn full marks."""

from graders.authoring import Credit, Evidence, Failure, Question, failure, require

q = Question(14, "The error of an untracked tensor")

ASKED_FOR = "does not require grad"


@q.check(3)
def error(seen: Evidence) -> Credit | None:
    """Calling backward on a result that does not track gradients really raises PyTorch's RuntimeError."""
    require(
        not seen.calls("exec", "compile"),
        "What raises the error is hidden in code that your code makes.",
        hint="Call backward directly.",
        known=True,
    )
    texts = [one.message for one in seen.raised if one.type == "RuntimeError" and one.file.startswith("torch")]
    if any(ASKED_FOR in text for text in texts):
        return None
    if texts and seen.calls("backward", "grad"):
        return Credit(1 / 3, "backward raises an error, but another one.", "Take a tensor without requires_grad.")
    if not seen.calls("backward", "grad"):
        raise Failure("backward is never called, so PyTorch has nothing to complain about.", known=True)
    raise failure("seen.raised", found="backward was called on something that does track, or not at all")
