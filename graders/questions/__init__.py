"""The pack `pytorch-basics`: 25 questions in four sections: tensors, autograd, networks, training."""

NAME = "pytorch-basics"
REFERENCE = "reference"
