"""Values that an operation cannot take, and places that are not there."""

from __future__ import annotations

from graders.run_errors.kinds import Kind, only

TO_TENSOR = "torch.tensor(...) makes a tensor of it."

KINDS = (
    Kind(
        id="value.not_between_0_and_1",
        texts=(r"all elements of (?:input|target) should be between 0 and 1",),
        meaning="BCELoss compares probabilities, and some of these numbers are not between 0 and 1.",
        hint="Put a sigmoid at the end of the network, or use BCEWithLogitsLoss, which has one inside.",
    ),
    Kind(
        id="value.item",
        texts=(r"a Tensor with <n:n> elements? cannot be converted to Scalar",),
        meaning="One number is wanted, and the tensor holds {n}.",
        hint="Pick one with an index, or make one of them with .sum(), .mean() or .max(); .tolist() gives them all.",
    ),
    Kind(
        id="value.one_number",
        texts=(
            r"only one element tensors can be converted to Python scalars",
            r"can only convert an array of size 1 to a Python scalar",
            r"only (?:length-1|size-1|0-dimensional) arrays can be converted to (?:a )?(?:Python|scalar)",
        ),
        meaning="One number is wanted, and there are several.",
        hint="Pick one with an index, or make one of them with .sum(), .mean() or .max(); .tolist() gives them all.",
    ),
    Kind(
        id="value.truth",
        texts=(
            r"Boolean value of Tensor with (?:more than one value|no values) is ambiguous",
            r"The truth value of an array with more than one element is ambiguous",
        ),
        meaning="A whole tensor was used where one yes or no is wanted: in if, and, or, or Python's max and min.",
        hint="torch.where, torch.maximum and clamp work value by value; .any() and .all() make one answer. A loss is "
        "made first and called then: nn.MSELoss()(output, target).",
    ),
    Kind(
        id="value.ragged",
        texts=(r"expected sequence of length <a:n> at dim <axis:n> \(got <b:n>\)",),
        meaning="The rows of a tensor must be equally long: one has {a} values, another {b}.",
        hint="Look for a missing number or bracket.",
    ),
    Kind(
        id="value.text",
        texts=(r"too many dimensions 'str'", r"new\(\): invalid data type '(?:str)'"),
        meaning="A tensor holds numbers, and was given text.",
        hint="Numbers stand without quotes.",
    ),
    Kind(
        id="value.none",
        texts=(r"Could not infer dtype of <what:w>",),
        meaning="A tensor holds numbers, and was given something of the kind {what}.",
        hint="A function without return gives None.",
    ),
    Kind(
        id="value.singular",
        texts=(r"the input matrix is singular",),
        meaning="This matrix has no inverse: its rows depend on each other, or one is zero.",
    ),
    Kind(
        id="value.from_numpy",
        texts=(r"expected np\.ndarray \(got <got:w>\)",),
        meaning="torch.from_numpy takes a NumPy array, and got {got}.",
        hint="np.array(...) makes one; torch.tensor(...) takes lists.",
    ),
    Kind(
        id="value.list_for_tensor",
        texts=(
            (
                r"'(?P<got>list|tuple)' object has no attribute "
                r"'(?:size|shape|dim|ndim|detach|float|mean|sum|max|min|view|reshape|to|requires_grad)'"
            ),
            r"argument '<:w>' <:p>must be Tensor, not (?P<got>list|tuple)\b",
        ),
        meaning="A Python {got} was given where a tensor is needed.",
        hint=TO_TENSOR,
    ),
    Kind(
        id="value.not_a_tensor",
        texts=(
            (
                r"<name:w>\(\): argument '<:w>' <:p>must be Tensor, not "
                r"<got:w>"
            ),
        ),
        meaning="A tensor is needed here ({name}), and it got something of the kind {got}.",
        hint=TO_TENSOR,
    ),
    Kind(
        id="value.no_tensor_in_a_list",
        texts=(r"expected Tensor as element <i:n> in argument <:n>, but got <got:w>",),
        meaning="A list of tensors is needed, and its element {i} is of the kind {got}.",
        hint=TO_TENSOR,
    ),
    Kind(
        id="value.empty",
        texts=(r"Expected reduction dim to be specified for input\.numel\(\) == 0",),
        meaning="An empty tensor has no largest or smallest value.",
        hint="Print its shape: a mask or a slice may have picked nothing.",
    ),
    Kind(
        id="value.tensors_in_a_list",
        texts=(r"argument 'tensors' \(position 1\) must be tuple of Tensors, not Tensor",),
        meaning="Several tensors are wanted in a list, and one stands there alone.",
        hint="torch.cat([a, b])",
    ),
    Kind(
        id="value.sizes",
        texts=(
            r"argument '(?:size|shape)' <:p>must be tuple of ints, not <got:w>",
            r"type must be tuple of ints,but got <got:w>",
        ),
        meaning="Sizes are whole numbers, and one of them is of the kind {got}.",
        hint="Use // in place of / where a size is computed.",
    ),
    Kind(
        id="value.bounds_of_random",
        texts=(r"random_ expects 'from' to be less than 'to', but got from=<a:n> >= to=<b:n>",),
        meaning="torch.randint draws from {a} up to, but not including, {b}: there is nothing in between.",
    ),
    Kind(
        id="index.bounds",
        texts=(r"index <i:n> is out of bounds for (?:dimension|axis) <axis:n> with size <n:n>",),
        meaning="There is no place {i} along axis {axis}: it has {n} places, counted from 0.",
        hint="The last one is -1.",
    ),
    Kind(
        id="index.too_many",
        texts=(
            r"too many indices for tensor of dimension <n:n>",
            r"too many indices for array: array is <n:n>-dimensional",
        ),
        meaning="There are more indices in the brackets than the tensor has dimensions ({n}).",
        hint="Print x.ndim or x.shape.",
    ),
    Kind(
        id="index.of_a_number",
        texts=(r"invalid index of a 0-dim tensor", r"(?:iteration over|len\(\) of) a 0-d tensor"),
        meaning="This tensor is a single number: it has no places and no length.",
        hint="x.item() gives the number; torch.tensor([3.0]) has one place.",
    ),
    Kind(
        id="index.axis",
        texts=(r"Dimension out of range \(expected to be in range of \[<a:n>, <b:n>\], but got <i:n>\)",),
        meaning="There is no axis {i}: the axes of this tensor are 0 to {b}.",
        hint="They are counted from 0; -1 is the last.",
    ),
    Kind(
        id="index.kind",
        texts=(r"only integers, slices .{0,120}are valid indices",),
        meaning="A place in a tensor or array is given by a whole number, a slice or a mask.",
        hint="int(i) makes a whole number of it.",
    ),
    Kind(
        id="index.mask",
        texts=(r"The shape of the mask <a:s> at index <:n> does not match the shape of the indexed tensor <b:s>",),
        meaning="A mask of shape [{a}] cannot pick from a tensor of shape [{b}].",
        hint="Make the mask from that tensor: x[x > 0].",
    ),
    Kind(
        id="index.class",
        texts=(r"Target <i:n> is out of bounds",),
        meaning="The target names a class ({i}) that the network has no output for.",
        hint="Classes are counted from 0, and the last layer needs one output for each.",
    ),
    Kind(
        id="index.one_hot",
        texts=(r"Class values must be smaller than num_classes",),
        meaning="One of the class numbers is too large for one_hot.",
        hint="Classes are counted from 0 to num_classes - 1.",
    ),
    Kind(
        id="index.embedding",
        texts=(r"index out of range in self",),
        meaning="An index is larger than the table it looks into.",
        hint="Indices run from 0 to num_embeddings - 1.",
    ),
    Kind(
        id="index.list",
        types=only("IndexError"),
        texts=(
            r"^(?P<what>list|tuple|string|range object)(?: assignment)? index out of range",
            r"^pop from (?:an )?empty (?P<what>list)",
        ),
        meaning="There is no such place in the {what}: counted from 0, the last is one less than its length.",
        hint="Print len(...) and the index.",
    ),
    Kind(
        id="value.arguments",
        texts=(r"<name:w>\(\) received an invalid combination of arguments - got \((?P<got>[^)\n]{0,60})",),
        meaning="{name} does not take these arguments ({got}).",
        hint="Look up in which order, and of which kind, it wants them.",
    ),
)
