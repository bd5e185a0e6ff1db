# 3/3: caught, noted and raised again, then caught outside
import torch

def train_step(w):
    loss = (w - 1).pow(2).sum()
    try:
        loss.backward()
    except RuntimeError:
        print("no gradient for", w)
        raise

try:
    train_step(torch.zeros(2))
except RuntimeError as e:
    print("outer:", e)
