# 3/3: .data, the old way
from torch import tensor
a = tensor([3.0], requires_grad=True)
b = a.data
print(f"{a.requires_grad=} {b.requires_grad=}")
