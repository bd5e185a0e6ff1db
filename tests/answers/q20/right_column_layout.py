# 5/5: W @ x + b with column vectors
import torch as tc
x = tc.tensor([[0.5], [-1.0]])
W1 = tc.randn(4, 2)
b1 = tc.randn(4, 1)
W2 = tc.randn(1, 4)
b2 = tc.randn(1, 1)
h = tc.tanh(W1 @ x + b1)
y = W2 @ h + b2
y
