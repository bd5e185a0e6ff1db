"""Wrong answers to the questions of the course, with the task's own numbers and no neighbour named."""

from __future__ import annotations

import torch
from torch.nn import functional

from graders.explain import Context, Descent
from graders.observation import TensorSeen
from tests.graders.examples.base import Draw, Examples, Sample

COURSE = Examples()
DATA = torch.tensor([4.0, 7.0, 9.0, 2.0, 5.0])
ONE_TO_FIVE = torch.arange(1, 6)


def linear(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """As nn.Linear computes it."""
    return functional.linear(x, w, b)


def network(x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor) -> torch.Tensor:
    """Two to four, ReLU, to one."""
    return functional.linear(torch.relu(functional.linear(x, w1, b1)), w2, b2)


def weights(draw: Draw) -> tuple[torch.Tensor, ...]:
    """An input and the network's weights."""
    return draw.normal(6, 2), draw.normal(4, 2), draw.normal(4), draw.normal(1, 4), draw.normal(1)


def derivative(x: torch.Tensor) -> torch.Tensor:
    """Of 3x^3 + 2x^2 + 5."""
    return 9 * x**2 + 4 * x


def first_row(t: torch.Tensor) -> torch.Tensor:
    """Of a table."""
    return t[0]


def last_column(t: torch.Tensor) -> torch.Tensor:
    """Of a table."""
    return t[:, -1]


@COURSE.mistake("linear.offset_all")
def q01_from_zero(_draw: Draw) -> Sample:
    """torch.arange(5)."""
    return Sample(student=torch.arange(5), expected=ONE_TO_FIVE)


@COURSE.mistake("layout.extra_axis")
def q01_a_row(_draw: Draw) -> Sample:
    """Brackets twice."""
    return Sample(student=torch.tensor([[1, 2, 3, 4, 5]]), expected=ONE_TO_FIVE)


@COURSE.mistake("type.array")
def q01_numpy(_draw: Draw) -> Sample:
    """An array."""
    seen = TensorSeen(kind="array", dtype="int64", shape=(5,), value=ONE_TO_FIVE)
    return Sample(student=seen, expected=ONE_TO_FIVE, context=Context(tensor=True))


@COURSE.mistake("operation.elementwise")
def q04_star(_draw: Draw) -> Sample:
    """The usual numbers."""
    a, b = torch.tensor([[1, 2], [3, 4]]), torch.tensor([[5, 6], [7, 8]])
    return Sample(student=a * b, expected=a @ b, context=Context(operation=torch.matmul, operands=(a, b)))


@COURSE.mistake("operation.swapped")
def q04_order(_draw: Draw) -> Sample:
    """The usual numbers the other way round."""
    a, b = torch.tensor([[1, 2], [3, 4]]), torch.tensor([[5, 6], [7, 8]])
    return Sample(student=b @ a, expected=a @ b, context=Context(operation=torch.matmul, operands=(a, b)))


@COURSE.mistake("layout.transpose_for_reshape")
def q06_transposed(_draw: Draw) -> Sample:
    """1 to 6, transposed."""
    x = torch.arange(1, 7).reshape(2, 3)
    return Sample(student=x.T, expected=x.reshape(3, 2), context=Context(operands=(x,)))


@COURSE.mistake("identity.constant")
def q08_ones(_draw: Draw) -> Sample:
    """All ones."""
    return Sample(student=torch.ones(4, 4), expected=torch.eye(4))


@COURSE.mistake("type.fractions_cut")
def q09_integer_mean(_draw: Draw) -> Sample:
    """27 // 5."""
    data = DATA.long()
    return Sample(
        student=data.sum() // 5, expected=DATA.mean(), context=Context(operation=torch.mean, operands=(DATA,))
    )


@COURSE.mistake("operation.index")
def q09_argmax(_draw: Draw) -> Sample:
    """2, the place of 9, and by chance the minimum too."""
    return Sample(student=DATA.argmax(), expected=DATA.max(), context=Context(operation=torch.max, operands=(DATA,)))


@COURSE.mistake("operation.other", name="torch.median")
def q09_median(draw: Draw) -> Sample:
    """The middle one, with other data."""
    data = draw.whole(5, low=1, high=90).float()
    return Sample(student=data.median(), expected=data.mean(), context=Context(operation=torch.mean, operands=(data,)))


@COURSE.mistake("operation.other_index")
def q10_second_row(draw: Draw) -> Sample:
    """t[1] for t[0]."""
    t = draw.normal(3, 3)
    return Sample(student=t[1], expected=first_row(t), context=Context(operation=first_row, operands=(t,)))


@COURSE.mistake("operation.other_index")
def q10_first_column(_draw: Draw) -> Sample:
    """t[:, 0] for t[:, -1], of 1 to 9."""
    t = torch.arange(1, 10).reshape(3, 3)
    return Sample(student=t[:, 0], expected=last_column(t), context=Context(operation=last_column, operands=(t,)))


@COURSE.mistake("operation.other_index")
def q10_last_row(_draw: Draw) -> Sample:
    """t[-1] for t[:, -1], of 1 to 9."""
    t = torch.arange(1, 10).reshape(3, 3)
    return Sample(student=t[-1], expected=last_column(t), context=Context(operation=last_column, operands=(t,)))


@COURSE.mistake("training.accumulated")
def q11_backward_twice(draw: Draw) -> Sample:
    """The gradient of x^2 twice."""
    x = draw.normal(1)
    return Sample(student=4 * x, expected=2 * x, context=Context(gradient=True, operands=(x,)))


@COURSE.mistake("linear.missing_term")
def q13_second_term_forgotten(draw: Draw) -> Sample:
    """9x^2."""
    x = draw.uniform(1, low=2.5, high=9.0)
    context = Context(operation=derivative, operands=(x,), gradient=True)
    return Sample(student=9 * x**2, expected=derivative(x), context=context)


@COURSE.mistake("identity.as_written")
def q13_typed(draw: Draw) -> Sample:
    """44, whatever x is."""
    x = draw.uniform(1, low=2.5, high=9.0)
    context = Context(operation=derivative, operands=(x,), gradient=True, as_written=torch.tensor([44.0]))
    return Sample(student=torch.tensor([44.0]), expected=derivative(x), context=context)


@COURSE.mistake("training.accumulated")
def q15_not_zeroed(_draw: Draw) -> Sample:
    """From 0 with rate 0.1, gradients adding up."""
    w, total = 0.0, 0.0
    for _ in range(10):
        total += 2 * (w - 3)
        w -= 0.1 * total
    descent = Descent(start=torch.tensor(0.0), gradient=lambda w: 2 * (w - 3), steps=10, rate=0.1)
    return Sample(student=torch.tensor(w), expected=torch.tensor(2.677877), context=Context(descent=descent))


@COURSE.mistake("training.step_fewer")
def q15_nine(_draw: Draw) -> Sample:
    """range(1, 10), from 0."""
    descent = Descent(start=torch.tensor(0.0), gradient=lambda w: 2 * (w - 3), steps=10, rate=0.1)
    student = torch.tensor(3 - 3 * 0.8**9)
    return Sample(student=student, expected=torch.tensor(2.677877), context=Context(descent=descent))


@COURSE.mistake("linear.missing_bias")
def q16_no_bias(draw: Draw) -> Sample:
    """bias=False."""
    x, w, b = draw.normal(5, 3), draw.normal(2, 3), draw.normal(2)
    return Sample(student=x @ w.T, expected=linear(x, w, b), context=Context(operation=linear, operands=(x, w, b)))


@COURSE.mistake("operation.inside", name="torch.sigmoid")
def q17_sigmoid(draw: Draw) -> Sample:
    """nn.Sigmoid for nn.ReLU."""
    x, w1, b1, w2, b2 = operands = weights(draw)
    student = torch.sigmoid(x @ w1.T + b1) @ w2.T + b2
    context = Context(operation=network, operands=operands)
    return Sample(student=student, expected=network(*operands), context=context)


@COURSE.mistake("operation.step_missing", name="torch.relu")
def q17_no_activation(draw: Draw) -> Sample:
    """Two linear layers and nothing between."""
    x, w1, b1, w2, b2 = operands = weights(draw)
    student = (x @ w1.T + b1) @ w2.T + b2
    context = Context(operation=network, operands=operands)
    return Sample(student=student, expected=network(*operands), context=context)


@COURSE.mistake("operation.extra", name="torch.relu")
def q17_relu_after_the_output(draw: Draw) -> Sample:
    """ReLU at the end too."""
    x, w1, b1, w2, _ = weights(draw)
    middle = network(x, w1, b1, w2, torch.zeros(1)).median()
    operands = (x, w1, b1, w2, -middle.reshape(1))  # outputs of either sign, or there would be nothing to see
    context = Context(operation=network, operands=operands)
    return Sample(student=torch.relu(network(*operands)), expected=network(*operands), context=context)


@COURSE.mistake("operation.other", name="torch.abs")
def q18_absolute(draw: Draw) -> Sample:
    """|x| for relu."""
    x = 20 * draw.normal(4, 3)
    return Sample(student=x.abs(), expected=x.clamp(min=0), context=Context(operands=(x,)))


@COURSE.mistake("places.negative_inputs")
def q18_leaky(draw: Draw) -> Sample:
    """0.1 x below zero."""
    x = 20 * draw.normal(4, 3)
    return Sample(student=torch.where(x > 0, x, 0.1 * x), expected=x.clamp(min=0), context=Context(operands=(x,)))


@COURSE.mistake("places.nan")
def q18_overflow(draw: Draw) -> Sample:
    """exp(x) / (1 + exp(x)) at large x."""
    x = torch.cat((draw.normal(6), torch.tensor([100.0, 200.0])))
    return Sample(student=x.exp() / (1 + x.exp()), expected=torch.sigmoid(x), context=Context(operands=(x,)))


@COURSE.mistake("linear.missing_bias")
def q20_second_bias(draw: Draw) -> Sample:
    """b2 is made and never added."""
    x, w1, b1, w2, _ = operands = weights(draw)
    student = torch.relu(x @ w1.T + b1) @ w2.T
    context = Context(operation=network, operands=operands)
    return Sample(student=student, expected=network(*operands), context=context)


@COURSE.mistake("linear.missing_term")
def q20_first_bias(draw: Draw) -> Sample:
    """b1 is made and never added."""
    x, w1, _, w2, b2 = operands = weights(draw)
    student = torch.relu(x @ w1.T) @ w2.T + b2
    context = Context(operation=network, operands=operands)
    return Sample(student=student, expected=network(*operands), context=context)


@COURSE.mistake("linear.sum_for_mean")
def q21_sum(draw: Draw) -> Sample:
    """The sum of two squares, with data replaced."""
    a, b = draw.normal(2), draw.normal(2)
    context = Context(operation=functional.mse_loss, operands=(a, b))
    return Sample(student=((a - b) ** 2).sum(), expected=functional.mse_loss(a, b), context=context)


@COURSE.mistake("operation.other", name="torch.nn.functional.l1_loss")
def q21_absolute(draw: Draw) -> Sample:
    """L1 of two differences, with data replaced."""
    a, b = draw.normal(2), draw.normal(2)
    context = Context(operation=functional.mse_loss, operands=(a, b))
    return Sample(student=(a - b).abs().mean(), expected=functional.mse_loss(a, b), context=context)


@COURSE.mistake("operation.extra", name="torch.sqrt")
def q21_root(draw: Draw) -> Sample:
    """The root, with data replaced."""
    a, b = draw.normal(2), draw.normal(2)
    context = Context(operation=functional.mse_loss, operands=(a, b))
    return Sample(student=functional.mse_loss(a, b).sqrt(), expected=functional.mse_loss(a, b), context=context)


@COURSE.mistake("size.near")
def q23_not_trained_enough(_draw: Draw) -> Sample:
    """1.9 x + 1.3 for 2 x + 1."""
    x = torch.arange(1.0, 7.0)
    return Sample(student=1.9 * x + 1.3, expected=2 * x + 1, context=Context(rtol=0.0, atol=0.1, operands=(x,)))


@COURSE.mistake("layout.broadcast_inside")
def q23_broadcast_loss(_draw: Draw) -> Sample:
    """The loss of (5, 1) against (5,)."""
    x = torch.arange(1.0, 6.0)
    outputs, targets = 0.3 * x + 0.1, 2 * x + 1
    student = ((outputs[:, None] - targets) ** 2).mean()
    context = Context(operation=functional.mse_loss, operands=(outputs, targets))
    return Sample(student=student, expected=functional.mse_loss(outputs, targets), context=context)


@COURSE.mistake("identity.constant")
def q25_a_half_everywhere(_draw: Draw) -> Sample:
    """Converged to 0.5."""
    return Sample(student=torch.full((4, 1), 0.5), expected=torch.tensor([[0.0], [1.0], [1.0], [0.0]]))
