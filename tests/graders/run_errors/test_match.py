"""An error or a warning is known by its text and told in plain words."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from graders.run_errors import explain_error

DATA = Path(__file__).parents[1] / "data"
RECORDED = json.loads((DATA / "errors_torch213.json").read_text())  # of PyTorch 2.13 on a CPU
SNIPPETS = json.loads((DATA / "run_errors_snippets.json").read_text())
TEXTS = json.loads((DATA / "run_errors_texts.json").read_text())  # of CUDA, and of other versions
IS_213 = torch.__version__.startswith("2.13.")


def raised_by(code: str) -> list[tuple[str, str]]:
    """Run a snippet: the type and the text of all that it warned of, and of what it raised."""
    names = {"torch": torch, "nn": nn, "np": np, "F": nn.functional, "__name__": "__main__"}
    raised = []
    always = torch.is_warn_always_enabled()
    torch.set_warn_always(True)  # some warnings come once in a process, and another test may have had them
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            exec(compile(code, "<cell>", "exec"), names)  # noqa: S102 - our own snippets
        except Exception as error:  # noqa: BLE001 - whatever it is, it has to be known
            raised = [(type(error).__name__, str(error))]
        finally:
            torch.set_warn_always(always)
    return [(type(warning.message).__name__, str(warning.message)) for warning in seen] + raised


@pytest.mark.parametrize("case", RECORDED, ids=[case["code"][:40] for case in RECORDED])
def test_what_pytorch_2_13_says_is_known(case: dict[str, str]) -> None:
    """Each error and warning recorded with PyTorch 2.13 has its explanation."""
    found = explain_error(case["type"], case["message"], "cpu")
    assert found is not None
    assert found.id == case["id"]


@pytest.mark.skipif(torch.cuda.is_available(), reason="some of these ask for a GPU that must not be there")
@pytest.mark.parametrize("case", RECORDED + SNIPPETS, ids=[case["code"][:40] for case in RECORDED + SNIPPETS])
def test_what_is_said_today_is_known(case: dict[str, str]) -> None:
    """The installed PyTorch, NumPy and Python word these mistakes in a way that is known: a new wording shows here."""
    found = [explain_error(type_, text) for type_, text in raised_by(case["code"])]
    assert case["id"] in [one.id for one in found if one]


@pytest.mark.skipif(not IS_213 or torch.cuda.is_available(), reason="recorded with PyTorch 2.13 on a CPU")
def test_the_record_is_what_pytorch_2_13_says() -> None:
    """The recorded texts are what this version really says, whatever it was built for."""
    differs = {"warning.grad_of_non_leaf", "device.no_gpu"}  # from one build to the next
    for case in RECORDED:
        if case["id"] not in differs:
            assert (case["type"], case["message"]) in raised_by(case["code"]), case["code"]


@pytest.mark.parametrize("case", TEXTS, ids=[case["message"][:40] for case in TEXTS])
def test_other_wordings_are_known(case: dict[str, str]) -> None:
    """CUDA, older and newer versions say the same mistake in other words."""
    found = explain_error(case["type"], case["message"], case["device"])
    assert found is not None
    assert found.id == case["id"]


SENTENCES = (
    (
        "RuntimeError",
        "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)",
        "A 2x3 matrix cannot be multiplied by a 4x5 one: 3 columns meet 4 rows, and the two numbers must be equal.",
        "Print both shapes. For nn.Linear the last size of the input must be its in_features (4 here).",
    ),
    (
        "RuntimeError",
        "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x1)",
        "One row of 5 numbers meets a layer or matrix that takes 1 number a row.",
        "A flat tensor counts as one row: x.view(-1, 1) makes 5 rows of 1 out of it.",
    ),
    (
        "RuntimeError",
        "The size of tensor a (2) must match the size of tensor b (4) at non-singleton dimension 1",
        "The two tensors do not go together: along axis 1 one has size 2 and the other 4.",
        "Compare the shapes from the right: each pair of sizes must be equal, or one of them 1.",
    ),
    (
        "UserWarning",
        "Using a target size (torch.Size([5])) that is different to the input size (torch.Size([5, 1])). This will",
        (
            "The loss compared an output of shape [5, 1] with a target of shape [5]: every value met every other, and "
            "the loss is wrong, although nothing stopped."
        ),
        "Give both the same shape: target.view(-1, 1) makes a column of a flat target.",
    ),
    (
        "AttributeError",
        "module 'torch.nn' has no attribute 'linear'",
        "torch.nn has nothing called linear. Did you mean torch.nn.Linear?",
        "Capitals count: layers and losses are written nn.Linear, functions torch.relu.",
    ),
    (
        "AttributeError",
        "'Tensor' object has no attribute 'to_numpy'",
        "A tensor has no to_numpy. Did you mean numpy?",
        "Check the spelling; NumPy and torch often have different names for a thing.",
    ),
    (
        "NameError",
        "name 'tensor_1d' is not defined",
        "There is no tensor_1d yet: it was never given a value, or in a cell that did not run or stopped before.",
        "Check the spelling, and run all cells in order from the top.",
    ),
    (
        "NameError",
        "name 'nn' is not defined",
        "nn was never imported.",
        "import torch.nn as nn belongs at the top, in a cell that runs before this one.",
    ),
    (
        "TypeError",
        "unsupported operand type(s) for +: 'ReLU' and 'int'",
        "nn.ReLU(...) only makes a layer or a loss; no data was given to it, so there is no result yet.",
        "Make it first and call it then: nn.ReLU(...)(x).",
    ),
    (
        "IndentationError",
        "expected an indented block after 'for' statement on line 3 (<cell>, line 4)",
        "After the 'for' statement on line 3 an indented line must follow.",
        "Indent what belongs to it by four spaces; pass does nothing.",
    ),
    ("KeyError", "'lr'", "The dictionary has no key 'lr'.", "Print its keys(); capitals and spaces count."),
)


@pytest.mark.parametrize(("type_", "message", "meaning", "hint"), SENTENCES)
def test_sentences_are_filled_from_the_text(type_: str, message: str, meaning: str, hint: str) -> None:
    """The sizes and names of the student's own error stand in the sentences."""
    found = explain_error(type_, message)
    assert found is not None
    assert (found.meaning, found.hint) == (meaning, hint)


@pytest.mark.parametrize(
    ("type_", "message"),
    [
        ("RuntimeError", "something nobody has seen"),
        ("RuntimeError", ""),
        ("ValueError", "x"),
        ("MyError", "'a'"),
        ("UserWarning", "mind the gap"),
        ("", ""),
    ],
)
def test_what_is_not_known_is_not_explained(type_: str, message: str) -> None:
    """No explanation is better than a wrong one."""
    assert explain_error(type_, message) is None


@pytest.mark.parametrize("device", ["cpu", "mps"])
def test_a_wording_of_cuda_is_looked_for_on_cuda_only(device: str) -> None:
    """A run without a GPU cannot have met what only a GPU says."""
    for text in ("CUDA error: device-side assert triggered", "tensors must be 2-D"):
        assert explain_error("RuntimeError", text, device) is None
        assert explain_error("RuntimeError", text, "cuda:0") is not None


def test_the_type_may_be_qualified() -> None:
    """A class is known by its own name, with or without its module."""
    assert explain_error("torch.OutOfMemoryError", "CUDA out of memory. Tried to allocate 2.00 GiB.", "cuda")
    assert explain_error("builtins.KeyError", "'a'") == explain_error("KeyError", "'a'")


def test_a_students_text_is_cut_and_made_printable() -> None:
    """What a student wrote into a name is shown in part, and nothing in it can break a line or a page's encoding."""
    found = explain_error("KeyError", "'" + "a\ud800\x00\u202e" * 40)
    assert found is not None
    assert found.params["key"] == "'" + "a???" * 14 + "a??"
    assert "\ud800" not in found.meaning


def test_braces_in_a_students_text_stay_braces() -> None:
    """A field in the student's text is not filled in."""
    found = explain_error("NameError", "name '{name.__class__}' is not defined")
    assert found is not None
    assert found.meaning.startswith("There is no {name.__class__} yet")
