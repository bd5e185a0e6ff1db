# 0/3: the same words raised by hand
import torch
x = torch.tensor(2.0)
try:
    if not x.requires_grad:
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
except RuntimeError as e:
    print(e)
