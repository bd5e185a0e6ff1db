"""Q1: a one-dimensional tensor of the numbers 1 to 5."""

import torch

numbers = torch.tensor([1, 2, 3, 4, 5])

if __name__ == "__main__":
    print(numbers)
    print(numbers.shape)
