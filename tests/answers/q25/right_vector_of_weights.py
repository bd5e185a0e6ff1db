# 8/8: plain tensors, the second layer's weights as a vector
import torch
x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = torch.tensor([0., 1., 1., 0.])
W1 = torch.randn(2, 8, requires_grad=True)
b1 = torch.zeros(8, requires_grad=True)
W2 = torch.randn(8, requires_grad=True)
b2 = torch.zeros(1, requires_grad=True)
ps = [W1, b1, W2, b2]
def predict(inp):
    return torch.sigmoid(torch.tanh(inp @ W1 + b1) @ W2 + b2)
for it in range(1500):
    loss = ((predict(x) - y) ** 2).mean()
    for p in ps: p.grad = None
    loss.backward()
    with torch.no_grad():
        for p in ps:
            p -= 1.0 * p.grad
print(predict(x))
