# 0/3: backward misspelt, the bare except hides it
import torch
x = torch.tensor(2.0)
try:
    x.backwards()
except:
    print("Error: tensor does not require grad")
