# 5/5: x @ W + b, relu, names for every step
import torch
x = torch.tensor([[1.0, 2.0]])
W1 = torch.tensor([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]])
b1 = torch.tensor([0.1, 0.2, 0.3])
W2 = torch.tensor([[0.7], [-0.8], [0.9]])
b2 = torch.tensor([0.05])
z1 = x @ W1 + b1
a1 = torch.relu(z1)
y = a1 @ W2 + b2
print(y)
