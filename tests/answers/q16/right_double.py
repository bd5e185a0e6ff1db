# 4/4: weights in float64
import torch

f = torch.nn.Linear(3, 2, dtype=torch.float64)
x = torch.tensor([[0.1, 0.2, 0.3], [1, 2, 3]], dtype=torch.float64)
y = f(x)
y_check = x @ f.weight.T + f.bias
print(y, torch.allclose(y, y_check))
