"""Whole numbers where fractions are needed, and the other way round."""

from __future__ import annotations

from graders.run_errors.kinds import Kind

MAKE_FLOAT = "Write the numbers as 1.0, 2.0, or use x.float(); dtype=torch.float32 says it when the tensor is made."

KINDS = (
    Kind(
        id="dtype.layer_input",
        texts=(r"mat1 and mat2 must have the same dtype, but got <a:w> and <b:w>",),
        meaning="A layer or a product got numbers of two kinds: {a} meets {b}. The weights of a layer are Float.",
        hint="x.float() makes Float of the data; dtype=torch.float32 says it when the tensor is made.",
    ),
    Kind(
        id="dtype.matmul",
        texts=(
            r"expected (?:m1 and m2|mat1 and mat2) to have the same dtype, but got: <a:t> != <b:t>",
            r"expected both vectors to have same dtype, but found <a:w> and <b:w>",
        ),
        meaning="A product needs numbers of one kind in both operands: here {a} meets {b}.",
        hint="Make both float with .float().",
    ),
    Kind(
        id="dtype.class_target",
        texts=(
            r"expected target dtype to be Long or Byte, but got <got:w>",
            r"expected scalar type Long but found <got:w>",
            r'"nll_loss[^"]{0,80}" not implemented for \'<got:w>\'',
        ),
        meaning="CrossEntropyLoss wants class numbers 0, 1, 2, ... as its target; the target is {got}.",
        hint="target.long() makes class numbers of it. For yes or no, BCEWithLogitsLoss takes a float target.",
    ),
    Kind(
        id="dtype.scalar_type",
        texts=(r"expected scalar type <wanted:w> but found <got:w>",),
        meaning="{wanted} numbers were expected, and {got} ones are there.",
        hint="x.float() makes Float of it, x.long() Long.",
    ),
    Kind(
        id="dtype.loss_target",
        texts=(r"Found dtype <got:w> but expected <wanted:w>",),
        meaning="The loss was given a {got} tensor where it needs {wanted}, most often as the target.",
        hint="target.float() makes it float.",
    ),
    Kind(
        id="dtype.result",
        texts=(r"result type <got:w> can't be cast to the desired output type <wanted:w>",),
        meaning="The result is {got} and cannot be kept as {wanted}: a loss has a target of whole numbers, or a tensor "
        "of whole numbers is changed in place.",
        hint="target.float() for a loss; otherwise make the tensor float first.",
    ),
    Kind(
        id="dtype.mse",
        texts=(r'"mse_(?:cpu|cuda)" not implemented for \'<got:w>\'',),
        meaning="MSELoss was given whole numbers ({got}) twice; it works with floats.",
        hint=MAKE_FLOAT,
    ),
    Kind(
        id="dtype.random",
        texts=(r'"(?:check_uniform_bounds|normal_kernel_cpu|normal_kernel_cuda)" not implemented for \'<got:w>\'',),
        meaning="torch.rand and torch.randn draw fractions, and {got} numbers have none.",
        hint="torch.randint draws whole numbers.",
    ),
    Kind(
        id="dtype.product_on_gpu",
        texts=(r'"(?:addmm|addmv|addmv_impl|baddbmm|bmm|dot)_cuda" not implemented for \'<got:w>\'',),
        device="cuda",
        meaning="The GPU multiplies matrices of floats only, and these are {got}.",
        hint="x.float() makes Float of them.",
    ),
    Kind(
        id="dtype.not_implemented",
        texts=(r'"<what:w>" not implemented for \'<got:w>\'',),
        meaning="This cannot be done with {got} numbers.",
        hint=MAKE_FLOAT,
    ),
    Kind(
        id="dtype.mean",
        texts=(
            r"mean\(\): could not infer output dtype\..{0,120}Got: <got:w>",
            r"mean\(\): input dtype should be either floating point or complex dtypes\. Got <got:w>",
        ),
        meaning="The mean of {got} numbers would be a fraction, and a tensor of them cannot hold one.",
        hint="x.float().mean()",
    ),
    Kind(
        id="dtype.fractions",
        texts=(
            r"Expected a floating point or complex tensor as input\. Got <:w>",
            r"std and var only support floating point and complex dtypes",
        ),
        meaning="The result is a fraction, so the tensor must hold floats.",
        hint="x.float() makes it float.",
    ),
    Kind(
        id="dtype.index",
        texts=(r"tensors used as indices must be long", r"Expected tensor for argument #1 'indices' to have one of"),
        meaning="A place in a tensor is a whole number, and the index is a tensor of something else.",
        hint="index.long() makes whole numbers; a comparison such as x > 0 makes a mask.",
    ),
    Kind(
        id="dtype.one_hot",
        texts=(r"one_hot is only applicable to index tensor",),
        meaning="one_hot wants class numbers 0, 1, 2, ... as Long.",
        hint="x.long()",
    ),
    Kind(
        id="dtype.condition",
        texts=(r"where expected condition to be a boolean tensor, but got a tensor with dtype <got:w>",),
        meaning="torch.where wants true and false as its first argument; it got {got} numbers.",
        hint="A comparison makes them: torch.where(x > 0, x, 0.0).",
    ),
    Kind(
        id="dtype.bool_minus",
        texts=(r"the `-` operator, (?:with two bool tensors|on a bool tensor) is not supported",),
        meaning="True and false cannot be subtracted.",
        hint="x.float() makes 1.0 and 0.0 of them; ~x turns them round.",
    ),
    Kind(
        id="dtype.by_name",
        texts=(r"argument 'dtype' must be torch\.dtype, not <got:w>",),
        meaning="dtype= takes one of torch's own names, not a {got}.",
        hint="dtype=torch.float32",
    ),
    Kind(
        id="dtype.array",
        texts=(r"can't convert np\.ndarray of type <got:w>\. The",),
        meaning="A NumPy array of {got} cannot become a tensor: tensors hold numbers and true or false.",
        hint="array.astype(np.float32), if they are numbers.",
    ),
)
