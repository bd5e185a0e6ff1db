# 6/6: raw tensors with autograd, update written by hand, in a function
import torch as tc


def lerne_und():
    x = tc.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    ziel = tc.tensor([0.0, 0.0, 0.0, 1.0])
    w = tc.randn(2, requires_grad=True)
    b = tc.zeros(1, requires_grad=True)
    for _ in range(400):
        p = tc.sigmoid(x @ w + b)
        verlust = -(ziel * p.log() + (1 - ziel) * (1 - p).log()).mean()
        verlust.backward()
        with tc.no_grad():
            w -= 2.0 * w.grad
            b -= 2.0 * b.grad
        w.grad = None
        b.grad = None
    print(tc.sigmoid(x @ w + b).round())


lerne_und()
