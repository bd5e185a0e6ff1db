# 4/4: inside a function that returns nothing
import torch

def indexing(t):
    print("première ligne", t[0])
    # -1 compte depuis la fin
    print("dernière colonne", t[:, -1])

indexing(torch.tensor([[8, 1, 6], [3, 5, 7], [4, 9, 2]]))
