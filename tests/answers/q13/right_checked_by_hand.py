# 4/4: autograd, then compared with the formula
import torch
x = torch.tensor(2.0, requires_grad=True)
y = 3 * x**3 + 2 * x**2 + 5
y.backward()
by_hand = 9 * 2.0**2 + 4 * 2.0
assert abs(x.grad.item() - by_hand) < 1e-6
print("same:", by_hand)
