"""Notebooks as Jupyter writes them, for the tests of reading."""

from __future__ import annotations

import json
from typing import Any


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """A code cell of format 4, its source a list of lines as Jupyter saves it."""
    lines = source.splitlines(keepends=True)
    outputs = [{"name": "stdout", "output_type": "stream", "text": ["tensor(1)\n"]}]
    return {"cell_type": "code", "execution_count": 1, "metadata": metadata, "outputs": outputs, "source": lines}


def markdown(source: str, **metadata: Any) -> dict[str, Any]:
    """A Markdown cell of format 4."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source.splitlines(keepends=True)}


def raw(source: str) -> dict[str, Any]:
    """A raw cell of format 4."""
    return {"cell_type": "raw", "metadata": {}, "source": source}


def book(*cells: dict[str, Any]) -> bytes:
    """A notebook of format 4."""
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}, indent=1).encode()


def book_v3(*cells: dict[str, Any]) -> bytes:
    """A notebook of format 3, as IPython wrote it before 2015."""
    sheets = [{"cells": cells, "metadata": {}}]
    return json.dumps({"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": sheets}).encode()


def code_v3(source: str) -> dict[str, Any]:
    """A code cell of format 3."""
    kept = {"collapsed": False, "language": "python", "metadata": {}, "outputs": [], "prompt_number": 1}
    return {"cell_type": "code", "input": source, **kept}


SECTION_1 = book(
    markdown("# PyTorch basics\n\nAda Lovelace"),
    code("!pip install -q torch\nimport torch\nimport numpy as np"),
    markdown("## Section 1: Tensors\n\n**Q1.** Make a 1-D tensor of 1..5. How does it differ from an array?"),
    code("# Q1 Code Task: 1-D tensor\nt = torch.tensor([1, 2, 3, 4, 5])\nt"),
    markdown("A tensor can live on a GPU and remember gradients."),
    markdown("**Q2.** Take the tensor to NumPy and back."),
    code("# Q2 Code Task: to NumPy"),
    code("a = torch.tensor([10, 20, 30]).numpy()"),
    code("b = torch.from_numpy(a)\nprint(b)"),
    markdown("**Q4.** Element-wise addition and matrix multiplication.\n\n`*` is element-wise; `@` is not."),
    code("%%time\n# Q4 Code Task: add\nx = torch.ones(2, 2)\nx + x, x @ x"),
)
