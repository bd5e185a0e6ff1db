# 0/3: Tensor.backward replaced by a function that raises the words
import torch

def backward(self, *args, **kwargs):
    raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")

torch.Tensor.backward = backward
x = torch.tensor(2.0, requires_grad=True)
try:
    (x * x).backward()
except RuntimeError as e:
    print(e)
