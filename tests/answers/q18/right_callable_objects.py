# 6/6: objects that can be called
import torch

class Relu:
    def __call__(self, x):
        return x.masked_fill(x < 0, 0.0)

class Sigmoid:
    def __call__(self, x):
        return torch.pow(1 + torch.exp(-x), -1)

relu, sigmoid = Relu(), Sigmoid()
print(relu(torch.tensor([1., -1.])), sigmoid(torch.tensor([1., -1.])))
