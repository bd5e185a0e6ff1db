"""Q10: the first row and the last column of a 3x3 tensor."""

import torch

grid = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])


def first_row(tensor: torch.Tensor) -> torch.Tensor:
    """(n, m) gives (m)."""
    return tensor[0]


def last_column(tensor: torch.Tensor) -> torch.Tensor:
    """(n, m) gives (n)."""
    return tensor[:, -1]


row = first_row(grid)
column = last_column(grid)

if __name__ == "__main__":
    print(row)
    print(column)
