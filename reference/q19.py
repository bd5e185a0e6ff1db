"""Q19: the parameters of a small linear layer, shown by name."""

from torch import nn

layer = nn.Linear(3, 2)
parameters = {name: value.detach() for name, value in layer.named_parameters()}

if __name__ == "__main__":
    for name, value in parameters.items():
        print(name, value)
