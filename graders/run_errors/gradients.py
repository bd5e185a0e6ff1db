"""Autograd: no graph, a graph used up, a gradient that is not there."""

from __future__ import annotations

from graders.run_errors.kinds import Kind, only

UPDATE = "Update in place: with torch.no_grad(): w -= lr * w.grad"

KINDS = (
    Kind(
        id="grad.integers",
        texts=(r"[Oo]nly Tensors of floating point (?:and complex )?dtype can require gradients",),
        meaning="A tensor of whole numbers cannot have gradients.",
        hint="Write 1.0 for 1, or say dtype=torch.float32.",
    ),
    Kind(
        id="grad.no_graph",
        texts=(r"element <:n> of tensors does not require grad and does not have a grad_fn",),
        meaning="backward finds nothing to go back along: no tensor in this computation tracks gradients, or it was "
        "made under no_grad, or detached.",
        hint="Give the starting tensor requires_grad=True before you compute with it.",
    ),
    Kind(
        id="grad.not_scalar",
        texts=(r"grad can be implicitly created only for scalar outputs",),
        meaning="backward was called on several numbers at once; it starts from one.",
        hint="Make one number of them first: .sum().backward() or .mean().backward().",
    ),
    Kind(
        id="grad.twice",
        texts=(r"Trying to backward through the graph a second time",),
        meaning="backward went through this computation before, and its graph was thrown away after that.",
        hint="Compute the result again before each backward; in a loop, the loss belongs inside it.",
    ),
    Kind(
        id="grad.leaf_in_place",
        texts=(r"a (?:view of a )?leaf Variable that requires grad is being used in an in-place operation",),
        meaning="A tensor that tracks gradients was changed in place, and autograd would lose track of it.",
        hint=UPDATE,
    ),
    Kind(
        id="grad.changed_in_place",
        texts=(r"one of the variables needed for gradient computation has been modified by an inplace operation",),
        meaning="A value that backward still needs was changed in place after it was used.",
        hint="Write y = y + 1 in place of y += 1, and leave out methods that end in _.",
    ),
    Kind(
        id="grad.none",
        texts=(r"'NoneType' object has no attribute '(?P<name>zero_|data|detach_|grad|clone|norm)'",),
        types=only("AttributeError"),
        meaning="There is no gradient here (.grad is None): backward was not called yet, or w = w - ... made a new "
        "tensor that has none.",
        hint=UPDATE,
    ),
    Kind(
        id="grad.none_operand",
        texts=(
            (
                r"unsupported operand type\(s\) for [-+*/@=]{1,3}: "
                r"'(?:NoneType' and '<other:w>|<one:w>' and 'NoneType)'"
            ),
        ),
        meaning="One of the two is None, so there is nothing to compute with. In a training step it is most often "
        ".grad before backward, or after w = w - ... made a new tensor.",
        hint=UPDATE,
    ),
    Kind(
        id="grad.numpy",
        texts=(r"Can't call numpy\(\) on Tensor that requires grad",),
        meaning="A tensor that tracks gradients cannot become a NumPy array as it is, and NumPy's functions try that.",
        hint="x.detach().numpy(), or torch's function in place of NumPy's.",
    ),
    Kind(
        id="grad.not_a_leaf",
        texts=(r"you can only change requires_grad flags of leaf variables",),
        meaning="A computed tensor cannot be told to stop tracking gradients.",
        hint="x.detach() gives the same values without them.",
    ),
    Kind(
        id="grad.unused",
        texts=(r"differentiated Tensors? (?:at index <:n> )?appears to not have been used in the graph",),
        meaning="The result does not depend on the tensor whose gradient is asked for.",
        hint="Compute the result from that very tensor: a copy of it is another one.",
    ),
    Kind(
        id="grad.untracked",
        texts=(r"One of the differentiated Tensors does not require grad",),
        meaning="The gradient of a tensor is asked for that does not track gradients.",
        hint="Make it with requires_grad=True.",
    ),
    Kind(
        id="grad.number_backward",
        texts=(r"'(?P<what>float|int)' object has no attribute 'backward'",),
        meaning="backward was called on a plain number: .item() or float() took it out of the graph.",
        hint="Call backward on the loss itself, and .item() only to print it.",
    ),
    Kind(
        id="grad.other_backward",
        texts=(r"'(?P<what>list|tuple|numpy\.ndarray)' object has no attribute 'backward'",),
        meaning="backward was called on a {what}: only a tensor remembers how it was computed.",
        hint="Keep tensors all the way to the loss.",
    ),
    Kind(
        id="grad.no_grad_called",
        texts=(r"'type' object does not support the context manager protocol",),
        meaning="with needs something that is made for it, and got a class.",
        hint="with torch.no_grad(): has brackets.",
    ),
)
