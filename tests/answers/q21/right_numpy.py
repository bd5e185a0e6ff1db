# 4/4: vectors come from NumPy
import numpy as np
import torch
salida = torch.from_numpy(np.array([1.0, 2.0]))
objetivo = torch.from_numpy(np.array([1.5, 2.5]))
perdida = torch.nn.MSELoss().forward(salida, objetivo)
print("pérdida:", float(perdida))
