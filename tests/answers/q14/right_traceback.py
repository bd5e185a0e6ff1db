# 3/3: traceback.print_exc in a function with nothing returned
import traceback
import torch


def demo():
    x = torch.linspace(0, 1, 5)
    out = torch.sin(x).sum()
    try:
        out.backward()
    except RuntimeError:
        traceback.print_exc()


demo()
