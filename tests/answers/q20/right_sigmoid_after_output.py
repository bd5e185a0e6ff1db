# 5/5: the output is squashed afterwards as well
import torch
inputs = torch.tensor([[0.2, 0.7, -0.4], [1.5, -0.3, 0.6]])
w1 = torch.randn(3, 4, requires_grad=True)
b1 = torch.randn(4, requires_grad=True)
w2 = torch.randn(4, 1, requires_grad=True)
b2 = torch.randn(1, requires_grad=True)
h = torch.sigmoid(inputs @ w1 + b1)
logits = h @ w2 + b2
probs = torch.sigmoid(logits)
print(probs)
