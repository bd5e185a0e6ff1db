"""CPU and GPU: none there, two mixed, full."""

from __future__ import annotations

from graders.run_errors.kinds import Kind, only

ASK = 'device = "cuda" if torch.cuda.is_available() else "cpu"'
SAME = "Send both to one place: model.to(device) and x.to(device)."

KINDS = (
    Kind(
        id="device.no_gpu",
        texts=(
            r"Torch not compiled with CUDA enabled",
            r"No CUDA GPUs are available",
            r"Found no NVIDIA driver on your system",
            r"Cannot access accelerator device when none is available",
            r"Attempting to deserialize object on a CUDA device but torch\.cuda\.is_available\(\) is False",
        ),
        meaning="This machine has no GPU, and the code asks for one without looking.",
        hint="Ask first: " + ASK,
    ),
    Kind(
        id="device.mixed",
        texts=(
            (
                r"Expected all tensors to be on the same device, but got <:w> is on <a:d>, "
                r"different from other tensors on <b:d>"
            ),
            r"Expected all tensors to be on the same device, but found at least two devices, <a:d> and <b:d>!",
            r"Tensor on device <a:d> is not on the expected device <b:d>!",
            r"Expected object of device type <a:d> but got device type <b:d>",
        ),
        meaning="Two tensors that are used together lie on different devices: {a} and {b}.",
        hint=SAME,
    ),
    Kind(
        id="device.mixed_unsaid",
        texts=(
            r"Expected all tensors to be on the same device",
            r"Input type \([\w.]{1,40}\) and weight type \([\w.]{1,40}\) should be the same",
            r"expected '<:w>' to be a CPU tensor, but got a CUDA tensor",
            r"indices should be either on \w{1,20} or on the same device as the indexed tensor",
        ),
        meaning="Two tensors that are used together lie on different devices, one on the CPU and one on the GPU.",
        hint=SAME,
    ),
    Kind(
        id="device.numpy",
        texts=(r"can't convert <a:d> device type tensor to numpy",),
        meaning="NumPy lives on the CPU, and this tensor lies on {a}.",
        hint="x.cpu().numpy(), or x.detach().cpu().numpy() if it tracks gradients.",
    ),
    Kind(
        id="device.name",
        texts=(
            r"device type at start of device string: <a:l>",
            r"Invalid device string: '<a:q>'",
        ),
        meaning="There is no device called {a}.",
        hint='The names are "cpu" and "cuda". A dtype has torch in front: x.to(torch.float32).',
    ),
    Kind(
        id="device.ordinal",
        texts=(r"CUDA error: invalid device ordinal",),
        device="cuda",
        meaning="The code asks for a GPU by a number that this machine does not have.",
        hint='"cuda" alone takes the first one.',
    ),
    Kind(
        id="device.assert",
        texts=(r"CUDA error: device-side assert triggered",),
        device="cuda",
        meaning="The GPU met a value that cannot be: most often a class number or an index that is too large, or "
        "BCELoss on outputs that are not between 0 and 1. The GPU tells it late, so the line may be a later one.",
        hint='Run it once with device = "cpu": there the error names the value and the line.',
    ),
    Kind(
        id="device.product",
        texts=(r"CUDA error: CUBLAS_STATUS_\w{1,40}",),
        device="cuda",
        meaning="The GPU could not compute a matrix product: most often the shapes or dtypes do not fit, or an index "
        "before it was too large.",
        hint='Run it once with device = "cpu": there the error names the shapes.',
    ),
    Kind(
        id="memory.gpu",
        texts=(r"CUDA out of memory\. Tried to allocate (?P<size>[\d.]{1,12} \w{1,5})",),
        device="cuda",
        meaning="The GPU has no {size} left.",
        hint="Make the tensors or the batch smaller, and keep loss.item() rather than the loss in a list.",
    ),
    Kind(
        id="memory.cpu",
        texts=(
            r"can't allocate memory: you tried to allocate (?P<size><:n> bytes)",
            r"Unable to allocate (?P<size>[\d.]{1,12} \w{1,5}) for an array",
        ),
        meaning="There is not enough memory for a tensor of {size}.",
        hint="Check the sizes it is made with.",
    ),
    Kind(
        id="memory.python",
        types=only("MemoryError"),
        texts=(r"",),
        meaning="The program used up its memory.",
        hint="Look for a list that grows in a loop, or a tensor that is far too large.",
    ),
)
