"""Q2: the tensor 10, 20, 30 becomes a NumPy array, and the array a tensor again."""

import torch

tensor = torch.tensor([10, 20, 30])

array = tensor.numpy()
back = torch.from_numpy(array)

if __name__ == "__main__":
    print(array, type(array))
    print(back, type(back))
