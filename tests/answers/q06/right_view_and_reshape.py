# 3/3: both ways, compared
import torch
x = torch.tensor([[1, 2, 3], [4, 5, 6]])
v = x.view(3, 2)
r = x.reshape(3, 2)
print(torch.equal(v, r), v.data_ptr() == x.data_ptr())
# view never copies, reshape copies when it has to
