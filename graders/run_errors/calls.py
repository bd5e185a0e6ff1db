"""Calls with the wrong arguments, values of the wrong kind, and what else stops a beginner's program."""

from __future__ import annotations

from graders.run_errors.kinds import Kind, only

TYPE = only("TypeError")
VALUE = only("ValueError")

KINDS = (
    Kind(
        id="call.missing",
        types=TYPE,
        texts=(r"<name:f> missing <n:n> required (?:positional|keyword-only) arguments?: <which:l>",),
        meaning="{name} needs more arguments than it was given: {which}.",
        hint="Give them between the brackets, in the order in which the function names them.",
    ),
    Kind(
        id="call.too_many",
        types=TYPE,
        texts=(
            (
                r"<name:f> takes (?:from <:n> to )?<takes:n> positional arguments? "
                r"but <given:n> (?:positional arguments? .{0,60})?(?:were|was) given"
            ),
        ),
        meaning="{name} was given {given} arguments and takes no more than {takes}; in a method, self counts as one.",
        hint="Numbers for a tensor stand in one list: torch.tensor([1, 2]). A method's first parameter is self.",
    ),
    Kind(
        id="call.argument_count",
        types=TYPE,
        texts=(
            r"<name:f> takes (?:no|no keyword|exactly one) arguments?",
            r"<name:w> expected (?:at most |at least |exactly )?<:n> arguments?, got <:n>",
        ),
        meaning="{name} takes another number of arguments than it was given.",
        hint="Several things are often wanted in one list.",
    ),
    Kind(
        id="call.unknown_keyword",
        types=TYPE,
        texts=(
            r"<name:f> got an unexpected keyword argument '<what:q>'",
            r"'<what:q>' is an invalid keyword argument for <name:f>",
        ),
        meaning="{name} has no argument called {what}.",
        hint="Check the spelling: it is requires_grad, lr, dtype, dim.",
    ),
    Kind(
        id="call.twice",
        types=TYPE,
        texts=(r"<name:f> got multiple values for argument '<what:q>'",),
        meaning="{name} was given {what} twice: by its place and by its name.",
    ),
    Kind(
        id="call.attribute_of_tensor",
        types=TYPE,
        texts=(r"'(?P<what>torch\.Size|torch\.dtype|torch\.device|Tensor|Parameter|bool)' object is not callable",),
        meaning="Brackets stand behind something that is a value and no function: shape, dtype, T, grad, or a tensor.",
        hint="Leave the brackets out, as in x.shape, or use square ones for a place, as in x[0].",
    ),
    Kind(
        id="call.not_callable",
        types=TYPE,
        texts=(r"'<what:w>' object is not callable",),
        meaning="Brackets stand behind something of the kind {what}, and that is no function.",
        hint="Was a name such as sum, max, list or print given to a value? Use another name and start afresh.",
    ),
    Kind(
        id="call.not_subscriptable",
        types=TYPE,
        texts=(r"'<what:w>' object (?:is not subscriptable|does not support item assignment)",),
        meaning="Square brackets stand behind something of the kind {what}, and that has no places.",
        hint="A function is called with round brackets; None comes from a function without return.",
    ),
    Kind(
        id="call.not_iterable",
        types=TYPE,
        texts=(
            r"cannot unpack non-iterable <what:w> object",
            r"'<what:w>' object is not iterable",
            r"object of type '<what:w>' has no len\(\)",
            r"argument of type '<what:w>' is not (?:iterable|a container)",
        ),
        meaning="This is one {what}, and it cannot be gone through or counted.",
        hint="for i in range(n): counts; a list or a tensor of at least one dimension has elements.",
    ),
    Kind(
        id="call.sequence_times",
        types=TYPE,
        texts=(r"can't multiply sequence by non-int of type '<got:w>'",),
        meaning="A list or a text can only be repeated a whole number of times, not multiplied by {got}.",
        hint="torch.tensor(...) makes tensors of lists, and those can be multiplied.",
    ),
    Kind(
        id="call.index_kind",
        types=TYPE,
        texts=(r"(?P<what>list|tuple|string|range) indices must be integers(?: or slices)?, not '?<got:w>",),
        meaning="A place in a {what} is a whole number, and {got} was given.",
        hint="A list has no x[i, j]: write x[i][j], or make a tensor of it.",
    ),
    Kind(
        id="call.text_index",
        types=TYPE,
        texts=(r"string indices must be integers",),
        meaning="A place in a text is a whole number.",
        hint="Print its type(...): perhaps it should be a dictionary.",
    ),
    Kind(
        id="call.text_and_number",
        types=TYPE,
        texts=(
            r"can only concatenate (?P<one>str|list|tuple) \(not \"<other:w>\"\) to",
            r"unsupported operand type\(s\) for \+: '<one:w>' and '(?P<other>str|list|tuple)'",
            r"unsupported operand type\(s\) for \+=?: '(?P<one>str|list|tuple)' and '<other:w>'",
        ),
        meaning="{one} and {other} cannot be added.",
        hint="print takes several things with commas; a list becomes a tensor with torch.tensor(...).",
    ),
    Kind(
        id="call.operands",
        types=TYPE,
        texts=(
            r"unsupported operand type\(s\) for (?P<what>[^:\n]{1,20}): '<one:w>' and '<other:w>'",
            r"'(?P<what>[<>=]{1,2})' not supported between instances of '<one:w>' and '<other:w>'",
        ),
        meaning="{what} does not work between {one} and {other}.",
        hint="Print the type(...) of both; torch.tensor(...) makes tensors of lists and numbers.",
    ),
    Kind(
        id="call.unhashable",
        types=TYPE,
        texts=(r"unhashable type: '<what:w>'",),
        meaning="A {what} cannot be a key of a dictionary or an element of a set.",
    ),
    Kind(
        id="call.super",
        types=only("RuntimeError"),
        texts=(r"super\(\): (?P<what>no arguments|__class__ cell not found)",),
        meaning="super() stands outside of a method of a class.",
        hint="Check the indentation: it belongs into def __init__(self), inside the class.",
    ),
    Kind(
        id="number.zero",
        types=only("ZeroDivisionError"),
        texts=(r"",),
        meaning="Something is divided by zero.",
        hint="Print what stands below the line; an empty list has the length 0.",
    ),
    Kind(
        id="number.too_large",
        types=only("OverflowError"),
        texts=(r"",),
        meaning="A number grew too large.",
        hint="math.exp of a large number does that; torch.sigmoid is safe. In training, a smaller learning rate helps.",
    ),
    Kind(
        id="number.from_text",
        types=VALUE,
        texts=(
            r"invalid literal for int\(\) with base <:n>: <what:l>",
            r"could not convert string to float: <what:l>",
        ),
        meaning="The text {what} is not a number.",
    ),
    Kind(
        id="number.domain",
        types=VALUE,
        texts=(r"math domain error", r"expected a (?:non-?negative|positive) input"),
        meaning="This function has no value there, such as the root or the logarithm of a negative number.",
    ),
    Kind(
        id="unpack.too_few",
        types=VALUE,
        texts=(r"not enough values to unpack \(expected (?:at least )?<a:n>, got <b:n>\)",),
        meaning="There are names for {a} on the left, and {b} come from the right.",
    ),
    Kind(
        id="unpack.too_many",
        types=VALUE,
        texts=(r"too many values to unpack \(expected <a:n>",),
        meaning="There are names for {a} on the left, and more values come from the right.",
        hint="torch.max(x, dim=0) gives two things: values and indices.",
    ),
    Kind(
        id="key.missing",
        types=only("KeyError"),
        texts=(r"^<key:l>",),
        meaning="The dictionary has no key {key}.",
        hint="Print its keys(); capitals and spaces count.",
    ),
    Kind(
        id="recursion",
        types=only("RecursionError"),
        texts=(r"",),
        meaning="A function calls itself over and over and never ends.",
        hint="A function with the same name as the one it calls does that, such as def relu(x): return relu(x).",
    ),
    Kind(
        id="file.missing",
        types=only("FileNotFoundError", "OSError"),
        texts=(r"No such file or directory: <what:l>", r"<what:l> not found"),
        meaning="There is no file {what} here: only your code was handed in.",
        hint="Write the data into the code.",
    ),
    Kind(
        id="file.input",
        types=only("EOFError"),
        texts=(r"EOF when reading a line",),
        meaning="input() waits for somebody to type, and nobody is there when your code is marked.",
        hint="Give the value to a variable instead.",
    ),
    Kind(
        id="file.forbidden",
        types=only("PermissionError"),
        texts=(r"",),
        meaning="This is not allowed where your code is marked: starting programs, the network, files outside /tmp.",
        hint="The task needs none of it.",
    ),
    Kind(
        id="jupyter.command",
        types=only("RuntimeError"),
        texts=(r"^(?P<what>Shell commands|IPython's magics) do not run here",),
        meaning="{what} do not run here, so nothing can be read from one.",
        hint="The task needs plain Python only; torch and numpy are installed.",
    ),
    Kind(
        id="assertion.own",
        types=only("AssertionError"),
        texts=(r"^$",),
        meaning="An assert in your code did not hold.",
        hint="Print the two sides of it on the line before.",
    ),
)
