"""Random numbers: three runs from different seeds are looked at together, since one draw tells little."""

from graders.authoring import Credit, Evidence, Failure, Question, require
from graders.questions.draws import fault, shown
from graders.questions.tensors import has_shape

q = Question(3, "Random numbers, shape and dtype", shows=True)
q.vary(seeds=2)

ROWS, COLUMNS = 2, 3


@q.check(2)
def drawn(runs: tuple[Evidence, ...]) -> Credit | None:
    """A float tensor of 2 rows and 3 columns is drawn, its numbers spread evenly from 0 to 1."""
    tensors = [one for one in runs[0].everything if one.is_tensor and one.tensor is not None and one.tensor.numel() > 1]
    right = [one for one in tensors if has_shape(one, ROWS, COLUMNS)]
    faults = [(why, one) for one in right if (why := fault(one, runs)) is not None]
    if len(faults) < len(right):
        return None
    other = next((one for one in tensors if one not in right and fault(one, runs) is None), None)
    if other is not None and other.tensor is not None:
        shape = tuple(other.tensor.shape)
        return Credit(0.5, f"The numbers are drawn as asked, but the shape is {shape}, not (2, 3).", "", other.place)
    require(tensors, "No tensor of random numbers was found.", hint="torch.rand(2, 3) draws one.")
    why, one = faults[0] if faults else (fault(tensors[0], runs), tensors[0])
    raise Failure(why or "", hint="torch.rand draws evenly from 0 up to 1.", place=one.place, known=True)


@q.check(1)
def shape_shown(seen: Evidence) -> None:
    """The shape of a tensor of yours is shown."""
    if shown(seen, "shape", "size"):
        return
    require(
        seen.calls("size") or not seen.mentions("size"),
        "`size` is mentioned, and not called.",
        hint="It needs brackets: t.size(). t.shape needs none.",
        known=True,
    )
    raise Failure("The shape of your tensor is never shown.", hint="print(t.shape) shows it.")


@q.check(1)
def dtype_shown(seen: Evidence) -> None:
    """The dtype of a tensor of yours is shown."""
    if shown(seen, "dtype", "type"):
        return
    require(
        not (seen.tensors and seen.calls("type")),
        "type(t) says that it is a tensor, and not of what its numbers are.",
        hint="print(t.dtype) shows the dtype.",
        known=True,
    )
    raise Failure("The dtype of your tensor is never shown.", hint="print(t.dtype) shows it.")
