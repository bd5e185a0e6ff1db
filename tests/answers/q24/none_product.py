# 0/6: multiplies the inputs
import torch
X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
pred = X[:, 0] * X[:, 1]
print(pred)
