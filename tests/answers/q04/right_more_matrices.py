# 4/4: among other sizes and other operations
import torch
torch.manual_seed(3)
big = torch.randn(4, 4)
a = torch.tensor([[1., 2.], [3., 4.]], dtype=torch.float64)
b = torch.tensor([[10., 20.], [30., 40.]], dtype=torch.float64)
print((big @ big.T).shape)
print(a - b, a / b)
c = a + b
d = a.matmul(b)
print(torch.allclose(d, a @ b), c.sum().item())
