"""Warnings worth telling: the program went on, and the result is often wrong."""

from __future__ import annotations

from graders.run_errors.kinds import Kind, only

USER = only("UserWarning")
NUMPY = only("RuntimeWarning")
SYNTAX = only("SyntaxWarning", "DeprecationWarning")

KINDS = (
    Kind(
        id="warning.loss_broadcast",
        types=USER,
        texts=(r"Using a target size \(<target:s>\) that is different to the input size \(<given:s>\)",),
        meaning="The loss compared an output of shape [{given}] with a target of shape [{target}]: every value met "
        "every other, and the loss is wrong, although nothing stopped.",
        hint="Give both the same shape: target.view(-1, 1) makes a column of a flat target.",
    ),
    Kind(
        id="warning.grad_of_non_leaf",
        types=USER,
        texts=(r"The \.grad attribute of a Tensor that is not a leaf Tensor is being accessed",),
        meaning="The .grad of a computed tensor was read, and is always None. w = w - lr * w.grad makes such a tensor.",
        hint="Update in place: with torch.no_grad(): w -= lr * w.grad",
    ),
    Kind(
        id="warning.tensor_of_tensor",
        types=USER,
        texts=(r"To copy construct from a tensor",),
        meaning="torch.tensor was called on a tensor: it makes a copy without its gradients.",
        hint="x.clone() copies; x.detach().clone() copies without gradients.",
    ),
    Kind(
        id="warning.number_of_tracked",
        types=USER,
        texts=(r"Converting a tensor with requires_grad=True to a scalar",),
        meaning="A tensor that tracks gradients was turned into a plain number, and the gradients end there.",
        hint="x.item() says it on purpose.",
    ),
    Kind(
        id="warning.transpose",
        types=USER,
        texts=(r"The use of `x\.T` on tensors of dimension other than 2",),
        meaning=".T exchanges the axes of a matrix, and this tensor is none: a flat tensor stays as it is.",
        hint="x.view(-1, 1) makes a column, x.view(1, -1) a row.",
    ),
    Kind(
        id="warning.softmax_axis",
        types=USER,
        texts=(r"Implicit dimension choice for <name:w> has been deprecated",),
        meaning="{name} was not told along which axis it goes, and picks one itself.",
        hint="dim=1 goes along each row.",
    ),
    Kind(
        id="warning.scheduler_order",
        types=USER,
        texts=(r"Detected call of `lr_scheduler\.step\(\)` before `optimizer\.step\(\)`",),
        meaning="The learning rate is changed before the step it is meant for.",
        hint="optimizer.step() first, scheduler.step() after it.",
    ),
    Kind(
        id="warning.deviation_of_one",
        types=USER,
        texts=(r"(?P<name>std|var)\(\): degrees of freedom is <= 0",),
        meaning="{name} of a single value is not a number.",
        hint="correction=0 divides by how many there are.",
    ),
    Kind(
        id="warning.missing_comma",
        types=SYNTAX,
        texts=(r"perhaps you missed a comma",),
        meaning="Brackets follow each other with nothing between them.",
        hint="Look for a missing comma between two rows.",
    ),
    Kind(
        id="warning.is_with_a_literal",
        types=SYNTAX,
        texts=(r'"is(?: not)?" with (?:a|\'\w{1,20}\') ?literal',),
        meaning="is asks whether two things are one and the same; for equal values there is ==.",
    ),
    Kind(
        id="warning.escape",
        types=SYNTAX,
        texts=(
            r"invalid escape sequence '<what:q>'",
            r'"(?P<what>[^"\n]{1,10})" is an invalid escape sequence',
        ),
        meaning="{what} has no meaning in a text.",
        hint='An r in front of the quote takes backslashes as they are: r"...".',
    ),
    Kind(
        id="warning.overflow",
        types=NUMPY,
        texts=(r"overflow encountered in <name:w>",),
        meaning="A number grew too large in NumPy's {name} and became infinite.",
        hint="exp(-x) overflows where x is very negative; torch.sigmoid does not.",
    ),
    Kind(
        id="warning.not_a_number",
        types=NUMPY,
        texts=(r"(?:invalid value|divide by zero) encountered in <name:w>", r"(?P<name>Mean) of empty slice"),
        meaning="NumPy's {name} made something that is not a number.",
        hint="Look for a division by zero or the logarithm of zero.",
    ),
)
