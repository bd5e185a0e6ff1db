# 4/4: torch.Tensor(array), and the array cast on the way
import torch
x = torch.Tensor([10, 20, 30])
x_np = x.numpy().astype("float32")
x_back = torch.Tensor(x_np)
print(x_back)
