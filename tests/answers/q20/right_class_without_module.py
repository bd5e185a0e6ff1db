# 5/5: a plain class, no nn.Module
import torch

class TwoLayer:
    def __init__(self, n_in, n_h, n_out):
        self.W1 = torch.randn(n_in, n_h) / n_in ** 0.5
        self.b1 = torch.full((n_h,), 0.1)
        self.W2 = torch.randn(n_h, n_out) / n_h ** 0.5
        self.b2 = torch.full((n_out,), -0.1)

    def __call__(self, x):
        # couche cachée puis sortie
        cachee = torch.maximum(x @ self.W1 + self.b1, torch.zeros(1))
        return cachee @ self.W2 + self.b2

net = TwoLayer(2, 4, 1)
print(net(torch.tensor([[0.0, 1.0], [1.0, 1.0]])))
