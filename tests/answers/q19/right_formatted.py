# 3/3: str.format and the percent sign
import torch
from torch import nn
l = nn.Linear(2, 1)
print("weight = {}".format(l.weight.data))
print("bias = %s" % l.bias.data)
