"""Another shape, the same order: the new tensor has to come from the old one, and not merely look like it."""

from collections.abc import Iterator

from graders.authoring import Credit, Evidence, Failure, Found, Question
from graders.questions.tensors import alike, called, has_shape, same_numbers, shape_of

q = Question(6, "Another shape, the same order")
q.vary(own=True)

OLD, NEW = (2, 3), (3, 2)
MIXING = ("T", "mT", "t", "transpose", "permute", "swapaxes", "swapdims", "rot90", "moveaxis")
HOW = "t.reshape(3, 2) and t.view(3, 2) keep the order."


@q.check(3)
def same_order(seen: Evidence) -> Credit | None:
    """A (2, 3) tensor of yours becomes a (3, 2) tensor whose elements are in the same order."""
    pairs = list(_reshaped(seen))
    for old, new in pairs:
        if shape_of(old) == OLD and shape_of(new) == NEW:
            seen.note(new)
            return None
    for old, new in pairs:
        if shape_of(old) == OLD or (shape_of(old), shape_of(new)) == (NEW, OLD):
            seen.note(new)
            text = f"The order is kept, but the shape goes from {shape_of(old)} to {shape_of(new)}, not to (3, 2)."
            if shape_of(old) == NEW:
                text = "The order is kept, but the shape goes from (3, 2) to (2, 3); the other way round is asked for."
            return Credit(0.5, text, "t.reshape(3, 2) makes three rows of two.", new.place)
    raise _why_not(seen)


def _reshaped(seen: Evidence) -> Iterator[tuple[Found, Found]]:
    """Each tensor of another shape whose elements are those of one it came from, in the same order."""
    tensors = [one for one in seen.tensors if one.tensor is not None and one.tensor.numel() == 6]  # noqa: PLR2004 - 2x3
    for new in tensors:
        for old in tensors:
            kept = old.tensor is not None and shape_of(old) != shape_of(new) and same_numbers(new, old.tensor)
            if kept and seen.came_from(new, old) and not (alike(new) and _mixed(new)):
                yield old, new


def _mixed(one: Found) -> bool:
    """Whether it was made by something that changes the order."""
    name = one.made.name if one.made and one.made.how == "attribute" else one.callee.rpartition(".")[2]
    return name in MIXING


def _why_not(seen: Evidence) -> Failure:
    old = [one for one in seen.tensors if has_shape(one, *OLD)]
    new = [one for one in seen.tensors if has_shape(one, *NEW)]
    for one in new:
        source = next((other for other in old if seen.came_from(one, other)), None)
        if source is not None and source.tensor is not None and same_numbers(one, source.tensor.T):
            text = f"`{called(one)}` is the transpose: the shape is right, the order of the elements is not."
            return Failure(text, hint=HOW, place=one.place, known=True)
        if source is not None:
            text = f"`{called(one)}` has the right shape, and its elements are in another order."
            return Failure(text, hint=HOW, place=one.place, known=True)
    if old and new:
        text = f"`{called(new[0])}` is made anew: it does not come from your (2, 3) tensor."
        return Failure(text, hint="Reshape the tensor that you have: t.reshape(3, 2).", place=new[0].place, known=True)
    if old and seen.mentions("reshape") and not seen.calls("reshape"):
        return Failure("`reshape` is mentioned, and not called.", hint=HOW)
    if old:
        return Failure("Your (2, 3) tensor never becomes a tensor of shape (3, 2).", hint=HOW)
    return Failure("There is no tensor of shape (2, 3) to begin with.", hint="[[1, 2, 3], [4, 5, 6]] has this shape.")
