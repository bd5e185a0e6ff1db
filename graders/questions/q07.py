"""To the GPU: on a machine without one the move never runs, so whether it is written is read from the source."""

import re

from graders.authoring import Evidence, Found, Question, require

q = Question(7, "To the GPU, if there is one")

ASKS = ("is_available", "device_count", "current_accelerator")
GPU = re.compile(r"(cuda|mps|xpu)(:.*)?")
ERRORS = ("Exception", "RuntimeError", "AssertionError", "BaseException", "AcceleratorError")
MADE_THERE = re.compile(r"\(.*\bdevice\s*=")
ONLY_CPU = re.compile(r"""\.to\(\s*(device\s*=\s*)?["']cpu["']\s*\)$""")
ASK = "torch.cuda.is_available() says whether there is one."


@q.check(1)
def asks(seen: Evidence) -> None:
    """The program finds out by itself whether there is a GPU."""
    require(
        _asks(seen),
        "Your program never asks whether there is a GPU.",
        hint=ASK + (" x.is_cuda says only where x is." if seen.mentions("is_cuda") else ""),
        known=True,
    )


@q.check(2)
def moves(seen: Evidence) -> None:
    """A tensor is moved there if there is one, and the program runs to its end."""
    require(seen.tensors, "Your code makes no tensor that could be moved.")
    if any(one.seen is not None and one.seen.device.startswith(("cuda", "mps", "xpu")) for one in seen.tensors):
        require(not seen.stopped, "The program stops on its way.")
        return
    lost = next((one for one in seen.everything if one.seen and one.seen.device == "meta"), None)
    require(
        lost is None,
        'A tensor on "meta" has a shape, and no numbers any more.',
        hint='Where there is no GPU, leave it on "cpu".',
        place=lost.place if lost else None,
        known=True,
    )
    moving = _moves(seen)
    back = next((one for one in seen.everything if ONLY_CPU.search(_call(one))), None)
    require(
        moving or back is None,
        "The tensor is moved to the CPU, whatever machine it runs on.",
        hint="Move it to the GPU if there is one: x.to(device).",
        place=back.place if back else None,
        known=True,
    )
    require(
        moving or not _asks(seen),
        "Your program asks, but never moves the tensor to the GPU.",
        hint='x.to("cuda") or x.cuda() moves it.',
        known=True,
    )
    require(moving, "The tensor is never moved to the GPU.", hint="x.to(device) moves it.")
    require(
        _asks(seen),
        "The tensor is moved without asking first: on a machine with no GPU this stops the program.",
        hint=ASK,
        place=seen.stopped.place if seen.stopped else None,
        known=True,
    )
    require(not seen.stopped, "The program stops on its way, so the tensor is never moved.")


def _asks(seen: Evidence) -> bool:
    """Whether it asks, or tries and catches the error."""
    caught = any(error is not seen.stopped and GPU.search(error.message.lower()) for error in seen.raised)
    return seen.calls(*ASKS) or caught or (_moves(seen) and not seen.stopped and seen.mentions(*ERRORS))


def _moves(seen: Evidence) -> bool:
    """Whether a move is written: `.cuda()`, a `.to()` that is not only to the CPU, or `device=` where one is made."""
    if seen.calls("cuda") or any(MADE_THERE.search(_call(one)) for one in seen.everything):
        return True
    literals = [(value, place) for value, place in seen.literals if isinstance(value, str) and GPU.fullmatch(value)]
    if any(MADE_THERE.search(place.code) for _, place in literals):
        return True
    sent = [one for one in seen.everything if one.callee.endswith(".to")]
    back = sent and all(one.made is not None and ONLY_CPU.search(one.made.source) for one in sent)
    return seen.calls("to") and not back and (bool(literals) or seen.mentions("current_accelerator"))


def _call(one: Found) -> str:
    """The text of a call of PyTorch's that gave a tensor; of anything else: empty."""
    return one.made.source if one.made is not None and one.is_tensor and one.callee.startswith("torch") else ""
