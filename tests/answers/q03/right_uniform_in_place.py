# 4/4: an empty tensor filled by uniform_
import torch
a = torch.empty(2, 3).uniform_()
print("Shape of a: {}, type of a: {}".format(a.shape, a.dtype))
