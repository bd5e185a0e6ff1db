"""Stopping the tracking: what was computed from a tracked tensor has to be untracked, not merely some other tensor."""

from graders.authoring import Evidence, Failure, Found, Question, require
from graders.observation import How

q = Question(12, "Without tracking")

#: what comes of a tracked tensor and never tracks: it tells nothing of its numbers, or is a gradient
NEVER = frozenset({
    "grad", "jacobian", "hessian", "vjp", "jvp", "zeros_like", "ones_like", "full_like", "empty_like", "rand_like",
    "randn_like", "randint_like", "new_zeros", "new_ones", "new_full", "new_empty", "new_tensor", "backward",
})  # fmt: skip


@q.check(1)
def tracked(seen: Evidence) -> None:
    """A tensor of yours tracks gradients."""
    require(
        any(_tracks(one) for one in seen.everything),
        "No tensor of yours ever tracks gradients, so there is nothing to stop.",
        hint="Make one with requires_grad=True; its numbers need a point, such as 3.0.",
    )


@q.check(2)
def stopped(seen: Evidence) -> None:
    """Something that comes from it is not tracked, or its own tracking is switched off."""
    require(any(_tracks(one) for one in seen.everything), "There is no tracking that could be stopped.")
    if any(_cut(seen, one) for one in seen.everything) or _switched_off(seen):
        return
    brackets = seen.mentions("detach") and not seen.calls("detach")
    require(not brackets, "detach is mentioned, and not called.", hint="It needs brackets: x.detach().", known=True)
    bare = any(one.callee.endswith(("no_grad", "inference_mode")) for one in seen.everything)
    require(
        not bare,
        "Nothing is computed from the tracked tensor where the tracking is off.",
        hint="What stands inside `with torch.no_grad():` is not tracked, and nothing else.",
        known=True,
    )
    fresh = next((one for one in seen.tensors if _floats(one) and not _tracks(one) and not seen.operands(one)), None)
    require(
        fresh is None,
        "Your untracked tensor has nothing to do with the tracked one.",
        hint="Get it from the tracked one: x.detach().",
        place=fresh.place if fresh else None,
    )
    raise Failure(
        "The tracking goes on: what comes from the tracked tensor is tracked as well.",
        hint="x.detach(), `with torch.no_grad():` and x.requires_grad_(False) stop it.",
    )


def _tracks(one: Found) -> bool:
    return one.is_tensor and one.seen is not None and one.seen.requires_grad


def _floats(one: Found) -> bool:
    return one.is_tensor and one.tensor is not None and one.tensor.is_floating_point()


def _cut(seen: Evidence, one: Found) -> bool:
    """Whether it is an untracked result of PyTorch's on a tracked tensor."""
    if not _floats(one) or _tracks(one) or one.looked_at or not any(_tracks(each) for each in seen.operands(one)):
        return False
    if one.made is not None and one.made.how is How.ATTRIBUTE:
        return one.made.name == "data"
    name = one.callee.rpartition(".")[2]
    return bool(one.operator) or (one.callee.startswith("torch") and name not in NEVER)


def _switched_off(seen: Evidence) -> bool:
    """Whether one tensor tracked, and later did not."""
    on: set[int] = set()
    for one in seen.everything:
        if one.token is not None and one.is_tensor:
            if _tracks(one):
                on.add(one.token)
            elif one.token in on:
                return True
    return False
