"""Two functions called on hidden inputs of several shapes, small and very large; the library's own do not count."""

import torch

from graders import compare
from graders.authoring import Evidence, Question, close, normal, require
from graders.observation import Answer
from graders.questions.by_hand import require_by_hand
from reference import q18 as ref

q = Question(18, "ReLU and Sigmoid by hand")
q.give("row", normal(9))
q.give("table", normal(4, 3))
q.give("block", normal(2, 3, 4))
q.give("large", lambda generator: (100 + 900 * torch.rand(2, 6, generator=generator)) * torch.tensor([[1.0], [-1.0]]))
for function in ("relu", "sigmoid"):
    for given in ("row", "table", "block", "large"):
        q.call(function, given, name=f"{function}_{given}")

RELU = frozenset({
    "relu", "relu_", "ReLU", "relu6", "ReLU6", "threshold", "threshold_", "Threshold", "hardtanh",
    "Hardtanh", "leaky_relu", "leaky_relu_", "LeakyReLU", "rrelu", "RReLU", "prelu", "PReLU", "elu", "ELU",
})  # fmt: skip
SIGMOID = frozenset({
    "sigmoid", "sigmoid_", "Sigmoid", "expit", "special_expit", "logsigmoid", "LogSigmoid", "glu", "GLU",
    "silu", "SiLU",
})  # fmt: skip


@q.check(2)
def relu_right(  # noqa: PLR0913, PLR0917 - a shape each
    seen: Evidence,
    row: torch.Tensor,
    table: torch.Tensor,
    block: torch.Tensor,
    large: torch.Tensor,
    relu_row: Answer,
    relu_table: Answer,
    relu_block: Answer,
    relu_large: Answer,
) -> None:
    """relu(x) keeps what is positive and turns the rest to 0, for tensors of any shape."""
    require_by_hand(seen, "relu", RELU)
    for x, answer in ((row, relu_row), (table, relu_table), (block, relu_block), (large, relu_large)):
        _returns(answer, "relu")
        mistakes = {
            "That is the absolute value: what is negative has to become 0.": x.abs(),
            "What is negative has to become 0; a leaky ReLU lets a part of it through.": _leaky(x, answer),
            "That is a step: what is positive has to stay as it is.": (x > 0).float(),
            "That is the sigmoid: have the two changed names?": ref.sigmoid(x),
        }
        close(answer, ref.relu(x), "relu(x)", hints=mistakes)


@q.check(1)
def relu_leaves_input(
    seen: Evidence, row: torch.Tensor, large: torch.Tensor, relu_row: Answer, relu_large: Answer
) -> None:
    """relu(x) leaves its input as it was."""
    require_by_hand(seen, "relu", RELU)
    right = all(compare.close(one.value, ref.relu(x)) is None for x, one in ((row, relu_row), (large, relu_large)))
    require(right, "This counts once the values of relu(x) are right.")
    require(
        not relu_row.changed_input,
        "relu(x) gives the right values, and changes its input on the way.",
        hint="x[x < 0] = 0, x *= ... and clamp_ work on x itself: take a copy, or use where or clamp.",
        known=True,
    )


@q.check(2)
def sigmoid_right(  # noqa: PLR0913, PLR0917 - a shape each
    seen: Evidence,
    row: torch.Tensor,
    table: torch.Tensor,
    block: torch.Tensor,
    sigmoid_row: Answer,
    sigmoid_table: Answer,
    sigmoid_block: Answer,
) -> None:
    """sigmoid(x) is 1 / (1 + exp(-x)), for tensors of any shape."""
    require_by_hand(seen, "sigmoid", SIGMOID)
    for x, answer in ((row, sigmoid_row), (table, sigmoid_table), (block, sigmoid_block)):
        _returns(answer, "sigmoid")
        mistakes = {
            "That is tanh; the sigmoid goes from 0 to 1.": torch.tanh(x),
            "The minus sign is missing: it is exp(-x), not exp(x).": ref.sigmoid(-x),
            "That is ReLU: have the two changed names?": ref.relu(x),
            "That is a straight line cut off at 0 and 1, a hard sigmoid.": (x / 6 + 0.5).clamp(0, 1),
        }
        close(answer, ref.sigmoid(x), "sigmoid(x)", hints=mistakes)


@q.check(1)
def sigmoid_at_the_ends(
    seen: Evidence, row: torch.Tensor, large: torch.Tensor, sigmoid_row: Answer, sigmoid_large: Answer
) -> None:
    """sigmoid(x) is 0 for very small and 1 for very large x."""
    require_by_hand(seen, "sigmoid", SIGMOID)
    right = compare.close(sigmoid_row.value, ref.sigmoid(row)) is None
    require(right, "This counts once the values of sigmoid(x) are right.")
    found = compare.tensor_of(sigmoid_large.value)
    require(
        found is None or found.isfinite().all(),
        "For large x, exp(x) overflows to infinity, and infinity over infinity is no number (nan).",
        hint="1 / (1 + exp(-x)) does without.",
        known=True,
    )
    close(sigmoid_large, ref.sigmoid(large), "sigmoid(x) for large x")


def _returns(answer: Answer, name: str) -> None:
    require(
        answer.value is not None,
        f"{name}(x) returns nothing.",
        hint="A function gives its result back with return; print only shows it.",
        known=True,
    )


def _leaky(x: torch.Tensor, answer: Answer) -> torch.Tensor:
    """Leaky with the slope that the answer has, if it has one."""
    found, below = compare.tensor_of(answer.value), x < 0
    if found is None or found.shape != x.shape or not below.any():
        return torch.zeros_like(x)
    slope = float((found[below] / x[below]).float().mean())
    return torch.where(x > 0, x, slope * x) if 0 < slope < 1 else torch.zeros_like(x)
