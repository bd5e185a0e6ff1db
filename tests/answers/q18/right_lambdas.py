# 6/6: lambdas
import torch
relu = lambda t: torch.maximum(t, torch.tensor(0.0))
sigmoid = lambda t: torch.reciprocal(1 + (-t).exp())
print(relu(torch.tensor([[-2., 3.]])), sigmoid(torch.tensor(0.)))
