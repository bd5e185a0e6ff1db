"""What somebody may have meant: the names that beginners use of torch, and the one most like a wrong one."""

from __future__ import annotations

from difflib import get_close_matches

LAYERS = (
    "Linear", "Sequential", "ModuleList", "Module", "Parameter", "ReLU", "LeakyReLU", "Sigmoid", "Tanh", "Softmax",
    "Flatten", "Dropout", "Identity", "Embedding", "Conv2d", "BatchNorm1d", "MSELoss", "L1Loss", "BCELoss",
    "BCEWithLogitsLoss", "CrossEntropyLoss", "NLLLoss", "functional", "init",
)  # fmt: skip
FUNCTIONS = (
    "relu", "leaky_relu", "sigmoid", "tanh", "softmax", "log_softmax", "linear", "mse_loss", "l1_loss",
    "binary_cross_entropy", "binary_cross_entropy_with_logits", "cross_entropy", "nll_loss", "one_hot", "dropout",
    "normalize", "pad",
)  # fmt: skip
MODULE = ("parameters", "named_parameters", "state_dict", "forward", "train", "eval", "to", "zero_grad")
OPTIMISERS = ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "lr_scheduler")
TENSOR = (
    "numpy", "tolist", "item", "shape", "size", "dim", "ndim", "numel", "reshape", "view", "flatten", "squeeze",
    "unsqueeze", "transpose", "permute", "expand", "repeat", "contiguous", "float", "double", "long", "int", "bool",
    "to", "cpu", "cuda", "device", "dtype", "type", "detach", "clone", "backward", "grad", "grad_fn", "is_leaf",
    "requires_grad", "requires_grad_", "retain_grad", "zero_", "fill_", "mean", "sum", "max", "min", "argmax",
    "argmin", "std", "var", "prod", "abs", "exp", "log", "sqrt", "pow", "matmul", "mm", "dot", "add", "sub", "mul",
    "div", "sigmoid", "relu", "tanh", "clamp", "norm", "all", "any", "equal", "allclose", "masked_fill", "data",
)  # fmt: skip
TORCH = (
    "tensor", "Tensor", "zeros", "ones", "eye", "rand", "randn", "randint", "randperm", "arange", "linspace", "full",
    "zeros_like", "ones_like", "rand_like", "randn_like", "from_numpy", "cat", "stack", "where", "maximum", "minimum",
    "manual_seed", "no_grad", "inference_mode", "device", "float32", "float64", "int64", "nn", "optim", "autograd",
    "cuda", "save", "load", "multiply", "subtract", "divide", "round", "sign", "isnan", "diagonal", "trace", "det",
    "inverse", "linalg", *TENSOR,
)  # fmt: skip
KNOWN = {
    "torch": TORCH,
    "torch.nn": LAYERS,
    "torch.nn.functional": FUNCTIONS,
    "torch.optim": OPTIMISERS,
    "Tensor": TENSOR,
    "Parameter": TENSOR,
    "Linear": ("weight", "bias", "in_features", "out_features", *MODULE),
    "Sequential": MODULE,
    **dict.fromkeys(OPTIMISERS, ("zero_grad", "step", "param_groups", "state_dict")),
}
OTHERWISE = {  # other words for the same thing, from NumPy and from lists
    ("torch", "array"): "torch.tensor",
    ("torch", "concatenate_"): "torch.cat",
    ("torch", "identity"): "torch.eye",
    ("torch", "random"): "torch.rand",
    ("torch", "Linear"): "torch.nn.Linear",
    ("torch", "SGD"): "torch.optim.SGD",
    ("torch.nn", "SGD"): "torch.optim.SGD",
    ("torch.nn", "optim"): "torch.optim",
    ("torch.optim", "sgd"): "torch.optim.SGD",
    ("Tensor", "to_numpy"): "numpy",
    ("Tensor", "astype"): "to",
    ("Tensor", "copy"): "clone",
    ("Tensor", "append"): "torch.cat",
    ("Tensor", "length"): "numel",
    ("Tensor", "len"): "numel",
    ("Tensor", "gradient"): "grad",
    ("Tensor", "magnitude"): "norm",
}


def meant(name: str, owner: str) -> str:
    """Say " Did you mean torch.nn.Linear?" with the space before it, or nothing where no known name is like it."""
    if (other := OTHERWISE.get((owner, name))) is not None:
        return f" Did you mean {other}?"
    known = KNOWN.get(owner, ())
    close = [right for right in known if right.lower() == name.lower()] or get_close_matches(name, known, 1, 0.75)
    if not close or close[0] == name:
        return ""
    return f" Did you mean {owner}.{close[0]}?" if owner.startswith("torch") else f" Did you mean {close[0]}?"
