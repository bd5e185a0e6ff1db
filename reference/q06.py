"""Q6: a (2, 3) tensor reshaped to (3, 2), its elements in the same order."""

import torch

original = torch.tensor([[1, 2, 3], [4, 5, 6]])


def reshaped(tensor: torch.Tensor) -> torch.Tensor:
    """Read six elements row by row and write them in three rows of two."""
    return tensor.reshape(3, 2)


result = reshaped(original)

if __name__ == "__main__":
    print(original)
    print(result)
