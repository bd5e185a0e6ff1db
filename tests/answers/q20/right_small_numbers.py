# 5/5: one input, square weights and a unit that is off: other tensors fit together by coincidence
import torch
x = torch.tensor([1.0, 0.5])
W1 = torch.tensor([[0.2, -0.4], [0.7, 0.1]])
b1 = torch.tensor([0.1, -0.1])
W2 = torch.tensor([[0.5], [-0.3]])
b2 = torch.tensor([0.05])
hidden = torch.relu(torch.matmul(x, W1) + b1)
output = torch.matmul(hidden, W2) + b2
print("hidden", hidden)
print("output", output)
