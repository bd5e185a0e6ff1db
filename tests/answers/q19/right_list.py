# 3/3: a list of parameters()
import torch as tc
m = tc.nn.Linear(4, 1)
print(list(m.parameters()))
