"""Names that stand for nothing: variables, modules, what is imported from them."""

from __future__ import annotations

from graders.run_errors.kinds import Groups, Kind, only
from graders.run_errors.spelling import meant

IMPORTS = {
    "torch": "import torch",
    "nn": "import torch.nn as nn",
    "F": "import torch.nn.functional as F",
    "optim": "import torch.optim as optim",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd",
    **{name: f"import {name}" for name in ("math", "random", "time", "os", "sys", "copy")},
    **{name: f"from torch.utils.data import {name}" for name in ("Dataset", "DataLoader", "TensorDataset")},
}
TORCH = "tensor|Tensor|float32|float64|int64|long|no_grad|manual_seed|randn|zeros|ones|matmul|sigmoid|relu|cuda"
LAYERS = "Linear|Sequential|ReLU|Sigmoid|Tanh|MSELoss|BCELoss|BCEWithLogitsLoss|CrossEntropyLoss|Module|Parameter"
OPTIMISERS = "SGD|Adam|AdamW|RMSprop"
INSTALLED = "torch and numpy are"


def _line(groups: Groups) -> Groups:
    return {"line": IMPORTS[groups["name"]]}


KINDS = (
    Kind(
        id="name.not_imported",
        types=only("NameError"),
        texts=(rf"name '(?P<name>{'|'.join(IMPORTS)})' is not defined",),
        more=_line,
        meaning="{name} was never imported.",
        hint="{line} belongs at the top, in a cell that runs before this one.",
    ),
    Kind(
        id="name.of_torch",
        types=only("NameError"),
        texts=(rf"name '(?P<name>{TORCH})' is not defined",),
        meaning="{name} is one of torch's own names, and stands here without torch in front.",
        hint="torch.{name}",
    ),
    Kind(
        id="name.of_nn",
        types=only("NameError"),
        texts=(rf"name '(?P<name>{LAYERS})' is not defined",),
        meaning="{name} is one of torch.nn's names, and stands here without it.",
        hint="nn.{name}, after import torch.nn as nn",
    ),
    Kind(
        id="name.of_optim",
        types=only("NameError"),
        texts=(rf"name '(?P<name>{OPTIMISERS})' is not defined",),
        meaning="{name} is one of torch.optim's names, and stands here without it.",
        hint="torch.optim.{name}",
    ),
    Kind(
        id="name.lower_case",
        types=only("NameError"),
        texts=(r"name '(?P<name>true|false|none|null)' is not defined",),
        more=lambda groups: {"right": "None" if groups["name"] == "null" else groups["name"].capitalize()},
        meaning="Python does not know {name}.",
        hint="It is written {right}.",
    ),
    Kind(
        id="name.jupyter",
        types=only("NameError"),
        texts=(r"name '(?P<name>get_ipython|display)' is not defined",),
        meaning="{name} is only there inside Jupyter.",
        hint="print(...) shows a value everywhere.",
    ),
    Kind(
        id="name.unknown",
        types=only("NameError"),
        texts=(r"name '<name:q>' is not defined",),
        meaning="There is no {name} yet: it was never given a value, or in a cell that did not run or stopped before.",
        hint="Check the spelling, and run all cells in order from the top.",
    ),
    Kind(
        id="name.unbound",
        types=only("UnboundLocalError", "NameError"),
        texts=(
            r"cannot access (?:local|free) variable '<name:q>' where it is not associated with a value",
            r"local variable '<name:q>' referenced before assignment",
        ),
        meaning="{name} is given a value further down in this function, so it is the function's own, and here it has "
        "none yet.",
        hint="Hand it to the function as an argument, or give it a value first.",
    ),
    Kind(
        id="import.colab",
        types=only("ModuleNotFoundError", "ImportError"),
        texts=(r"No module named '(?P<name>google(?:\.colab)?)'",),
        meaning="google.colab is only there in Colab.",
        hint="Take out what mounts a drive or uploads files: the task needs none.",
    ),
    Kind(
        id="import.part",
        types=only("ModuleNotFoundError"),
        texts=(r"No module named '(?P<whole>torch|numpy|math|os)\.<name:w>'",),
        more=lambda groups: {"meant": meant(groups["name"], groups["whole"])},
        meaning="There is no {name} in {whole}.{meant}",
        hint="Check the spelling.",
    ),
    Kind(
        id="import.missing",
        types=only("ModuleNotFoundError", "ImportError"),
        texts=(r"No module named '?<name:w>",),
        meaning="There is no module called {name} here: it is misspelt, or not installed.",
        hint=f"{INSTALLED} installed; nothing else is needed for the tasks.",
    ),
    Kind(
        id="import.name",
        types=only("ImportError"),
        texts=(r"cannot import name '<name:q>' from (?:partially initialized module )?'<whole:w>'",),
        more=lambda groups: {"meant": meant(groups["name"], groups["whole"])},
        meaning="{whole} has nothing called {name}.{meant}",
        hint="Check the spelling; capitals count.",
    ),
)
