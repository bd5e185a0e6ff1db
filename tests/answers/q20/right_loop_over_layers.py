# 5/5: a list of layers in a loop, in a function with nothing returned
import torch

def main():
    sizes = [3, 5, 2]
    layers = [(torch.randn(i, o), torch.randn(o)) for i, o in zip(sizes, sizes[1:])]
    a = torch.randn(2, 3)
    for n, (w, b) in enumerate(layers):
        z = a @ w + b
        a = torch.relu(z) if n < len(layers) - 1 else z
    print(a)

main()
