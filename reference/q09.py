"""Q9: the largest, the smallest and the mean of 4, 7, 9, 2, 5."""

import torch

# Floats, since the mean of whole numbers need not be one.
numbers = torch.tensor([4.0, 7.0, 9.0, 2.0, 5.0])

largest = numbers.max()
smallest = numbers.min()
mean = numbers.mean()

if __name__ == "__main__":
    print("largest", largest.item())
    print("smallest", smallest.item())
    print("mean", mean.item())
