# 0/3: torch calls a hook of one's own, which raises the words
import torch
x = torch.tensor(1.0, requires_grad=True)
def hook(g):
    raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
x.register_hook(hook)
try:
    (2 * x).backward()
except RuntimeError as e:
    print(e)
