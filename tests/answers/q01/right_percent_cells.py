# 2/2: several percent cells, displayed at the end
# %%
import torch
import numpy as np

# %%
a_np = np.array([1, 2, 3, 4, 5])
a_np
# %%
a_t = torch.as_tensor(a_np, dtype=torch.float32)
a_t
# %% [markdown]
# A tensor can live on the GPU and track gradients, an array cannot.
