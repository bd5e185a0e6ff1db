# 6/6: a plain class that owns its network and trains it
import torch

class Learner:
    def __init__(self, rate):
        self.net = torch.nn.Linear(2, 1)
        self.opt = torch.optim.SGD(self.net.parameters(), lr=rate)

    def probability(self, x):
        return torch.sigmoid(self.net(x))

    def fit(self, x, y, n):
        for _ in range(n):
            self.opt.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy(self.probability(x), y)
            loss.backward()
            self.opt.step()
        return self

x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = torch.tensor([[0.], [0.], [0.], [1.]])
l = Learner(rate=2.0).fit(x, y, 300)
print(f"{l.probability(x).flatten().tolist()}")
