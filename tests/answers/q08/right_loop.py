# 2/2: zeros, then ones in a loop, in a function that returns nothing
import torch

def build():
    m = torch.zeros(4, 4)
    for i in range(4):
        m[i][i] = 1
    print(m)

build()
