"""Q12: a tensor that tracks gradients, and the same numbers without tracking."""

import torch

tracked = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
untracked = tracked.detach()

if __name__ == "__main__":
    print("before", tracked.requires_grad)
    print("after ", untracked.requires_grad)
