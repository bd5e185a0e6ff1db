"""Attributes that a thing does not have."""

from __future__ import annotations

from graders.run_errors.kinds import Groups, Kind, only
from graders.run_errors.spelling import meant

TYPES = only("AttributeError")


def _meant(groups: Groups) -> Groups:
    return {"meant": meant(groups["name"], groups["owner"])}


KINDS = (
    Kind(
        id="attribute.none",
        types=TYPES,
        texts=(r"'NoneType' object has no attribute '<name:q>'",),
        meaning="This is None, and None has no {name}. A function without return gives None, and so do methods that "
        "only change something; a gradient is None before backward.",
        hint="Print the value on the line before this one.",
    ),
    Kind(
        id="attribute.tensor",
        types=TYPES,
        texts=(r"'(?P<owner>Tensor|Parameter)' object has no attribute '<name:q>'",),
        more=_meant,
        meaning="A tensor has no {name}.{meant}",
        hint="Check the spelling; NumPy and torch often have different names for a thing.",
    ),
    Kind(
        id="attribute.array",
        types=TYPES,
        texts=(r"'numpy\.ndarray' object has no attribute '<name:q>'",),
        meaning="This is a NumPy array and not a tensor, and an array has no {name}.",
        hint="torch.from_numpy(...) makes a tensor of it.",
    ),
    Kind(
        id="attribute.half_imported",
        types=TYPES,
        texts=(r"partially initialized module '<owner:q>' (?:from '<:q>' )?has no attribute '<name:q>'",),
        meaning="{owner} is imported by itself: a file of your own has that name.",
        hint="Give your file another name.",
    ),
    Kind(
        id="attribute.of_torch",
        types=TYPES,
        texts=(r"module '(?P<owner>torch(?:\.<:w>)?)' has no attribute '<name:q>'",),
        more=_meant,
        meaning="{owner} has nothing called {name}.{meant}",
        hint="Capitals count: layers and losses are written nn.Linear, functions torch.relu.",
    ),
    Kind(
        id="attribute.of_module",
        types=TYPES,
        texts=(r"module '<owner:q>' has no attribute '<name:q>'",),
        meaning="The module {owner} has nothing called {name}.",
        hint="Check the spelling; capitals count.",
    ),
    Kind(
        id="attribute.optimiser",
        types=TYPES,
        texts=(r"'(?P<owner>SGD|Adam|AdamW|RMSprop|Adagrad)' object has no attribute '<name:q>'",),
        more=_meant,
        meaning="An optimiser has no {name}.{meant}",
        hint="It has zero_grad() and step().",
    ),
    Kind(
        id="attribute.builtin",
        types=TYPES,
        texts=(
            (
                r"'(?P<owner>list|tuple|dict|set|str|int|float|bool|complex|range|function|method|type|generator|"
                r"builtin_function_or_method)' object has no attribute '<name:q>'"
            ),
        ),
        meaning="This is a Python {owner}, and that has no {name}.",
        hint="Print its type(...): perhaps a tensor was turned into something else, or a function was not called.",
    ),
    Kind(
        id="attribute.of_class",
        types=TYPES,
        texts=(r"type object '<owner:q>' has no attribute '<name:q>'",),
        meaning="The class {owner} has no {name}.",
        hint="Make an object of it first, with brackets, or check the spelling.",
    ),
    Kind(
        id="attribute.other",
        types=TYPES,
        texts=(r"'<owner:q>' object has no attribute '<name:q>'",),
        more=_meant,
        meaning="{owner} has nothing called {name}.{meant}",
        hint="Check the spelling, and that __init__ sets self.{name} before it is used.",
    ),
    Kind(
        id="attribute.fixed",
        types=TYPES,
        texts=(
            r"attribute '<name:q>' of '<:q>' objects is not writable",
            r"(?:can't set attribute|property) '<name:q>'",
        ),
        meaning="{name} cannot be given another value.",
    ),
)
