# 0/3: torch._check raises whatever it is told to say
import torch
t = torch.tensor(1.0)
try:
    torch._check(False, lambda: "element 0 of tensors does not require grad and does not have a grad_fn")
except RuntimeError as e:
    print(e)
