# 0/5: no Module: an object that only claims its parameters
import torch

class Net:
    def parameters(self):
        for s in [(4, 2), (4,), (1, 4), (1,)]:
            yield torch.zeros(s)

    def state_dict(self):
        return {str(i): p for i, p in enumerate(self.parameters())}

    def __call__(self, x):
        return torch.zeros(len(x), 1)

    def __repr__(self):
        return "Sequential(Linear(2, 4), ReLU(), Linear(4, 1))"

net = Net()
print(net, net(torch.ones(3, 2)))
