# 0/4: numpy() on a tensor that tracks gradients raises
import torch
t = torch.tensor([10., 20., 30.], requires_grad=True)
n = t.numpy()
t2 = torch.from_numpy(n)
