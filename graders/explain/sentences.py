"""The English of every message. Another language is another table with the same keys and the same fields in braces.

No expected value is a field. Numbers appear as indices, counts and sizes only: a sentence must not let a reader rebuild
what is hidden, so a factor is named in words or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias


class Sentence(NamedTuple):
    """What is told, and how to go on."""

    text: str
    hint: str = ""


Language: TypeAlias = Mapping[str, Sentence]


def say(message_id: str, params: Mapping[str, str | int] | None = None, language: Language | None = None) -> str:
    """Give the sentence of a message. KeyError when the table has no such id."""
    return (ENGLISH if language is None else language)[message_id].text.format_map(params or {})


def hint(message_id: str, params: Mapping[str, str | int] | None = None, language: Language | None = None) -> str:
    """Give the hint of a message; empty where there is none."""
    return (ENGLISH if language is None else language)[message_id].hint.format_map(params or {})


_TO_TENSOR = "torch.tensor(...) makes a tensor of it."

ENGLISH: Language = {
    # the right values in the wrong arrangement
    "layout.transposed": Sentence(
        "The values are right, but rows and columns are exchanged.", "Look for a .T too many or too few."
    ),
    "layout.permuted": Sentence("The values are right, but the axes are in another order.", "permute reorders axes."),
    "layout.transpose_for_reshape": Sentence(
        "This is the transpose: the shape is right, the order of the values is not.",
        "reshape and view keep the order of the values; .T changes it.",
    ),
    "layout.reshape_for_transpose": Sentence(
        "The shape is right, but the values were only poured into it, row by row; rows had to become columns.",
        "reshape and view keep the order of the values; .T exchanges rows and columns.",
    ),
    "layout.rotated": Sentence("The values are right, but the table is turned by a quarter."),
    "layout.flipped": Sentence("The values are right, but their order is reversed along an axis."),
    "layout.rolled": Sentence(
        "The values are right, but shifted round an axis: what left at one end came in at the other.",
        "Check where the counting begins.",
    ),
    "layout.reshaped": Sentence(
        "The values are right and in the right order, but the shape is {found}; {expected} is asked for.",
        "reshape changes the shape.",
    ),
    "layout.extra_axis": Sentence(
        "The values are right, but an axis of size one is left over: the shape is {found}, {expected} is asked for.",
        "squeeze removes such an axis; keepdim=True and slices leave one.",
    ),
    "layout.missing_axis": Sentence(
        "The values are right, but an axis of size one is missing: the shape is {found}, {expected} is asked for.",
        "unsqueeze or keepdim=True gives it back.",
    ),
    "layout.broadcast": Sentence(
        "A column met a row somewhere, so each value met every other: the shape is {found}, {expected} is asked for.",
        "Give both the same shape before you combine them, with squeeze or view.",
    ),
    "layout.broadcast_inside": Sentence(
        "On the way a column met a row, so each value met every other and a whole table was made.",
        "Print the shapes: give both the same one before you combine them.",
    ),
    "layout.repeated": Sentence(
        "The right values are there, but repeated: the shape is {found}, {expected} is asked for."
    ),
    "layout.operand_transposed": Sentence(
        "One of the inputs is used with its rows and columns exchanged.", "Look for a .T too many or too few."
    ),
    "layout.reordered": Sentence("These are the right values, in the wrong order."),
    # a multiple of the right value, or a constant away from it
    "linear.negated": Sentence("Every sign is turned round.", "Check which is subtracted from which."),
    "linear.sum_for_mean": Sentence("This is the sum where the mean is asked for.", "Divide by how many there are."),
    "linear.mean_for_sum": Sentence("This is the mean where the sum is asked for."),
    "linear.correction": Sentence(
        "The division is by one more or one less than it should be.",
        "torch.var and torch.std divide by one less than the number of values, unless correction=0.",
    ),
    "linear.doubled": Sentence("Every value is twice what it should be."),
    "linear.halved": Sentence("Every value is half of what it should be."),
    "linear.log_base": Sentence("This is the logarithm to another base.", "torch.log is the natural one."),
    "linear.degrees": Sentence("Degrees and radians are mixed up."),
    "linear.complement": Sentence("Each value is what is missing to one, not the value itself."),
    "linear.missing_bias": Sentence("One of the inputs, such as a bias, is never added."),
    "linear.bias_twice": Sentence("One of the inputs, such as a bias, is added once too often."),
    "linear.missing_term": Sentence("On the way something is never added, such as a bias."),
    "linear.offset_all": Sentence("Every value is off by the same amount.", "Look for a constant that is added."),
    "linear.offset_columns": Sentence(
        "Each column is off by an amount of its own.", "Is a bias missing, or another one added?"
    ),
    "linear.offset_rows": Sentence(
        "Each row is off by an amount of its own.", "Was something added along the wrong axis?"
    ),
    "linear.factor": Sentence("Every value is off by the same factor.", "Look for a division or a rate."),
    "linear.affine": Sentence("Every value is off by the same factor and the same amount."),
    # along the wrong axis
    "axis.other": Sentence("This goes along axis {axis}; another axis is asked for.", "dim= says along which axis."),
    "axis.unnamed": Sentence("This goes along another axis than the one asked for.", "dim= says along which axis."),
    "axis.part": Sentence("This goes along axis {axis} only; everything together is asked for.", "Leave dim= out."),
    "axis.all": Sentence("This goes over everything; only one axis is asked for.", "dim= says along which axis."),
    "axis.inside": Sentence(
        "Somewhere on the way a step goes along another axis than the one asked for.", "dim= says along which axis."
    ),
    # another operation
    "operation.other": Sentence("This is what {name} gives; another operation is asked for."),
    "operation.swapped": Sentence("Two of the inputs have changed places.", "Here the order matters."),
    "operation.elementwise": Sentence(
        "This is the element-wise product; the matrix product is asked for.",
        "a * b is element by element, a @ b is not.",
    ),
    "operation.index": Sentence(
        "This says where the value stands ({name}); the value itself is asked for.", "torch.max and torch.min find it."
    ),
    "operation.extra": Sentence("At the end {name} is applied once too often."),
    "operation.missing": Sentence("The last step is missing: {name}."),
    "operation.inside": Sentence("Somewhere on the way {name} is used, and another operation is asked for."),
    "operation.step_missing": Sentence("A step on the way is left out: {name}."),
    "operation.other_index": Sentence(
        "Another row, column or element is taken than the one asked for.", "Indices begin at 0; -1 is the last."
    ),
    # kept as something else
    "type.nothing": Sentence("There are no numbers in it.", "Did the computation return something?"),
    "type.array": Sentence("This is a NumPy array; a tensor is asked for.", "torch.from_numpy makes a tensor of it."),
    "type.list": Sentence("This is a Python list; a tensor is asked for.", _TO_TENSOR),
    "type.number": Sentence("This is a plain Python number; a tensor is asked for.", _TO_TENSOR),
    "type.dtype": Sentence("The dtype is {found}; {expected} is asked for."),
    "type.bool": Sentence("These are true and false; numbers are asked for.", "A comparison gives true and false."),
    "type.truth": Sentence("Only whether there is something is told, not how much.", "Was it made bool on the way?"),
    "type.fractions_cut": Sentence(
        "The values are right, but everything after the point is cut off.", "int(), .long() and // cut it off."
    ),
    "type.cast_to_int": Sentence(
        "The values are right, but cut to whole numbers.", "int(), .int() and .long() cut everything after the point."
    ),
    "type.floored": Sentence("The values are right, but rounded down.", "// rounds down; / does not."),
    "type.rounded": Sentence("The values are right, but rounded to whole numbers."),
    "type.inputs_cut": Sentence(
        "The inputs lost everything after the point before they were used.", "Keep them in a floating dtype."
    ),
    "type.wrapped": Sentence("The numbers do not fit into {name}, so they wrapped round.", "Use a larger dtype."),
    "type.coarse": Sentence("Somewhere the values went through {name}, which is too coarse."),
    # right in most places
    "places.nan": Sentence(
        "{count} of {total} values are NaN, not a number.", "A division of zero by zero or infinity less infinity?"
    ),
    "places.nan_all": Sentence(
        "Nothing but NaN, not a number.", "A division of zero by zero, infinity less infinity, the root of a negative?"
    ),
    "places.infinite": Sentence(
        "{count} of {total} values are infinite.", "A division by zero or exp of a large value?"
    ),
    "places.infinite_all": Sentence("Everything is infinite.", "A division by zero or exp of a large value?"),
    "places.zero_inputs": Sentence("Only where the input is zero the result is wrong."),
    "places.negative_inputs": Sentence("Where the input is negative the result is wrong; everywhere else it is right."),
    "places.positive_inputs": Sentence("Where the input is positive the result is wrong; everywhere else it is right."),
    "places.large_inputs": Sentence("Where the input is far from zero the result is wrong; near zero it is right."),
    "places.one": Sentence("All is right but the value at {index}."),
    "places.first": Sentence("All is right but the first value.", "Check where the counting begins."),
    "places.last": Sentence("All is right but the last value.", "Check where the counting ends."),
    "places.ends": Sentence("All is right but the two ends."),
    "places.head": Sentence("The values before index {index} are wrong, from there on all is right."),
    "places.tail": Sentence("The values before index {index} are right, from there on they are wrong."),
    "places.row": Sentence("Only row {index} is wrong, counted from 0."),
    "places.column": Sentence("Only column {index} is wrong, counted from 0."),
    "places.slice": Sentence("Only index {index} of axis {axis} is wrong, counted from 0."),
    "places.diagonal": Sentence("Only on the diagonal there are wrong values."),
    "places.off_diagonal": Sentence("The diagonal is right, values beside it are wrong."),
    "places.above": Sentence("Only above the diagonal there are wrong values."),
    "places.below": Sentence("Only below the diagonal there are wrong values."),
    "places.border": Sentence("Inside all is right, on the border there are wrong values."),
    "places.inner": Sentence("On the border all is right, inside there are wrong values."),
    "places.signs": Sentence("Only the sign is wrong, and only in some places."),
    "places.unfilled": Sentence("{count} of {total} values were never filled in: they are still zero."),
    # a training loop that went astray
    "training.accumulated": Sentence(
        "The gradients of all steps add up.", "backward adds to .grad: set it to zero before each step (zero_grad)."
    ),
    "training.no_gradient": Sentence("The gradient is zero: nothing came back.", "Is the tensor part of the loss?"),
    "training.no_update": Sentence("Nothing has moved from the start.", "Is the step taken, after backward?"),
    "training.step_fewer": Sentence("This is where one step less leads.", "range(n) takes n steps."),
    "training.step_more": Sentence("This is where one step more leads.", "range(n) takes n steps."),
    "training.other_steps": Sentence("This is where another number of steps leads."),
    "training.other_rate": Sentence("This is where another learning rate leads."),
    "training.uphill": Sentence("The steps go uphill.", "The gradient is subtracted, not added."),
    "training.loss_nan": Sentence("The loss is no number any more.", "A smaller learning rate keeps it finite."),
    "training.loss_flat": Sentence(
        "The loss does not change.", "Is the step taken? Does the loss depend on the weights?"
    ),
    "training.loss_rising": Sentence("The loss rises.", "Check the sign of the step, and the learning rate."),
    # something that was there before
    "identity.starter": Sentence("This is still the value of the starter."),
    "identity.as_written": Sentence(
        "The task's numbers were replaced by others, and this is still the answer to the old ones.",
        "Compute it from the data, do not type it in.",
    ),
    "identity.input": Sentence("This is one of the inputs, unchanged.", "An operation returns its result: keep it."),
    "identity.other_answer": Sentence("This is the value of {name}.", "Is it the variable you meant?"),
    "identity.constant": Sentence("All values are the same."),
    "identity.zeros": Sentence("There is nothing but zero."),
    "identity.typed": Sentence("These numbers are typed in; they are to be computed."),
    # what differs and no more
    "size.shape": Sentence("The shape is {found}; {expected} is asked for."),
    "size.near": Sentence("Nearly right: only the precision is missing.", "Was something rounded on the way?"),
    "size.single": Sentence("It is not the value asked for."),
    "size.some": Sentence("{count} of {total} values are wrong, the farthest at index {index}."),
    "size.all": Sentence("None of the {total} values is right."),
    # side by side
    "beside.found": Sentence("yours{place}: {values}"),
    "beside.expected": Sentence("expected{place}: {values}"),
    "beside.more": Sentence("... and {count} more rows that differ"),
}
