# 4/4: slices that keep the dimension
import torch
a = torch.tensor([[10., 20., 30.], [40., 50., 60.], [70., 80., 90.]])
fila = a[:1]
columna = a[:, -1:]
print(fila.shape, columna.shape)
