"""Q4: element-wise sum and matrix product of two 2x2 tensors."""

import torch

a = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
b = torch.tensor([[5.0, 6.0], [7.0, 8.0]])


def add(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Entry by entry; both (2, 2)."""
    return left + right


def multiply(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Rows of the left times columns of the right: (n, k) and (k, m) give (n, m)."""
    return left @ right


total = add(a, b)
product = multiply(a, b)

if __name__ == "__main__":
    print(total)
    print(product)
