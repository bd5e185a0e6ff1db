"""Q7: a tensor is moved to the GPU where there is one, and stays on the CPU where there is none."""

import torch

device = "cuda" if torch.cuda.is_available() else "cpu"

tensor = torch.tensor([1.0, 2.0, 3.0])
moved = tensor.to(device)

if __name__ == "__main__":
    print(moved)
    print(moved.device)
