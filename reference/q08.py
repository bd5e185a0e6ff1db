"""Q8: the 4x4 identity matrix."""

import torch

SIZE = 4

identity = torch.eye(SIZE)

if __name__ == "__main__":
    print(identity)
