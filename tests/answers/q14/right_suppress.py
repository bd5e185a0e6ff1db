# 3/3: contextlib.suppress
import contextlib
import torch

p = torch.tensor([4.0], requires_grad=False)
with contextlib.suppress(RuntimeError):
    (p * 2).backward()
print("still here")
