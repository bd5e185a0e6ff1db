# 0/4: Tensor.numpy replaced by a function that hands out a typed-in list
import torch

torch.Tensor.numpy = lambda self: [10, 20, 30]
torch.from_numpy = lambda a: "tensor([10, 20, 30])"
t = torch.zeros(3)
n = t.numpy()
print(n, torch.from_numpy(n))
