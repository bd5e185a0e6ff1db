"""Layers, losses, modules of one's own, and optimisers."""

from __future__ import annotations

from graders.run_errors.kinds import Kind

ACTIVATION = "ReLU|LeakyReLU|ELU|GELU|SiLU|Sigmoid|LogSigmoid|Tanh|Softmax|LogSoftmax|Softplus|Flatten|Dropout"
LOSS = "MSELoss|L1Loss|BCELoss|BCEWithLogitsLoss|CrossEntropyLoss|NLLLoss|SmoothL1Loss|HuberLoss"
LAYER = f"{ACTIVATION}|{LOSS}|Linear|Sequential|Identity|Embedding|Conv2d|BatchNorm1d"

KINDS = (
    Kind(
        id="module.super_missing",
        texts=(r"cannot assign <what:w> before Module\.__init__\(\) call",),
        meaning="A layer or parameter is put into the module before the module itself is set up.",
        hint="super().__init__() must be the first line of __init__.",
    ),
    Kind(
        id="module.super_mistyped",
        texts=(r"descriptor '__init__' requires a 'super' object but received an? '<name:q>'",),
        meaning="super is written without its brackets.",
        hint="super().__init__() with two pairs of brackets, and no self in them.",
    ),
    Kind(
        id="module.no_forward",
        texts=(r'Module \[(?P<name>[^\]\n]{1,60})\] is missing the required "forward" function',),
        meaning="{name} was called, and has no method called forward.",
        hint="def forward(self, x): belongs into the class; check the spelling and the indentation.",
    ),
    Kind(
        id="module.layer_for_value",
        texts=(
            rf"unsupported operand type\(s\) for [-+*/@%&|^<>=]{{1,3}}: '(?P<name>{LAYER})' and",
            rf"unsupported operand type\(s\) for [-+*/@%&|^<>=]{{1,3}}: '<:w>' and '(?P<name>{LAYER})'",
            rf"argument '<:w>' <:p>must be Tensor, not (?P<name>{LAYER})\b",
            rf"'(?P<name>{LAYER})' object has no attribute '(?:backward|item|detach|mean|sum|shape|size|grad|numpy)'",
        ),
        meaning="nn.{name}(...) only makes a layer or a loss; no data was given to it, so there is no result yet.",
        hint="Make it first and call it then: nn.{name}(...)(x).",
    ),
    Kind(
        id="module.data_in_constructor",
        texts=(
            (
                rf"(?P<name>{LAYER})\.__init__\(\) takes (?:from )?<:n> (?:to <:n> )?positional arguments? "
                r"but <given:n> were given"
            ),
        ),
        meaning="nn.{name}(...) makes a layer or a loss, and data was given where only its settings belong.",
        hint="Make it first and call it then: nn.{name}()(x).",
    ),
    Kind(
        id="module.not_a_module",
        texts=(r"<name:w> is not a Module subclass",),
        meaning="nn.Sequential takes layers, one after the other, and was given {name}.",
        hint="Write nn.ReLU() with brackets, not nn.ReLU or torch.relu, and no list around the layers.",
    ),
    Kind(
        id="module.parameter",
        texts=(r"cannot assign '<got:w>' as parameter '<name:w>'",),
        meaning="The parameter {name} of a module can only be replaced by another parameter.",
        hint="with torch.no_grad(): layer.{name}.copy_(new), or nn.Parameter(new).",
    ),
    Kind(
        id="module.state_dict",
        texts=(r"Error\(s\) in loading state_dict for <name:w>",),
        meaning="The saved values do not belong to this {name}: names or shapes differ.",
        hint="Make the module with the same layers and sizes as the saved one.",
    ),
    Kind(
        id="module.class_for_object",
        texts=(r"<name:w>\.(?P<method>\w{1,60})\(\) missing 1 required positional argument: 'self'",),
        meaning="{method} was called on the class {name} itself, not on an object made from it.",
        hint="Make one first, with brackets: thing = {name}(...), then thing.{method}(...).",
    ),
    Kind(
        id="module.forward_arguments",
        texts=(
            (
                r"<name:w>\.forward\(\) takes <takes:n> positional arguments? but <given:n> "
                r"were given"
            ),
        ),
        meaning="forward of {name} was given {given} arguments, self included, and takes {takes}.",
        hint="def forward(self, x): names both.",
    ),
    Kind(
        id="loss.one_argument",
        texts=(rf"(?P<name>{LOSS})\.forward\(\) missing 1 required positional argument: 'target'",),
        meaning="A loss compares two things, and only one was given.",
        hint="loss_fn(output, target)",
    ),
    Kind(
        id="optim.empty",
        texts=(r"optimizer got an empty parameter list",),
        meaning="The optimiser was given nothing to change: the model has no parameters, or model.parameters() was "
        "used up before.",
        hint="Layers count only as attributes, such as self.layer = nn.Linear(...).",
    ),
    Kind(
        id="optim.tensor",
        texts=(r"params argument given to the optimizer should be an iterable of Tensors or dicts, but got <got:w>",),
        meaning="The optimiser wants a list of parameters, and got one tensor.",
        hint="Put it into a list: [w].",
    ),
    Kind(
        id="optim.not_tensors",
        texts=(r"optimizer can only optimize Tensors, but one of the params is <got:w>",),
        meaning="The optimiser wants parameters, and got something of the kind {got}.",
        hint="model.parameters(), with brackets; for tensors of your own, [w, b].",
    ),
    Kind(
        id="optim.non_leaf",
        texts=(r"can't optimize a non-leaf Tensor",),
        meaning="The optimiser can only change tensors that you made, not ones that were computed from others.",
        hint="Compute first and call .requires_grad_() at the end, or use nn.Parameter.",
    ),
    Kind(
        id="optim.method",
        texts=(r"'(?:method|function|builtin_function_or_method)' object is not iterable",),
        meaning="A function was given where its result is wanted.",
        hint="Brackets call it: model.parameters().",
    ),
    Kind(
        id="optim.model",
        texts=(rf"'(?P<name>{LAYER}|(?!NoneType'|Tensor')[A-Z]\w{{0,60}})' object is not iterable",),
        meaning="{name} cannot be gone through one by one. An optimiser given the model itself ends like this.",
        hint="torch.optim.SGD(model.parameters(), lr=...)",
    ),
    Kind(
        id="optim.rate",
        texts=(r"Invalid learning rate: <rate:l>",),
        meaning="A learning rate of {rate} cannot be.",
        hint="A small positive number, such as 0.01.",
    ),
)
