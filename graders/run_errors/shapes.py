"""Shapes that do not go together."""

from __future__ import annotations

from graders.run_errors.kinds import Kind, only

PRINT_SHAPES = "Print both shapes on the line before this one."
COLUMN = "x.view(-1, 1) makes a column of a flat tensor."

KINDS = (
    Kind(
        id="shape.flat_vector",
        texts=(r"mat1 and mat2 shapes cannot be multiplied \(1x<given:n> and 1x<out:n>\)",),
        meaning="One row of {given} numbers meets a layer or matrix that takes 1 number a row.",
        hint="A flat tensor counts as one row: x.view(-1, 1) makes {given} rows of 1 out of it.",
    ),
    Kind(
        id="shape.matmul",
        texts=(
            (
                r"mat1 and mat2 shapes cannot be multiplied "
                r"\(<a:n>x<b:n> and <c:n>x<d:n>\)"
            ),
        ),
        meaning="A {a}x{b} matrix cannot be multiplied by a {c}x{d} one: {b} columns meet {c} rows, and the two "
        "numbers must be equal.",
        hint="Print both shapes. For nn.Linear the last size of the input must be its in_features ({c} here).",
    ),
    Kind(
        id="shape.matmul_sizes_unsaid",
        texts=(r"mat1 dim 1 must match mat2 dim 0", r"CUBLAS_STATUS_INVALID_VALUE when calling `cublas[SD]gemm"),
        device="cuda",
        meaning="Two matrices cannot be multiplied: the first must have as many columns as the second has rows.",
        hint="Print both shapes. For nn.Linear the last size of the input must be its in_features.",
    ),
    Kind(
        id="shape.matvec",
        texts=(
            (
                r"size mismatch, got input \(<n:n>\), mat \(<a:n>x<b:n>\), "
                r"vec \(<c:n>\)"
            ),
        ),
        meaning="A {a}x{b} matrix times a vector needs {b} numbers in the vector; it has {c}.",
        hint="The vector needs as many numbers as the matrix has columns.",
    ),
    Kind(
        id="shape.not_a_matrix",
        texts=(r"(?P<which>self|mat1|mat2) must be a matrix",),
        more=lambda groups: {"place": "second" if groups["which"] == "mat2" else "first"},
        meaning="torch.mm takes two matrices, and the {place} one is none.",
        hint="a @ b takes vectors too. " + COLUMN,
    ),
    Kind(
        id="shape.not_vectors",
        texts=(r"1D tensors expected, but got <a:w> and <b:w> tensors",),
        meaning="torch.dot takes two vectors, and these are {a} and {b}.",
        hint="a @ b takes matrices too.",
    ),
    Kind(
        id="shape.not_2d",
        texts=(r"tensors must be 2-D",),
        device="cuda",
        meaning="This product takes matrices only, and one of the two has another number of dimensions.",
        hint="a @ b takes vectors and matrices. " + COLUMN,
    ),
    Kind(
        id="shape.transpose",
        texts=(r"t\(\) expects a tensor with <= 2 dimensions, but self is <n:n>D",),
        meaning="t() exchanges the axes of a matrix, and this tensor has {n} of them.",
        hint="x.transpose(0, 1) or x.permute(...) say which axes are meant.",
    ),
    Kind(
        id="shape.dot",
        texts=(r"inconsistent tensor size, expected tensor \[<a:n>\] and src \[<b:n>\]",),
        meaning="The dot product of two vectors needs equally many numbers in both: here {a} and {b}.",
        hint=PRINT_SHAPES,
    ),
    Kind(
        id="shape.batch",
        texts=(r"Expected size for first two dimensions of batch2 tensor to be: <wanted:s> but got: <got:s>",),
        meaning="Stacks of matrices are multiplied one by one, and these do not fit: the second should begin with the "
        "sizes {wanted}, and begins with {got}.",
        hint=PRINT_SHAPES,
    ),
    Kind(
        id="shape.broadcast",
        texts=(
            (
                r"The size of tensor a \(<a:n>\) must match the size of tensor b \(<b:n>\) "
                r"at non-singleton dimension <axis:n>"
            ),
        ),
        meaning="The two tensors do not go together: along axis {axis} one has size {a} and the other {b}.",
        hint="Compare the shapes from the right: each pair of sizes must be equal, or one of them 1.",
    ),
    Kind(
        id="shape.expand",
        texts=(
            (
                r"The expanded size of the tensor \(<a:n>\) must match the existing size \(<b:n>\) "
                r"at non-singleton dimension <axis:n>"
            ),
        ),
        meaning="A tensor of size {b} along axis {axis} cannot be stretched to {a}: only an axis of size 1 can.",
        hint="unsqueeze or view(-1, 1) makes an axis of size 1; repeat copies the values.",
    ),
    Kind(
        id="shape.expand_axes",
        texts=(r"the number of sizes provided \(<a:n>\) must be greater or equal to the number of dimensions",),
        meaning="expand needs a size for each axis, and got {a}.",
        hint="-1 leaves an axis as it is.",
    ),
    Kind(
        id="shape.arrays",
        texts=(r"could not be broadcast together with shapes \((?P<a>[\d, ]{0,60})\) \((?P<b>[\d, ]{0,60})\)",),
        meaning="Two NumPy arrays do not go together: shape ({a}) against ({b}).",
        hint="Compare the shapes from the right: each pair of sizes must be equal, or one of them 1.",
    ),
    Kind(
        id="shape.array_product",
        texts=(
            r"mismatch in its core dimension .{0,80}size <a:n> is different from <b:n>",
            r"shapes \([\d, ]{0,60}\) and \([\d, ]{0,60}\) not aligned: <a:n> \(dim <:n>\) != <b:n>",
        ),
        meaning="Two NumPy arrays cannot be multiplied as matrices: {a} meets {b}.",
        hint="The first must have as many columns as the second has rows.",
    ),
    Kind(
        id="shape.loss_target",
        types=only("ValueError"),
        texts=(
            r"Using a target size \(<target:s>\) that is different to the input size \(<given:s>\)",
            r"Target size \(<target:s>\) must be the same as input size \(<given:s>\)",
        ),
        meaning="This loss compares one by one, and the shapes differ: the output is [{given}], the target [{target}].",
        hint="target.view(-1, 1) makes a column of a flat target.",
    ),
    Kind(
        id="shape.batch_size",
        texts=(r"Expected input batch_size \(<a:n>\) to match target batch_size \(<b:n>\)",),
        meaning="The loss got {a} outputs and {b} targets.",
        hint="There must be one target for each row of the output.",
    ),
    Kind(
        id="shape.class_target",
        texts=(r"0D or 1D target tensor expected, multi-target not supported",),
        meaning="CrossEntropyLoss wants one class number for each row, in a flat tensor; the target is a table.",
        hint="target.view(-1) makes it flat.",
    ),
    Kind(
        id="shape.view",
        texts=(r"view size is not compatible with input tensor's size and stride",),
        meaning="view cannot be used here: after t(), transpose or permute the values lie in memory in another order.",
        hint="Use .reshape(...), or .contiguous() before .view(...).",
    ),
    Kind(
        id="shape.reshape",
        texts=(r"shape '<wanted:s>' is invalid for input of size <n:n>",),
        meaning="{n} values cannot be arranged as [{wanted}]: the sizes must multiply to {n}.",
        hint="Write -1 for one size and it is worked out.",
    ),
    Kind(
        id="shape.two_unknown",
        texts=(r"only one dimension can be inferred",),
        meaning="-1 stands for a size that is worked out, and only one size can be.",
        hint="Write the other sizes as numbers.",
    ),
    Kind(
        id="shape.negative",
        texts=(
            r"invalid shape dimension <n:n>",
            r"create tensor with negative dimension <n:n>",
        ),
        meaning="A size of {n} cannot be.",
        hint="In reshape and view, -1 alone has a meaning: work this size out.",
    ),
    Kind(
        id="shape.cat",
        texts=(
            (
                r"Sizes of tensors must match except in dimension <axis:n>\. Expected size <a:n> "
                r"but got size <b:n>"
            ),
        ),
        meaning="torch.cat joins along axis {axis}, so all other sizes must agree: one is {a}, one is {b}.",
        hint="dim= says along which axis it joins.",
    ),
    Kind(
        id="shape.cat_dimensions",
        texts=(r"Tensors must have same number of dimensions: got <a:n> and <b:n>",),
        meaning="torch.cat joins tensors with equally many dimensions: these have {a} and {b}.",
        hint="unsqueeze(0) puts an axis in front; torch.stack makes a new one.",
    ),
    Kind(
        id="shape.stack",
        texts=(r"stack expects each tensor to be equal size, but got <a:s> at entry <:n> and <b:s>",),
        meaning="torch.stack piles up tensors of one shape: here there are [{a}] and [{b}].",
        hint="torch.cat joins tensors along an axis they already have.",
    ),
    Kind(
        id="shape.not_square",
        texts=(r"must be batches of square matrices, but they are <a:n> by <b:n>",),
        meaning="Only a square matrix has an inverse or a determinant; this one is {a}x{b}.",
    ),
    Kind(
        id="shape.permute",
        texts=(r"input\.dim\(\) = <a:n> is not equal to len\(dims\) = <b:n>",),
        meaning="permute wants each axis once: the tensor has {a} of them, {b} are named.",
    ),
    Kind(
        id="shape.grad_output",
        texts=(r"Mismatch in shape: grad_output\[<:n>\] has a shape of <a:s> and output",),
        meaning="The tensor given to backward must have the shape of the one it is called on; it has [{a}].",
        hint="y.sum().backward() needs no argument.",
    ),
)
