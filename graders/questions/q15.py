"""Ten steps of gradient descent: the steps themselves are looked for, since where they end is easily typed in."""

from graders.authoring import Evidence, Failure, Question, require
from graders.questions.descent import Walk
from reference import q15 as ref

q = Question(15, "Ten steps of gradient descent")
q.vary(own=True)

PLAIN = "torch.optim.SGD([w], lr=0.1) with nothing else takes plain steps."


@q.check(3)
def rule(seen: Evidence) -> None:
    """Each step takes w to w - 0.1 · 2(w - 3)."""
    walk = Walk(seen)
    if walk.longest:
        typed = walk.typed
        require(
            typed is None,
            "The values on the way are written down, and not computed step by step.",
            hint="Let w go there in a loop: w = w - 0.1 * 2 * (w - 3).",
            place=typed,
            known=True,
        )
        seen.note(walk.longest.start)
        return
    optimisers = [one.optimiser for one in seen.optimisers if one.optimiser]
    other = next((kind for one in optimisers if (kind := one.type.rpartition(".")[2]) != "SGD"), "")
    require(not other, f"{other} takes other steps than plain gradient descent.", hint=PLAIN, known=True)
    momentum = any(group.options.get("momentum") for one in optimisers for group in one.groups)
    require(not momentum, "With momentum the steps are others.", hint=PLAIN, known=True)
    if why := walk.astray():
        raise why
    jumped = walk.jumped()
    require(
        jumped is None,
        "This is where ten steps lead, but the steps themselves are not made.",
        hint="Let w go there in a loop, step by step.",
        place=jumped.place if jumped else None,
        known=True,
    )
    moved = not seen.calls("backward", "grad") or seen.calls("step", "sub_", "copy_") or _assigns(seen)
    require(moved, "The gradient is found, and w is never moved by it.", hint="Subtract 0.1 times the gradient from w.")
    raise Failure("No value of w leads to the next one in this way.", hint="The derivative of (w - 3)² is 2(w - 3).")


@q.check(2)
def ten(seen: Evidence) -> None:
    """There are exactly ten steps."""
    walk = Walk(seen)
    path = walk.longest
    if path is None or walk.typed is not None:
        raise Failure("There are no such steps that could be counted.")
    times = "once" if path.steps == 1 else f"{path.steps} times"
    require(path.steps == ref.STEPS, f"w is moved {times}; ten times is asked for.", hint="range(10) counts ten.")
    seen.note(path.start)


def _assigns(seen: Evidence) -> bool:
    return any(one.operator.endswith("=") for one in seen.everything)
