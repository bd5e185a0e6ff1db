"""Q5: a (3, 1) column is added to a (3, 4) table by broadcasting."""

import torch

column = torch.tensor([[10.0], [20.0], [30.0]])
table = torch.tensor([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]])


def total(column: torch.Tensor, table: torch.Tensor) -> torch.Tensor:
    """Each row of the table (3, 4) is raised by its entry of the column (3, 1)."""
    return column + table


result = total(column, table)

if __name__ == "__main__":
    print(result.shape)
    print(result)
