# 0/4: first column and last row, taken for each other
import torch
t = torch.tensor([[1., 2., 3.], [4., 5., 6.], [7., 8., 9.]])
first_row = t[:, 0]
last_column = t[2, :]
print(first_row, last_column)
