# 4/4: einsum for the product, an in-place sum on a copy
import torch
u = torch.tensor([[2., 3.], [5., 7.]])
v = torch.tensor([[11., 13.], [17., 19.]])
total = u.clone()
total += v
prod = torch.einsum("ij,jk->ik", u, v)
print(total); print(prod)
