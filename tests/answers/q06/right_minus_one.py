# 3/3: view with -1, bare last expression
import torch as tc
z = tc.arange(6).reshape(2, 3)
z.view(-1, 2)
