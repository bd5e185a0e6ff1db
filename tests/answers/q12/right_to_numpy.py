# 3/3: detached on the way to NumPy
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
try:
    x.numpy()
except RuntimeError as err:
    print(err)
arr = x.detach().numpy()
print(arr)
