# 0/3: a function of one's own whose code claims to stand in a file of torch's
import torch
def backward(t):
    raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
backward.__code__ = backward.__code__.replace(co_filename=torch.autograd.__file__)
try:
    backward(torch.tensor(1.0))
except RuntimeError as e:
    print(e)
