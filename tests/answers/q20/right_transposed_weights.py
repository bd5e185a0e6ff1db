# 5/5: weights (out, in), multiplied by their transpose
import torch
x = torch.randn(2, 3)
W1 = torch.randn(4, 3)
b1 = torch.randn(4)
W2 = torch.randn(2, 4)
b2 = torch.randn(2)
h = torch.relu(x @ W1.T + b1)
y_hat = h @ W2.T + b2
print(y_hat.tolist())
